// SPDX-License-Identifier: Apache-2.0
// The quickest spine there is: one coarse disc without ligaments and facets. A scenario adds its title before and its
// steps behind.
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
