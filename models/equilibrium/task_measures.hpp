// SPDX-License-Identifier: Apache-2.0
// Measures of the equilibrium of a task: muscles, loads at L5-S1, balance.
#pragma once

#include <optional>

#include "models/analysis/disc_motion.hpp"
#include "models/body/body_loads.hpp"
#include "models/equilibrium/muscle_equilibrium.hpp"
#include "models/equilibrium/stability.hpp"

namespace spondyl {

struct TaskOutcome {
    EquilibriumReport equilibrium;
    std::optional<Stability> stability;  // unset if the muscles are too weak
    double co_contraction = 0.0;
    std::optional<double> release_drift_deg;  // unset: no equilibrium nearby
};

// Fills task, muscles, body and external of `out`, whose discs are measured already.
void measure_task(const SpineModel& model, const State& state, const MotionReference& reference, const Pose& pose,
                  const BodyLoads& loads, const TaskOutcome& outcome, ResultState& out);

}  // namespace spondyl
