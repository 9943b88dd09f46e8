// SPDX-License-Identifier: Apache-2.0
// Runs a scenario: builds the model, follows its load steps, keeps states, history and provenance.
#pragma once

#include <functional>
#include <string>

#include "models/anatomy/anatomy.hpp"
#include "models/result/result.hpp"
#include "models/run/run_stopped.hpp"
#include "models/scenario/scenario.hpp"
#include "solvers/progress.hpp"

namespace spondyl {

class SettledStore;

struct RunOptions {
    const Anatomy* anatomy = nullptr;  // none: that of data_directory()
    int threads = 0;                   // of this run; 0: one per processor. Results do not depend on it.
    std::function<void(const Progress&)> progress;
    // Polled in every iteration; once it returns true the run ends as if it had failed, with Result::restart.
    std::function<bool()> stop_requested;
    // Called when mesh and structures exist, before anything is solved.
    std::function<void(const Result&)> described;
    // Called after every increment of a load step and after every task, with everything computed so far, complete =
    // false and Result::restart. The callee may remove parts that it does not need and set the fields that are left to
    // the caller.
    std::function<void(Result&)> keep;
    // An incomplete result of the same scenario and program with Result::restart: the run continues from there, to the
    // same numbers as an uninterrupted run.
    const Result* resume = nullptr;
    // Store of settled spines, read and filled. Results do not depend on it. Not used with an anatomy of the caller's
    // own, since a store identifies spines by the tables of data_directory().
    SettledStore* settled = nullptr;
};

// The result of a failed solve has complete = false, a report in `failure`, and all states reached before; so has that
// of a run that ran out of memory after the first state.
// canonical_scenario and scenario_sha256 are left to the caller, who knows the file. Throws UserError for a scenario
// that geometry or tissues refuse and for a result that cannot be resumed; RunStopped if there is no state yet.
Result run_scenario(const Scenario& scenario, const RunOptions& options = {});

}  // namespace spondyl
