// SPDX-License-Identifier: Apache-2.0
// Stability of a posture: the smallest eigenvalue of the rotational stiffness of the spine with its muscles.
//
// The tangent of spine, weights and constant muscle forces is condensed to the rigid-body unknowns of T12 .. L5;
// muscles touch nothing else, so their short-range stiffness q F / l (MusclePaths; tendons do not give) is
// added there exactly for any gain q. Translations are then eliminated, which leaves 18 x 18 in N m / rad.
#pragma once

#include <optional>

#include "models/equilibrium/vertebral_stiffness.hpp"

namespace spondyl {

struct Stability {
    double margin = 0.0;  // smallest eigenvalue at the given gain, N m / rad; < 0: unstable
    // Smallest gain at which the margin is not negative; 0: stable without muscle stiffness. Unset: not even at a gain
    // of 1000.
    std::optional<double> critical_gain;
};

// released: FixedVertebrae::bottom, spine: of it; state: an equilibrium of it or of the held model.
Stability stability_of(const SpineModel& released, VertebralStiffness& spine, const State& state, double gain);

}  // namespace spondyl
