// SPDX-License-Identifier: Apache-2.0
// The [[expect]] rows of a scenario against its result.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl::app {

struct ExpectationCheck {
    Expectation expectation;         // with the name of the step or task it was read from
    std::optional<double> measured;  // empty: the run did not reach the end of that step, or it has no such value

    [[nodiscard]] bool pass() const;
};

// In the order of the scenario. A value is read at the end of its step or task.
std::vector<ExpectationCheck> check_expectations(const Scenario& scenario, const Result& result);

std::string expectation_table(const std::vector<ExpectationCheck>& checks);
nlohmann::ordered_json expectations_json(const std::vector<ExpectationCheck>& checks);

}  // namespace spondyl::app
