// SPDX-License-Identifier: Apache-2.0
// The discs at the end of each load step: for the terminal and as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "models/result/result.hpp"

namespace spondyl::app {

// Indices of the states that end a load step, in order; the last state of a failed run counts as an end.
std::vector<std::size_t> step_ends(const Result& result);

// One row per step end and disc with the main measures; units in the header. A step that was not finished is marked
// with the part that was reached.
std::string disc_table(const Result& result);

// The same rows with every measure.
nlohmann::ordered_json disc_rows_json(const Result& result);

}  // namespace spondyl::app
