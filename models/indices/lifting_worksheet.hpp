// SPDX-License-Identifier: Apache-2.0
// The worksheet of the revised NIOSH lifting equation for one task: measured or posed values, every multiplier and the
// results, at the origin of the lift and, if the scenario gives it, at its destination.
#pragma once

#include <optional>
#include <vector>

#include "models/result/lifting_row.hpp"
#include "models/scenario/task.hpp"

namespace spondyl {

class LiftingEquation;
struct Handling;
struct LiftGeometry;

// Origin, and destination if anything of it is given or its posture was solved. The destination determines the indices
// if the load is set down with care (Placement::controlled) and its recommended weight is lower, and always if the
// equation permits no lift there. FM is that of the origin's height at both ends, as in the manual.
std::vector<LiftingRow> lifting_worksheet(const LiftingEquation& equation, double load_kg, const Handling& handling,
                                          const LiftGeometry& geometry, const std::optional<LiftGeometry>& destination);

}  // namespace spondyl
