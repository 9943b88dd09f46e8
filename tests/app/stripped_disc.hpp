// SPDX-License-Identifier: Apache-2.0
// Small models for tests of commands.
#pragma once

namespace spondyl::test {

// The fastest model of a spine: one coarse disc without ligaments and facets. A scenario adds its title before it and
// its steps after it.
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

// A scenario of one coarse disc with all ligaments and facets, pressed.
inline constexpr const char* coarse_disc =
    "title = \"disc\"\n[spine]\ntop = \"L4\"\nbottom = \"L5\"\nmesh = \"coarse\"\n[[step]]\nname = \"press\"\n"
    "compression_N = 100\ntop_rotation = \"fixed\"\n";

}  // namespace spondyl::test
