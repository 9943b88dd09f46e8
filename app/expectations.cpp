// SPDX-License-Identifier: Apache-2.0
#include "app/expectations.hpp"

#include <fmt/format.h>

#include <cmath>

#include "app/disc_table.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"

namespace spondyl::app {

namespace {

template <class Row>
const Column<Row>* find_column(std::span<const Column<Row>> columns, std::string_view measure) {
    for (const Column<Row>& column : columns) {
        if (column.name == measure) return &column;
    }
    return nullptr;
}

// Empty if the state has no such disc, no task, or the index does not apply to it.
std::optional<double> value_in(const ResultState& state, const Expectation& expectation) {
    if (const auto* column = find_column(task_measure_columns(), expectation.measure)) {
        if (state.task.empty()) return std::nullopt;
        return state.task.front().*column->member;
    }
    for (const IndexColumn& index : index_measure_columns()) {
        if (index.name != expectation.measure) continue;
        // Without a value where the index does not apply.
        if (state.indices.empty() || std::isnan(state.indices.front().*index.member)) return std::nullopt;
        return state.indices.front().*index.member;
    }
    const auto* column = find_column(disc_measure_columns(), expectation.measure);
    if (!column) throw InternalError(fmt::format("there is no measure {}", expectation.measure));
    for (const DiscMeasures& disc : state.discs) {
        if (name(disc.disc) == expectation.disc) return disc.*column->member;
    }
    return std::nullopt;
}

std::vector<std::string> step_names(const Scenario& scenario) {
    std::vector<std::string> names;
    for (const LoadStep& step : scenario.steps) names.push_back(step.name);
    for (const Task& task : scenario.tasks) names.push_back(task.name);
    return names;
}

// The state that ends a step or task: its time is the number of the step, counted from 1.
const ResultState* end_of_step(const std::vector<std::string>& steps, const Result& result, const std::string& step) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i] != step) continue;
        for (const ResultState& state : result.states) {
            if (std::abs(state.time - static_cast<double>(i + 1)) < 1e-9) return &state;
        }
    }
    return nullptr;
}

}  // namespace

bool ExpectationCheck::pass() const {
    return measured && std::abs(*measured - expectation.value) <= expectation.tolerance;
}

std::vector<ExpectationCheck> check_expectations(const Scenario& scenario, const Result& result) {
    const std::vector<std::string> steps = step_names(scenario);
    std::vector<ExpectationCheck> checks;
    for (Expectation expectation : scenario.expect) {
        if (expectation.step.empty()) expectation.step = steps.back();
        ExpectationCheck check{expectation, std::nullopt};
        if (const ResultState* state = end_of_step(steps, result, expectation.step))
            check.measured = value_in(*state, expectation);
        checks.push_back(std::move(check));
    }
    return checks;
}

std::string expectation_table(const std::vector<ExpectationCheck>& checks) {
    std::vector<std::vector<std::string>> rows;
    for (const ExpectationCheck& check : checks) {
        const Expectation& e = check.expectation;
        rows.push_back({check.pass() ? "pass" : "FAIL", e.step, e.disc.empty() ? "-" : e.disc, e.measure,
                        check.measured ? fmt::format("{:.5g}", *check.measured) : "not reached",
                        fmt::format("{:g} +- {:g}", e.value, e.tolerance), e.source});
    }
    return text_table({"", "step", "disc", "measure", "measured", "expected", "source"}, rows, 7);
}

nlohmann::ordered_json expectations_json(const std::vector<ExpectationCheck>& checks) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const ExpectationCheck& check : checks) {
        const Expectation& e = check.expectation;
        rows.push_back(
            {{"pass", check.pass()},
             {"step", e.step},
             {"disc", e.disc},
             {"measure", e.measure},
             {"measured", check.measured ? nlohmann::ordered_json(*check.measured) : nlohmann::ordered_json()},
             {"expected", e.value},
             {"tolerance", e.tolerance},
             {"source", e.source}});
    }
    return rows;
}

}  // namespace spondyl::app
