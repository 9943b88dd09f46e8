// SPDX-License-Identifier: Apache-2.0
// Names of the structures that join two vertebrae besides the disc.
#pragma once

#include <array>
#include <string_view>

#include "core/text/enum_names.hpp"
#include "models/scenario/levels.hpp"

namespace spondyl {

enum class Ligament : int {
    ALL = 0,  // anterior longitudinal
    PLL,      // posterior longitudinal
    LF,       // flavum
    ISL,      // interspinous
    SSL,      // supraspinous
    ITL,      // intertransverse
    CL,       // capsule of the facet joint
    IL,       // iliolumbar, from L5 to the hip bones
};
inline constexpr int ligament_count = 8;
inline constexpr std::array<std::string_view, ligament_count> ligament_names = {"ALL", "PLL", "LF", "ISL",
                                                                                "SSL", "ITL", "CL", "IL"};
constexpr const auto& enum_names(Ligament /*of*/) {
    return ligament_names;
}
// One on the left and one on the right.
constexpr bool is_paired(Ligament l) {
    return l == Ligament::ITL || l == Ligament::CL || l == Ligament::IL;
}
// Whether anatomy knows the ligament at this level.
constexpr bool exists_at(Disc disc, Ligament l) {
    return l != Ligament::IL || disc == Disc::L5_S1;
}

enum class Side : int { middle = 0, left, right };
inline constexpr std::array<std::string_view, 3> side_names = {"middle", "left", "right"};
constexpr const auto& enum_names(Side /*of*/) {
    return side_names;
}

}  // namespace spondyl
