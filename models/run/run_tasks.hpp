// SPDX-License-Identifier: Apache-2.0
// Runs the tasks of a scenario: for each a pose, the loads of the body, and the muscle forces that hold it in one
// equilibrium with the finite-element spine.
#pragma once

#include "models/run/run.hpp"
#include "models/run/run_record.hpp"

namespace spondyl {

// Tasks are solved one after the other: each starts from the last equilibrium, or from rest if that fails. Fills
// record.result; a task without an equilibrium is listed in `failed` and makes the result incomplete, the others have
// their states. A lack of muscle strength is a warning. UserError for a pose, body or anatomy that is refused.
void run_tasks(const Anatomy& anatomy, const Scenario& scenario, const RunOptions& options, RunRecord& record);

}  // namespace spondyl
