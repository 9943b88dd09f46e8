// SPDX-License-Identifier: Apache-2.0
// Worksheet of the lifting equation for the terminal and as JSON. Empty where no task is a lift.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "models/result/result.hpp"

namespace spondyl::app {

// One row per task and end of the lift: measured or posed values, the six multipliers, weight and index.
std::string lifting_table(const Result& result);

// Every number of the worksheet; null if it is not known or not defined.
nlohmann::ordered_json lifting_rows_json(const Result& result);

}  // namespace spondyl::app
