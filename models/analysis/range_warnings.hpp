// SPDX-License-Identifier: Apache-2.0
// Numbers of a state outside the measured ranges (RangeLimits).
#pragma once

#include <vector>

#include "models/anatomy/posture_anatomy.hpp"
#include "models/muscles/muscle_set.hpp"
#include "models/result/result.hpp"

namespace spondyl {

// From the measures of the discs, and from the muscles where a task has them; `fascicles` parallel to state.muscles.
std::vector<RangeWarning> find_beyond(const RangeLimits& limits, const ResultState& state,
                                      const std::vector<MuscleFascicle>& fascicles);

}  // namespace spondyl
