// SPDX-License-Identifier: Apache-2.0
// Runs the tasks of a scenario: for each a pose, the loads of the body, and the muscle forces that hold it in one
// equilibrium with the finite-element spine.
#pragma once

#include "models/run/run.hpp"
#include "models/run/run_record.hpp"

namespace spondyl {

// Tasks follow each other: each starts from the last equilibrium, or from rest if that leads nowhere. Fills
// record.result; a task without an equilibrium stands in `failed` and makes the result incomplete, the others have
// their states. What the muscles cannot do is a warning. UserError for what pose, body and anatomy refuse.
void run_tasks(const Anatomy& anatomy, const Scenario& scenario, const RunOptions& options, RunRecord& record);

}  // namespace spondyl
