// SPDX-License-Identifier: Apache-2.0
// Loads of ligaments and facet joints, for the terminal and for scripts.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "models/result/result.hpp"

namespace spondyl::app {

// Forces in the last state, one row per disc: every ligament and facet joint, left and right apart; "-" where there is
// none. Empty if the model has neither.
std::string structure_table(const Result& result);

// One line: how ligament pre-tension moved the levels before the loads. Empty if nothing settled.
std::string settle_line(const Result& result);

// Every measure at the ends of the steps, and the shift of each disc.
nlohmann::ordered_json ligament_rows_json(const Result& result);
nlohmann::ordered_json facet_rows_json(const Result& result);
nlohmann::ordered_json settle_json(const Result& result);

}  // namespace spondyl::app
