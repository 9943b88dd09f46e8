// SPDX-License-Identifier: Apache-2.0
// Text of a comparison with measurements, for terminal and report.
#pragma once

#include <string>
#include <vector>

#include "studies/validation.hpp"

namespace spondyl {

std::vector<std::string> groups_of(const Validation& validation);  // in the order of the table
std::string value_text(const RowOutcome& outcome);                 // "none" where there is no value
std::string published_text(const ValidationRow& row);              // empty where only a band is published
std::string band_text(const ValidationRow& row);                   // "2.1 to 4.5", ">= 0", empty
// One line per reason why rows have no value, with their number.
std::vector<std::string> reasons_without_value(const Validation& validation);
// "31 of 40 rows are within their bands; of the confirmed rows, 7 of 8"
std::string counts_text(const Validation& validation);

}  // namespace spondyl
