// SPDX-License-Identifier: Apache-2.0
// A pose and the loads of a body as amplitudes of a SpineModel.
#pragma once

#include <vector>

#include "core/system/amplitude.hpp"
#include "models/body/body_loads.hpp"
#include "models/body/pose.hpp"
#include "models/spine/spine_model.hpp"

namespace spondyl {

// Amplitudes without muscles (tensions, held lengths and gain are 0). standing: the state against which the pose counts
// (SpineModel::standing); its small rotations by ligament pre-tension stay in the held ones.
std::vector<double> task_amplitudes(const SpineModel& model, const State& standing, const Pose& pose,
                                    const BodyLoads& loads);

}  // namespace spondyl
