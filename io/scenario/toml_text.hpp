// SPDX-License-Identifier: Apache-2.0
// The one way from the text of a scenario, strategy or study to its TOML tables. Text from strangers is looked through
// before the TOML library sees it, which goes into itself once for each level of nesting, and after.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string_view>

#include "io/scenario/diagnostics.hpp"

namespace spondyl {

// The tables, or nothing, with a diagnostic, for text that is not TOML or goes past core/text/limits.hpp in its size,
// its nesting, or the length of a key or text, or holds control characters other than line breaks and tabs. `file` is
// its index in `diagnostics`.
std::optional<toml::table> parse_toml(std::string_view text, int file, Diagnostics& diagnostics);

}  // namespace spondyl
