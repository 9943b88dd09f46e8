// SPDX-License-Identifier: Apache-2.0
// From a state to the numbers of ligaments and facet joints, and their share of what a level carries.
#pragma once

#include <vector>

#include "models/analysis/level_loads.hpp"
#include "models/result/result.hpp"

namespace spondyl {

// What pictures need to know once.
std::vector<FascicleInfo> fascicle_infos(const SpineModel& model);
std::vector<FacetJoint> facet_joints(const SpineModel& model);

// Fills ligaments, fascicles, facets and facet_pressure of `out`.
void measure_joints(const SpineModel& model, const State& state, const JointSamples& joints,
                    const MotionReference& reference, ResultState& out);

}  // namespace spondyl
