// SPDX-License-Identifier: Apache-2.0
// Indices of tasks: for the terminal, as JSON and in `spondyl list indices`. Empty where a result holds no task.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "models/result/result.hpp"

namespace spondyl::app {

// One row per index that any task has, one column per task; a star where it exceeds its published limit. Five tasks
// side by side at most, more below; then the person and number of lifts on which limits depend.
std::string index_table(const Result& result);

// Every index of every task; null where it does not apply.
nlohmann::ordered_json index_rows_json(const Result& result);

}  // namespace spondyl::app
