// SPDX-License-Identifier: Apache-2.0
#include "app/expectations.hpp"

#include <fmt/format.h>

#include <cmath>

#include "app/measure_json.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"
#include "models/analysis/measure_catalogue.hpp"

namespace spondyl::app {

namespace {

std::string last_step(const Scenario& scenario) {
    return scenario.tasks.empty() ? scenario.steps.back().name : scenario.tasks.back().name;
}

}  // namespace

bool ExpectationCheck::pass() const {
    return measured && std::abs(*measured - expectation.value) <= expectation.tolerance;
}

std::vector<ExpectationCheck> check_expectations(const Scenario& scenario, const Result& result) {
    std::vector<ExpectationCheck> checks;
    for (Expectation expectation : scenario.expect) {
        if (expectation.step.empty()) expectation.step = last_step(scenario);
        const Measure* const measure = find_measure(expectation.measure);
        SPONDYL_ASSERT(measure, "there is no measure {}", expectation.measure);
        ExpectationCheck check{expectation, std::nullopt};
        if (const auto state = end_of_step(scenario, result, expectation.step))
            check.measured = measure->read({scenario, result.states[*state], expectation.disc});
        checks.push_back(std::move(check));
    }
    return checks;
}

std::string expectation_table(const std::vector<ExpectationCheck>& checks) {
    std::vector<std::vector<std::string>> rows;
    for (const ExpectationCheck& check : checks) {
        const Expectation& e = check.expectation;
        rows.push_back({check.pass() ? "pass" : "FAIL", e.step, e.disc ? std::string(name(*e.disc)) : "-", e.measure,
                        check.measured ? fmt::format("{:.5g}", *check.measured) : "not reached",
                        fmt::format("{:g} +- {:g}", e.value, e.tolerance), e.source});
    }
    return text_table({"", "step", "disc", "measure", "measured", "expected", "source"}, rows, 7);
}

nlohmann::ordered_json expectations_json(const std::vector<ExpectationCheck>& checks) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const ExpectationCheck& check : checks) {
        const Expectation& e = check.expectation;
        rows.push_back({{"pass", check.pass()},
                        {"step", e.step},
                        {"disc", e.disc ? name(*e.disc) : ""},
                        {"measure", e.measure},
                        {"measured", json_number(check.measured)},
                        {"expected", e.value},
                        {"tolerance", e.tolerance},
                        {"source", e.source}});
    }
    return rows;
}

}  // namespace spondyl::app
