// SPDX-License-Identifier: Apache-2.0
#include "io/results/applied_loads.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"

namespace spondyl {

LoadStep loads_at(const Scenario& scenario, double time) {
    const LoadStep rest;
    const auto count = static_cast<int>(scenario.steps.size());
    const auto load_after = [&](int steps) -> const LoadStep& {
        return steps <= 0 || count == 0 ? rest : scenario.steps[static_cast<std::size_t>(std::min(steps, count) - 1)];
    };
    const int done = static_cast<int>(std::floor(time + 1e-9));
    const double fraction = std::max(0.0, time - done);
    LoadStep loads;
    for (const AppliedLoad& load : applied_loads)
        loads.*load.member =
            (1 - fraction) * load_after(done).*load.member + fraction * load_after(done + 1).*load.member;
    return loads;
}

double seconds_at(const Scenario& scenario, double time) {
    double seconds = 0.0;
    for (std::size_t i = 0; i < scenario.steps.size(); ++i)
        seconds += std::clamp(time - static_cast<double>(i), 0.0, 1.0) * scenario.steps[i].duration_s;
    return seconds;
}

std::vector<StateLoads> loads_of_states(const Result& result) {
    std::vector<StateLoads> loads;
    if (result.canonical_scenario.empty()) return loads;
    try {
        const Scenario scenario = parse_scenario(result.canonical_scenario, "result");
        if (scenario.steps.empty()) return loads;
        for (const ResultState& state : result.states)
            loads.push_back({loads_at(scenario, state.time), seconds_at(scenario, state.time)});
    } catch (const UserError&) {
        // Written by a version with other keys: the other numbers are valid without the loads.
    }
    return loads;
}

}  // namespace spondyl
