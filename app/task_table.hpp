// SPDX-License-Identifier: Apache-2.0
// Whole-body tasks and their muscles: for the terminal and as JSON. Empty where a result holds no task.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "models/result/result.hpp"

namespace spondyl::app {

// One row per task: load on L5-S1, pressure in every disc, external moment, fraction of the strength used, stability.
std::string task_table(const Result& result);

// Per task the eight groups with the largest forces, left and right.
std::string muscle_table(const Result& result);

// Every measure of every task.
nlohmann::ordered_json task_rows_json(const Result& result);

// One row per task, group and side.
nlohmann::ordered_json muscle_rows_json(const Result& result);

}  // namespace spondyl::app
