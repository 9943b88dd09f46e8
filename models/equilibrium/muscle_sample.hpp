// SPDX-License-Identifier: Apache-2.0
// The muscles in one state: lengths, capacities, directions of pull.
#pragma once

#include <utility>
#include <vector>

#include "models/scenario/wrench.hpp"
#include "models/spine/spine_model.hpp"

namespace spondyl {

struct MuscleSample {
    double length = 0.0;                       // mm
    double tension = 0.0;                      // N, now
    double passive = 0.0;                      // N, of the resting muscle at this length
    double passive_slope = 0.0;                // N/mm, of passive with length
    double capacity = 0.0;                     // N, active force at full activation
    std::vector<std::pair<int, double>> pull;  // equation, force (N or N mm) per unit tension
};
// Parallel to SpineModel::muscles().
std::vector<MuscleSample> sample_muscles(const SpineModel& model, const State& state);

// Force and moment of a unit tension on the part of the spine above a disc (number in mesh().discs), about `point`,
// world axes.
Wrench wrench_above(const SpineModel& model, const State& state, const MuscleSample& muscle, std::size_t disc,
                    const Vec3& point);

}  // namespace spondyl
