// SPDX-License-Identifier: Apache-2.0
// The chair of a seated task, described by quantities measured on chairs: heights above the seat, recline of the
// backrest, depth of its lumbar pad (docs/body.md#supports).
#pragma once

#include "models/body/body_loads.hpp"
#include "models/body/body_size.hpp"

namespace spondyl {

struct Backrest {
    Vec3 contact = Vec3::Zero();  // on the skin of the thorax, mm, world
    Vec3 normal = Vec3::Zero();   // unit, forward
    Vec3 up = Vec3::Zero();       // unit, along it
    double friction = 0.0;        // coefficient
};

// World y of the seat below the hip joints of the pose, mm: what sitting erect leaves below them.
double seat_height(const BodySize& size, const Pose& pose);
// UserError: the height is not that of the thorax.
Backrest backrest_of(const BodySize& size, const Task& task, const Pose& pose, const SpineMesh& mesh);
// The pad of a task with lumbar_pad_depth_cm, shared by the two vertebrae beside its height so that a force on both has
// its place. UserError: the height is not that of L1 to L5.
std::array<ElasticPad, vertebra_count> lumbar_pad(const BodySize& size, const Task& task, const Pose& pose,
                                                  const SpineMesh& mesh);
// Depth by which the pad's unloaded surface lies inside the skin of the back, mm; negative: clear of it.
double pad_indentation(const std::array<ElasticPad, vertebra_count>& pad);

// UserError: supports that the posture of the task does not have, or that lack a number.
void check_supports(const BodySize& size, const Task& task, const Pose& pose, const SpineMesh& mesh);

}  // namespace spondyl
