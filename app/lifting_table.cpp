// SPDX-License-Identifier: Apache-2.0
#include "app/lifting_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/disc_table.hpp"
#include "app/measure_json.hpp"
#include "app/text_table.hpp"

namespace spondyl::app {

namespace {

std::string optional_text(const std::optional<double>& value, int decimals) {
    return value ? fmt::format("{:.{}f}", *value, decimals) : "-";
}

std::string distance(double value, double measured) {
    return optional_text(value, 1) + (measured == 1.0 ? "*" : " ");
}

std::vector<std::string> cells(const ResultState& state, const LiftingRow& row) {
    std::vector<std::string> cells = {state.step,
                                      std::string(name(row.place)),
                                      optional_text(row.load_kg, 1),
                                      distance(row.horizontal_cm, row.horizontal_measured),
                                      distance(row.vertical_cm, row.vertical_measured),
                                      distance(row.travel_cm, row.travel_measured),
                                      distance(row.asymmetry_deg, row.asymmetry_measured),
                                      row.frequency_per_min ? fmt::format("{:.4g}", *row.frequency_per_min) : "-",
                                      row.duration_h ? fmt::format("{:.4g}", *row.duration_h) : "-"};
    for (const std::optional<double>& multiplier :
         {std::optional(row.horizontal_multiplier), std::optional(row.vertical_multiplier),
          std::optional(row.travel_multiplier), std::optional(row.asymmetry_multiplier), row.frequency_multiplier,
          std::optional(row.coupling_multiplier)})
        cells.push_back(optional_text(multiplier, 3));
    cells.push_back(optional_text(row.recommended_weight_kg, 2));
    const bool none_allowed = row.frequency_independent_weight_kg == 0.0 || row.recommended_weight_kg == 0.0;
    cells.push_back(none_allowed ? "none" : optional_text(row.lifting_index, 2));
    cells.back() += row.counts == 1.0 ? " <" : "  ";
    return cells;
}

}  // namespace

std::string lifting_table(const Result& result) {
    std::vector<std::vector<std::string>> rows = {
        {"", "", "[kg]", "[cm]", "[cm]", "[cm]", "[deg]", "/min", "[h]", "", "", "", "", "", "", "[kg]", ""}};
    for (const std::size_t i : step_ends(result)) {
        for (const LiftingRow& row : result.states[i].lifting) rows.push_back(cells(result.states[i], row));
    }
    if (rows.size() == 1) return {};
    return text_table({"lifting equation", "place", "load", "H ", "V ", "D ", "A ", "F", "time", "HM", "VM", "DM", "AM",
                       "FM", "CM", "RWL", "LI  "},
                      rows, 2) +
           "* measured, the others from the model's posture; < used for the task; none: the equation permits no such "
           "lift\n";
}

nlohmann::ordered_json lifting_rows_json(const Result& result) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const std::size_t i : step_ends(result)) {
        const ResultState& state = result.states[i];
        for (const LiftingRow& row : state.lifting) {
            nlohmann::ordered_json object = {{"step", state.step}, {"time", state.time}, {"place", name(row.place)}};
            add_measures(object, lifting_columns(), row);
            rows.push_back(std::move(object));
        }
    }
    return rows;
}

}  // namespace spondyl::app
