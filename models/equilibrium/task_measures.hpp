// SPDX-License-Identifier: Apache-2.0
// From the equilibrium of a task to its numbers: muscles, loads at L5-S1, balance.
#pragma once

#include "models/analysis/disc_motion.hpp"
#include "models/body/body_loads.hpp"
#include "models/equilibrium/muscle_equilibrium.hpp"
#include "models/equilibrium/stability.hpp"

namespace spondyl {

struct TaskOutcome {
    EquilibriumReport equilibrium;
    Stability stability;
    double co_contraction = 0.0;
    double release_drift_deg = 0.0;
};

// Fills task, muscles, body and external of `out`, whose discs are measured already.
void measure_task(const SpineModel& model, const State& state, const MotionReference& reference, const Pose& pose,
                  const BodyLoads& loads, const TaskOutcome& outcome, ResultState& out);

}  // namespace spondyl
