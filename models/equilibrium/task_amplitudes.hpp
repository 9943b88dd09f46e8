// SPDX-License-Identifier: Apache-2.0
// A pose and the loads of a body as amplitudes of a SpineModel.
#pragma once

#include <array>
#include <vector>

#include "models/body/body_loads.hpp"
#include "models/body/pose.hpp"
#include "models/spine/spine_model.hpp"

namespace spondyl {

// Amplitudes without muscles (tensions, held lengths and gain are 0). settled: the unloaded spine at rest, against
// which the pose counts; its small rotations by ligament pre-tension stay in the held ones.
std::vector<double> task_amplitudes(const SpineModel& model, const State& settled, const Pose& pose,
                                    const BodyLoads& loads);

// Three of them as a vector.
Vec3 amplitude(const std::vector<double>& amplitudes, const std::array<LoadId, 3>& ids);

}  // namespace spondyl
