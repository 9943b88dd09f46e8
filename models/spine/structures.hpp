// SPDX-License-Identifier: Apache-2.0
// Names of the structures that join two vertebrae besides the disc.
#pragma once

#include <array>
#include <string_view>

namespace spondyl {

enum class Ligament : int {
    ALL = 0,  // anterior longitudinal
    PLL,      // posterior longitudinal
    LF,       // flavum
    ISL,      // interspinous
    SSL,      // supraspinous
    ITL,      // intertransverse
    CL,       // capsule of the facet joint
};
inline constexpr int ligament_count = 7;
inline constexpr std::array<std::string_view, ligament_count> ligament_names = {"ALL", "PLL", "LF", "ISL",
                                                                                "SSL", "ITL", "CL"};
constexpr std::string_view name(Ligament l) {
    return ligament_names[static_cast<std::size_t>(l)];
}
// One on the left and one on the right.
constexpr bool is_paired(Ligament l) {
    return l == Ligament::ITL || l == Ligament::CL;
}

enum class Side : int { middle = 0, left, right };
inline constexpr std::array<std::string_view, 3> side_names = {"middle", "left", "right"};
constexpr std::string_view name(Side s) {
    return side_names[static_cast<std::size_t>(s)];
}

}  // namespace spondyl
