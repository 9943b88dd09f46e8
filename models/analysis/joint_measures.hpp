// SPDX-License-Identifier: Apache-2.0
// Measures of ligaments and facet joints of a state, and their share of the load of a level.
#pragma once

#include <vector>

#include "models/analysis/level_loads.hpp"
#include "models/result/result.hpp"

namespace spondyl {

// Constant data of fascicles for pictures.
std::vector<FascicleInfo> fascicle_infos(const SpineModel& model);
std::vector<FacetJoint> facet_joints(const SpineModel& model);

// Fills ligaments, fascicles, facets and facet_pressure of `out`.
void measure_joints(const SpineModel& model, const State& state, const JointSamples& joints,
                    const MotionReference& reference, ResultState& out);

}  // namespace spondyl
