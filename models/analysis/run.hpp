// SPDX-License-Identifier: Apache-2.0
// Runs a scenario: builds the model, follows its load steps, keeps states, history and provenance.
#pragma once

#include <functional>
#include <string>

#include "models/analysis/result.hpp"
#include "models/spine/scenario.hpp"

namespace spondyl {

struct Progress {
    std::string step;
    double time = 0.0;      // number of finished steps + fraction of this one that is being tried
    double end_time = 0.0;  // number of steps
    int iteration = 0;
    double residual = 0.0;  // relative
};

struct RunOptions {
    int threads = 0;  // 0: as many as OpenMP offers. Results do not depend on it.
    std::function<void(const Progress&)> progress;
};

// The result of a failed solve has complete = false, a report in `failure`, and all states reached before.
// canonical_scenario and scenario_sha256 are left to the caller, who knows the file. Throws UserError for a scenario
// that geometry or tissues refuse.
Result run_scenario(const Scenario& scenario, const RunOptions& options = {});

}  // namespace spondyl
