// SPDX-License-Identifier: Apache-2.0
// From a task to angles: rotations of the pelvis, every vertebra and the thorax relative to relaxed standing, and the
// positions of the limbs. Lumbopelvic rhythm, level shares and limb angles come from models/data/postures
// (docs/body.md).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "models/anatomy/anatomy.hpp"
#include "models/geometry/spine_mesh.hpp"
#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// One vector per vertebra, all zero ({} would leave Eigen's numbers unset).
inline std::array<Vec3, vertebra_count> zero_vectors() {
    std::array<Vec3, vertebra_count> vectors;
    vectors.fill(Vec3::Zero());
    return vectors;
}

// World frame (x anterior, y up, z right), mm and rad; origin at the centre of the S1 endplate, which stays in place.
struct Pose {
    // Rotation vector of every vertebra since standing; S1: the pelvis, T12: the thorax.
    std::array<Vec3, vertebra_count> rotation = zero_vectors();
    // Where the vertebrae of `mesh` are if every one turns about the centre of the disc below it (rigid chain):
    // x = position + rotation_exp(rotation) * (X - frame.origin). By Vertebra.
    std::array<Vec3, vertebra_count> position = zero_vectors();
    double trunk_flexion_deg = 0.0;
    double lumbar_flexion_deg = 0.0;
    // Freedom of the shares of pelvis and lumbar spine for the same thorax: how far the pelvis may be rotated from its
    // rotation above (0: prescribed by the task).
    double pelvis_freedom_deg = 0.0;
    double thoracic_flexion_deg = 0.0;  // T1 against T12, an arc
    double thoracic_lateral_deg = 0.0;  // T1 against T12, an arc
    double lateral_deg = 0.0;           // as the task's
    double twist_deg = 0.0;
    double knee_flexion_deg = 0.0;
    double floor_height_mm = 0.0;       // y of the floor (negative)
    double ankle_x_mm = 0.0;            // middle of the ankles
    std::vector<BodySegment> segments;  // head, thorax, arms, hands, pelvis, legs
    // Below the middle between the ankles of a person who stands so with empty hands: without the load, which moves the
    // feet.
    Vec3 empty_handed_ankles = Vec3::Zero();
    Vec3 load_point = Vec3::Zero();  // centre of what the hands hold, or the middle of the hands

    [[nodiscard]] Vec3 ankles() const;  // on the floor below their middle
    // World, of a place given from the centre of T12 in its own frame.
    [[nodiscard]] Vec3 above_t12(const Vec3& offset) const;
    // World, the centre of the L5-S1 disc, which moves with the pelvis.
    [[nodiscard]] Vec3 lumbosacral_disc(const SpineMesh& mesh) const;
    [[nodiscard]] const BodySegment& segment(std::string_view name) const;  // InternalError if missing
};

// mesh: T12 to S1. UserError: unknown posture, contradicting angles, angles outside what the tables cover, a load out
// of the arms' reach.
Pose pose_of(const Anatomy& anatomy, const Person& person, const Task& task, const SpineMesh& mesh);
// The same task and thorax with another lumbar flexion, which the equilibrium has found. Where a style places the
// hands, knees and arms follow as far as they reach.
Pose pose_with_lumbar(const Anatomy& anatomy, const Person& person, const Task& task, const Pose& pose,
                      double lumbar_deg, const SpineMesh& mesh);

// Of every task of the scenario. UserError: as pose_of, with the name of the task.
std::vector<Pose> poses_of(const Anatomy& anatomy, const Scenario& scenario, const SpineMesh& mesh);

// Writes the place of the hands against the feet into the task: height, distance from the ankles and its direction.
// UserError: they are behind the ankles.
void write_hands(const Pose& pose, Task& task);
// Writes the angles of the pose into the task, instead of a style.
void write_angles(const Pose& pose, Task& task);

}  // namespace spondyl
