// SPDX-License-Identifier: Apache-2.0
// A calibration as diagrams: what was measured, and the model before and after the fit.
#pragma once

#include <string_view>
#include <vector>

#include "studies/calibration/calibrate.hpp"
#include "studies/chart.hpp"

namespace spondyl {

// Where the charts of a calibration are in its folder.
inline constexpr std::string_view calibration_chart_folder = "charts";

// One for every measured quantity of a segment in a direction and at a preload, over the load. Loads that the model
// does not reach are missing in its curves; without a fit there is only the set as it is.
std::vector<Chart> calibration_charts(const Calibration& calibration);

}  // namespace spondyl
