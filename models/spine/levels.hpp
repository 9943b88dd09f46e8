// SPDX-License-Identifier: Apache-2.0
// Names and order of vertebrae and discs. The column is counted from cranial to caudal.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace spondyl {

enum class Vertebra : int { T12 = 0, L1, L2, L3, L4, L5, S1 };
inline constexpr int vertebra_count = 7;
inline constexpr std::array<std::string_view, vertebra_count> vertebra_names = {"T12", "L1", "L2", "L3",
                                                                                "L4",  "L5", "S1"};

// Disc i lies between vertebra i (above) and vertebra i + 1 (below).
enum class Disc : int { T12_L1 = 0, L1_L2, L2_L3, L3_L4, L4_L5, L5_S1 };
inline constexpr int disc_count = 6;
inline constexpr std::array<std::string_view, disc_count> disc_names = {"T12-L1", "L1-L2", "L2-L3",
                                                                        "L3-L4",  "L4-L5", "L5-S1"};

constexpr std::string_view name(Vertebra v) {
    return vertebra_names[static_cast<std::size_t>(v)];
}
constexpr std::string_view name(Disc d) {
    return disc_names[static_cast<std::size_t>(d)];
}
constexpr Vertebra above(Disc d) {
    return static_cast<Vertebra>(static_cast<int>(d));
}
constexpr Vertebra below(Disc d) {
    return static_cast<Vertebra>(static_cast<int>(d) + 1);
}

constexpr std::optional<Vertebra> find_vertebra(std::string_view text) {
    for (int i = 0; i < vertebra_count; ++i) {
        if (vertebra_names[static_cast<std::size_t>(i)] == text) return static_cast<Vertebra>(i);
    }
    return std::nullopt;
}

}  // namespace spondyl
