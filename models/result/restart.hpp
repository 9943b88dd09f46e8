// SPDX-License-Identifier: Apache-2.0
// The data, besides the scenario, with which a run that was stopped continues to the same numbers as an uninterrupted
// run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/system/state.hpp"
#include "solvers/load_stepper.hpp"

namespace spondyl {

class Kinematics;

struct Restart {
    int finished = 0;  // load steps or tasks
    // Number of states of the result at this point; the history of a run that was stopped may extend further.
    int states = 0;
    int history = 0;
    State settled;                     // the unloaded spine from which motions are measured
    State rest;                        // the same after the losses by injuries; the first step begins here
    State state;                       // last state of the run
    double external_work = 0.0;        // N mm, so far
    std::optional<PathPosition> path;  // inside a load step, the one after the finished ones
    std::optional<State> factored_at;  // see Newton::factored_at; of tasks: with every vertebra held
    std::optional<State> released_at;  // of tasks: with the rotations free
};

// Restart data come from a file. UserError if they do not fit a model of these kinematics, are not finite or are
// impossible in a run of this many steps.
void check_restart(const Restart& restart, const Kinematics& kinematics, std::size_t steps);

}  // namespace spondyl
