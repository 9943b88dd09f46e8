// SPDX-License-Identifier: Apache-2.0
// Which numbers of a state lie beyond what was measured (models/data/range_limits.csv).
#pragma once

#include <vector>

#include "models/muscles/muscle_set.hpp"
#include "models/result/result.hpp"

namespace spondyl {

// From the measures of the discs, and from the muscles where a task has them; `fascicles` parallel to state.muscles.
std::vector<RangeWarning> find_beyond(const ResultState& state, const std::vector<MuscleFascicle>& fascicles);

}  // namespace spondyl
