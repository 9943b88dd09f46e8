// SPDX-License-Identifier: Apache-2.0
// A comparison as an HDF5 file, for scripts.
#pragma once

#include <cmath>
#include <filesystem>

#include "studies/comparison.hpp"

namespace spondyl {

// Value written where a case has no number: it failed, or the measure does not apply.
inline constexpr double no_compared_value = -1e300;
// A number as the file holds it: no_compared_value where there is none.
inline double stored_number(double value) {
    return std::isfinite(value) ? value : no_compared_value;
}

// /cases/{name,title,note}, /measures/{key,title,unit,source,limit,lower_is_better}, and tables of one row per case and
// one column per measure: /values, /low, /high, /chance_better. Of samples: /draws (case, measure, sample),
// /pairs (measure, case, case: share of the samples in which the first is better than the second), /failed_samples and
// /infeasible_samples (counts by case), /sampled/{name,title,spread,source,choices} and /sampled_values (quantity,
// sample; of choices the place in the list). /summary and /assumptions, one sentence per line;
// /provenance/NAME. Missing numbers are no_compared_value, as the attribute "missing" of the root says. The file is
// whole or not there. UserError if it cannot be written.
void write_comparison(const Comparison& comparison, const std::filesystem::path& file);

}  // namespace spondyl
