// A comparison as a table for spreadsheets.
#pragma once

#include <string>

#include "studies/comparison.hpp"

namespace spondyl {

// One row per case and measure: value, change against the base, band, chance to beat the base, limit, and why there is
// no value or how far it can be believed. Missing numbers are empty.
std::string comparison_csv(const Comparison& comparison);

// "infeasible", "failed: ...", or nothing.
std::string note_of(const ComparedCase& one);

}  // namespace spondyl
