// SPDX-License-Identifier: Apache-2.0
// Three amplitudes of loads as a vector.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "core/system/kinematics.hpp"

namespace spondyl {

inline Vec3 amplitude(const std::vector<double>& amplitudes, const std::array<LoadId, 3>& ids) {
    const auto at = [&](std::size_t c) { return amplitudes[static_cast<std::size_t>(ids[c])]; };
    return {at(0), at(1), at(2)};
}

}  // namespace spondyl
