// SPDX-License-Identifier: Apache-2.0
// The worksheet of the revised NIOSH lifting equation for one task: what was measured or posed, every multiplier and
// what comes out, at the origin of the lift and, where the scenario says where that is, at its destination.
#pragma once

#include <optional>
#include <vector>

#include "models/result/lifting_row.hpp"
#include "models/scenario/task.hpp"

namespace spondyl {

class LiftingEquation;
struct Handling;
struct LiftGeometry;

// Origin, and destination if anything of it is given or its posture was solved. The destination counts where the load
// is set down with care (Placement::controlled) and allows less, and always where it allows nothing. FM is that of the
// origin's height at both places, as the manual has it.
std::vector<LiftingRow> lifting_worksheet(const LiftingEquation& equation, double load_kg, const Handling& handling,
                                          const LiftGeometry& geometry, const std::optional<LiftGeometry>& destination);

}  // namespace spondyl
