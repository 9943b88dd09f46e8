// SPDX-License-Identifier: Apache-2.0
// Arms and legs of a posed trunk. World frame, mm.
#pragma once

#include <optional>

#include "models/body/body_size.hpp"
#include "models/body/pose.hpp"
#include "models/body/posture.hpp"
#include "models/body/upper_trunk.hpp"

namespace spondyl {

// Angles of the legs, rad.
struct LegAngles {
    double knee = 0.0;
    double lean = 0.0;                // of the shank against the vertical, + knee forward
    double spread = 0.0;              // of each leg to its side
    bool kneeling = false;            // the shins lie on the floor
    std::optional<Side> raised = {};  // this leg is stretched behind, in line with the pelvis
};
// Standing: the point of balance of the foot lies below the centre of the upper body, as far as the ankle allows.
// Seated: thighs level. Lying: legs in line.
LegAngles balanced_legs(const BodySize& size, const Task& task, const Posture& posture, const SpineMesh& mesh,
                        double balance_x, const Pose& pose);
// Adds pelvis and legs to `pose`, and sets its floor.
void add_legs(const BodySize& size, const LegAngles& legs, const SpineMesh& mesh, Pose& pose);

// Adds arms and hands and sets the position of the load. Two rigid segments from each shoulder to the grip, with the
// elbow low; the shoulder moves towards a load out of reach of the straight arm. UserError: a load out of reach.
void add_arms(const BodySize& size, const UpperTrunk& upper, const Task& task, const Posture& posture,
              const SpineMesh& mesh, Pose& pose);
// The same with the load's place known; the hand that does not hold hangs.
void add_arms_to(const BodySize& size, const UpperTrunk& upper, const Task& task, const Vec3& load, Pose& pose);

// The arms of a person standing relaxed: their mass centres need no posture.
struct ArmLine {
    Vec3 shoulder, elbow, wrist, grip;
};
ArmLine hanging_arm(const BodySize& size, const UpperTrunk& upper, const SpineMesh& mesh, Side side);

}  // namespace spondyl
