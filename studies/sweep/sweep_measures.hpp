// SPDX-License-Identifier: Apache-2.0
// The numbers that a sweep reads from its cases.
#pragma once

#include <string>
#include <vector>

#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"
#include "studies/sweep/manifest.hpp"

namespace spondyl {

// The measures of whole tasks, their indices and the discs that `scenario` has, in the order of files, at the end of
// each of the steps or tasks `at` (the last if none is named).
std::vector<SweepMeasure> available_measures(const Scenario& scenario, const std::vector<std::string>& at);

// Those whose name matches one of the patterns (* and ? as in a shell). UserError, with the nearest name, for a pattern
// without a match.
std::vector<SweepMeasure> select_measures(const std::vector<SweepMeasure>& available,
                                          const std::vector<std::string>& patterns);

// Parallel to `measures`; NaN where the case has no such disc or the index does not apply. The result must be complete.
std::vector<double> read_sweep_measures(const Scenario& scenario, const Result& result,
                                        const std::vector<SweepMeasure>& measures);

}  // namespace spondyl
