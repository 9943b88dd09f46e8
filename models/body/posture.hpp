// SPDX-License-Identifier: Apache-2.0
// Values that a posture provides where a task gives none (docs/body.md).
#pragma once

#include <array>
#include <string>

#include "core/mesh/mesh.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/scenario/levels.hpp"
#include "models/scenario/task.hpp"

namespace spondyl {

// UserError naming the postures there are.
const Posture& find_posture(const Anatomy& anatomy, const std::string& name);

// How long the posture of a task has been kept, s.
double hold_time_s(const Anatomy& anatomy, const Task& task);

struct TrunkAngles {
    double trunk_deg = 0.0;
    double pelvis_deg = 0.0;
    double lumbar_deg = 0.0;
};
// Shares of the discs, cranial to caudal, in flexion, side bending and twist of the lumbar spine; each adds up to 1.
struct LevelShareSet {
    std::array<double, disc_count> bend{}, side{}, axial{};
    double lumbar_lateral = 0.0;  // share of the lumbar spine in a side bend of the trunk
    double lumbar_twist = 0.0;    // and in its twist
};
LevelShareSet level_shares(const PostureKinematics& kinematics, const Task& task, const Posture& posture);
// How far the rotation of a vertebra in a posture scatters between persons, about x, y, z; rad.
Vec3 level_scatter(const PostureKinematics& kinematics);
// How far the lumbar part of a trunk flexion may be from `lumbar_deg`: two standard deviations between persons, no
// farther than the covered range of lumbar flexion; deg.
double lumbar_freedom_deg(const PostureKinematics& kinematics, double lumbar_deg);
// Lumbar part of a trunk flexion: integral of r / (1 + r), where the increment ratio r = d lumbar / d pelvis falls
// linearly between the two measured intervals and is constant outside (Tafazzol 2014); never above the measured peak.
double rhythm_lumbar_deg(const PostureKinematics& kinematics, double trunk_deg);
// Fills what the task leaves open. UserError: the three contradict each other or leave what the tables cover.
TrunkAngles resolve_angles(const PostureKinematics& kinematics, const Task& task, const Posture& posture);

}  // namespace spondyl
