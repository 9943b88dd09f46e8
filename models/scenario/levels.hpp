// SPDX-License-Identifier: Apache-2.0
// Names and order of vertebrae and discs. The column is counted from cranial to caudal.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "core/text/enum_names.hpp"

namespace spondyl {

enum class Vertebra : int { T12 = 0, L1, L2, L3, L4, L5, S1 };
inline constexpr int vertebra_count = 7;
inline constexpr std::array<std::string_view, vertebra_count> vertebra_names = {"T12", "L1", "L2", "L3",
                                                                                "L4",  "L5", "S1"};
constexpr const auto& enum_names(Vertebra /*of*/) {
    return vertebra_names;
}

// Places in arrays over vertebrae: of the one that moves with the thorax, and of the one that moves with the pelvis.
inline constexpr auto index_of_t12 = static_cast<std::size_t>(Vertebra::T12);
inline constexpr auto index_of_s1 = static_cast<std::size_t>(Vertebra::S1);

// Disc i lies between vertebra i (above) and vertebra i + 1 (below).
enum class Disc : int { T12_L1 = 0, L1_L2, L2_L3, L3_L4, L4_L5, L5_S1 };
inline constexpr int disc_count = 6;
inline constexpr std::array<std::string_view, disc_count> disc_names = {"T12-L1", "L1-L2", "L2-L3",
                                                                        "L3-L4",  "L4-L5", "L5-S1"};
constexpr const auto& enum_names(Disc /*of*/) {
    return disc_names;
}

constexpr Vertebra above(Disc d) {
    return static_cast<Vertebra>(static_cast<int>(d));
}
constexpr Vertebra below(Disc d) {
    return static_cast<Vertebra>(static_cast<int>(d) + 1);
}

}  // namespace spondyl
