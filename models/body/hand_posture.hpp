// SPDX-License-Identifier: Apache-2.0
// Postures determined by the position of the hands: input for posture_solver.hpp from a person and a task.
#pragma once

#include <optional>
#include <string>

#include "models/body/body_size.hpp"
#include "models/body/posture.hpp"
#include "models/body/posture_solver.hpp"
#include "models/geometry/spine_mesh.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// The style whose angles are to be found for this task; empty: the angles are those written or of the posture. Side
// bending and twist may be written with a style, which finds the others then.
std::string style_of(const Task& task, const Posture& posture);

double half_grip(const BodySize& size, const Task& task);  // half the distance between the hands, mm

PostureChain posture_chain(const Anatomy& anatomy, const Person& person, const Task& task, const Posture& posture,
                           const SpineMesh& mesh, const PostureStyle& style);

// UserError: the style does not fit the task, or the hands do not reach their position: by how much, and what would
// help.
SolvedPosture posture_for_hands(const Anatomy& anatomy, const Person& person, const Task& task, const Posture& posture,
                                const SpineMesh& mesh, const PostureStyle& style);
// The same with empty hands at the same place; `loaded` if that is not found.
SolvedPosture empty_handed_posture(const Anatomy& anatomy, const Person& person, const Task& task,
                                   const Posture& posture, const SpineMesh& mesh, const PostureStyle& style,
                                   const SolvedPosture& loaded);
// The same with the trunk held: legs and arms come as near as possible, and nothing is refused.
SolvedPosture posture_with_trunk(const Anatomy& anatomy, const Person& person, const Task& task, const Posture& posture,
                                 const SpineMesh& mesh, const PostureStyle& style, const HeldTrunk& held);

}  // namespace spondyl
