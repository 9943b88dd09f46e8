// SPDX-License-Identifier: Apache-2.0
// Text and tables of a calibration.
#pragma once

#include <string>
#include <vector>

#include "studies/calibration/calibrate.hpp"

namespace spondyl {

// Outcome, one sentence each: quality of the fit, rows out of reach, parameters on a bound, not determined or not
// separable.
std::vector<std::string> calibration_verdict(const Calibration& calibration);

// The report as Markdown: verdict, parameters, correlations, every row before and after.
std::string calibration_markdown(const Calibration& calibration);

// The rows before and after as comma-separated text: line, segment, direction, load, preload_N, quantity, measured, sd,
// weight, before, after, deviation_before, deviation_after.
std::string calibration_rows_csv(const Calibration& calibration);

// The parameters: parameter, unit, start, value, low, high, standard_error, at_bound, determined, influence.
std::string calibration_parameters_csv(const Calibration& calibration);

}  // namespace spondyl
