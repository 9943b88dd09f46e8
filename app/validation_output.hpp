// SPDX-License-Identifier: Apache-2.0
// Output of `spondyl validate`.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "studies/validation.hpp"

namespace spondyl::app {

// One table per group with model, published value, band and verdict, then the reasons of rows without a value and the
// counts.
std::string validation_text(const Validation& validation);
nlohmann::ordered_json validation_json(const Validation& validation);

// The rows alone.
std::string rows_table(const std::vector<ValidationRow>& rows);
nlohmann::ordered_json validation_rows_json(const std::vector<ValidationRow>& rows);

}  // namespace spondyl::app
