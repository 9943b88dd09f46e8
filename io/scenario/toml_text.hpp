// SPDX-License-Identifier: Apache-2.0
// The only conversion of the text of a scenario, strategy or study into TOML tables. Text from unknown sources is
// checked before the TOML library, which is recursive in the levels of nesting, reads it, and again afterwards.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string_view>

#include "io/scenario/diagnostics.hpp"

namespace spondyl {

// The tables, or nothing, with a diagnostic, for text that is not TOML or exceeds core/text/limits.hpp in its size,
// its nesting, or the length of a key or text, or holds control characters other than line breaks and tabs. `file` is
// its index in `diagnostics`.
std::optional<toml::table> parse_toml(std::string_view text, int file, Diagnostics& diagnostics);

}  // namespace spondyl
