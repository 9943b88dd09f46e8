// SPDX-License-Identifier: Apache-2.0
// States that come from a file, before a run goes on from them.
#pragma once

#include <string>

#include "core/system/state.hpp"

namespace spondyl {

// UserError that begins with "the result cannot be resumed".
[[noreturn]] void refuse_restart(const std::string& why);

// Refuses a state that is not of the same model as `like`, or holds numbers that no state has. with_history: none where
// no increment begins.
void check_state(const State& state, const State& like, const std::string& what, bool with_history = true);

}  // namespace spondyl
