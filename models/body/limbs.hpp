// SPDX-License-Identifier: Apache-2.0
// Arms and legs of a posed trunk. World frame, mm.
#pragma once

#include "models/body/body_size.hpp"
#include "models/body/pose.hpp"
#include "models/body/posture.hpp"

namespace spondyl {

// Adds pelvis and legs to `pose`, and sets its floor. Standing: the ball of the foot lies below the centre of the
// upper body, as far as the ankle allows. Seated: thighs level.
void add_legs(const BodySize& size, const Task& task, const Posture& posture, const SpineMesh& mesh, double balance_x,
              Pose& pose);

// Adds arms and hands and sets the load's place. Two rigid segments from each shoulder to the grip, the elbow low.
// UserError: a load out of reach.
void add_arms(const BodySize& size, const Task& task, const Posture& posture, const SpineMesh& mesh, Pose& pose);

// The arms of a person standing relaxed: their mass centres need no posture.
struct ArmLine {
    Vec3 shoulder, elbow, wrist, grip;
};
ArmLine hanging_arm(const BodySize& size, const SpineMesh& mesh, Side side);

}  // namespace spondyl
