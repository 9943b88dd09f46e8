// SPDX-License-Identifier: Apache-2.0
// What a run needs, besides its scenario, to go on from where it was ended with the numbers of a run that was not.
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
    // Of the result that belong to it; a run may have come further in its history before it was ended.
    int states = 0;
    int history = 0;
    State settled;                     // the unloaded spine that motions count from
    State rest;                        // the same with what injuries take from it: where the first step begins
    State state;                       // where the run stands
    double external_work = 0.0;        // N mm, so far
    std::optional<PathPosition> path;  // inside a load step, the one after the finished ones
    std::optional<State> factored_at;  // see Newton::factored_at; of tasks: with every vertebra held
    std::optional<State> released_at;  // of tasks: with the rotations free
};

// Restart data come from a file. UserError if they do not fit a model of these kinematics, are not finite or stand
// where no run of this many steps can be.
void check_restart(const Restart& restart, const Kinematics& kinematics, std::size_t steps);

}  // namespace spondyl
