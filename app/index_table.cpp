// SPDX-License-Identifier: Apache-2.0
#include "app/index_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "app/disc_table.hpp"
#include "app/measure_json.hpp"
#include "app/text_table.hpp"
#include "io/scenario/scenario_file.hpp"
#include "studies/scenario_words.hpp"

namespace spondyl::app {

namespace {

constexpr std::size_t tasks_side_by_side = 5;

std::vector<const ResultState*> states_with_indices(const Result& result) {
    std::vector<const ResultState*> states;
    for (const std::size_t i : step_ends(result)) {
        if (result.states[i].indices.has_value()) states.push_back(&result.states[i]);
    }
    return states;
}

std::string index_text(const std::optional<double>& value) {
    if (!value) return "-";
    if (std::abs(*value) >= 100.0) return fmt::format("{:.0f}", *value);
    return fmt::format("{:.4g}", *value);
}

bool is_beyond(const IndexColumn& column, const std::optional<double>& value) {
    if (!column.limit || !value) return false;
    return column.lower_is_better ? *value > *column.limit : *value < *column.limit;
}

std::string block(const std::vector<const ResultState*>& states) {
    std::vector<std::string> header = {"index", "unit", "limit"};
    for (const ResultState* state : states) header.push_back(state->step);
    std::vector<std::vector<std::string>> rows;
    for (const IndexColumn& column : index_measure_columns()) {
        std::vector<std::string> row = {std::string(column.name), std::string(column.unit), index_text(column.limit)};
        bool any = false;
        for (const ResultState* state : states) {
            const std::optional<double> value = column.value(*state->indices);
            any = any || value;
            row.push_back(index_text(value) + (is_beyond(column, value) ? "*" : " "));
        }
        if (any) rows.push_back(std::move(row));
    }
    return text_table(header, rows, 2);
}

// The person and number of lifts on which some limits depend.
std::string limits_used(const Result& result) {
    if (result.canonical_scenario.empty()) return {};
    const Scenario scenario = parse_scenario(result.canonical_scenario, "result");
    const Person& person = scenario.person;
    std::string text = "Limits and strength are those of " + person_of_limits(person);
    if (person.bone_density_mg_ml)
        text += fmt::format(" with a bone density of {:g} mg/ml", *person.bone_density_mg_ml);
    std::vector<std::string> lifts;
    for (const Task& task : scenario.tasks) {
        lifts.push_back(fmt::format("{} ({})", lifts_of_limits(handling_of(scenario.work, task)), task.name));
    }
    return text + fmt::format("; shear limit and specimens by lifts a day: {}\n", fmt::join(lifts, ", "));
}

}  // namespace

std::string index_table(const Result& result) {
    const std::vector<const ResultState*> states = states_with_indices(result);
    std::string text;
    for (std::size_t i = 0; i < states.size(); i += tasks_side_by_side) {
        const std::size_t end = std::min(states.size(), i + tasks_side_by_side);
        if (i > 0) text += "\n";
        text +=
            block({states.begin() + static_cast<std::ptrdiff_t>(i), states.begin() + static_cast<std::ptrdiff_t>(end)});
    }
    if (text.empty()) return text;
    text += "* exceeds its published limit; see `spondyl list indices` for sources and limits\n";
    return text + limits_used(result);
}

nlohmann::ordered_json index_rows_json(const Result& result) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const ResultState* state : states_with_indices(result)) {
        nlohmann::ordered_json row = {{"step", state->step}, {"time", state->time}};
        add_measures(row, index_measure_columns(), *state->indices);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace spondyl::app
