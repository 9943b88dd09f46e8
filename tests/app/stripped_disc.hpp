// SPDX-License-Identifier: Apache-2.0
// The fastest model of a spine: one coarse disc without ligaments and facets. A scenario adds its title before it and
// its steps after it.
#pragma once

namespace spondyl::test {

inline constexpr const char* stripped_disc = R"(
[spine]
top = "L4"
bottom = "L5"
mesh = "coarse"
[structures]
ALL = "removed"
PLL = "removed"
LF = "removed"
ISL = "removed"
SSL = "removed"
ITL = "removed"
CL = "removed"
facets = "removed"
)";

}  // namespace spondyl::test
