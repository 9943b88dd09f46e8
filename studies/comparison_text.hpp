// SPDX-License-Identifier: Apache-2.0
// A comparison as a table for spreadsheets.
#pragma once

#include <string>

#include "studies/comparison.hpp"

namespace spondyl {

// One row per sample and case: the sampled values, then every measure; the reason where there are no numbers. Only the
// header without samples.
std::string samples_csv(const Comparison& comparison);

// One row per case and measure: value, change against the base, percentile range, probability of being better than the
// base, limit, samples without numbers, samples whose muscles were too weak, and a note on missing or doubtful values.
// Missing numbers are empty.
std::string comparison_csv(const Comparison& comparison);

// "infeasible", "failed: ...", or nothing.
std::string note_of(const ComparedCase& one);

}  // namespace spondyl
