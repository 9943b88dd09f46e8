#include "app/expectations.hpp"

#include <fmt/format.h>

#include <cmath>

#include "app/disc_table.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"

namespace spondyl::app {

namespace {

double DiscMeasures::*measure_member(std::string_view measure) {
    for (const MeasureColumn& column : disc_measure_columns()) {
        if (column.name == measure) return column.member;
    }
    throw InternalError(fmt::format("there is no measure {}", measure));
}

// The state that ends a step: its time is the number of the step, counted from 1.
const ResultState* end_of_step(const Scenario& scenario, const Result& result, const std::string& step) {
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
        if (scenario.steps[i].name != step) continue;
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
    std::vector<ExpectationCheck> checks;
    for (Expectation expectation : scenario.expect) {
        if (expectation.step.empty()) expectation.step = scenario.steps.back().name;
        ExpectationCheck check{expectation, std::nullopt};
        if (const ResultState* state = end_of_step(scenario, result, expectation.step)) {
            for (const DiscMeasures& disc : state->discs) {
                if (name(disc.disc) == expectation.disc) check.measured = disc.*measure_member(expectation.measure);
            }
        }
        checks.push_back(std::move(check));
    }
    return checks;
}

std::string expectation_table(const std::vector<ExpectationCheck>& checks) {
    std::vector<std::vector<std::string>> rows;
    for (const ExpectationCheck& check : checks) {
        const Expectation& e = check.expectation;
        rows.push_back({check.pass() ? "pass" : "FAIL", e.step, e.disc, e.measure,
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
