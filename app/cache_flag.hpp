// SPDX-License-Identifier: Apache-2.0
// The flag of every command that settles spines, itself or in processes that it starts.
#pragma once

#include <CLI/CLI.hpp>

#include "io/cache/cache_folder.hpp"

namespace spondyl::app {

inline void add_no_cache_flag(CLI::App& command) {
    command.add_flag_callback("--no-cache", switch_cache_off,
                              "Settle every spine again and store none (SPONDYL_CACHE=off). The results are the same");
}

}  // namespace spondyl::app
