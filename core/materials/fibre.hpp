// SPDX-License-Identifier: Apache-2.0
// What a result file says about one fibre family at one point.
#pragma once

#include <array>

#include "core/math/tensor.hpp"

namespace spondyl {

inline constexpr int fibre_family_count = 2;

struct FibreState {
    double stretch = 1.0;      // |F a0|, of the whole deformation
    double stress = 0.0;       // Cauchy, along the fibre, MPa; of which phase: see the material's fibre_state
    Vector<double> direction;  // unit, deformed
};

using FibreStates = std::array<FibreState, fibre_family_count>;

}  // namespace spondyl
