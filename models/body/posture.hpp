// SPDX-License-Identifier: Apache-2.0
// What a posture gives where a task gives nothing: models/data/postures/postures.csv (docs/body.md).
#pragma once

#include <array>
#include <string>

#include "core/mesh/mesh.hpp"
#include "models/scenario/levels.hpp"
#include "models/scenario/task.hpp"

namespace spondyl {

enum class Rhythm {
    flexion,  // lumbopelvic rhythm of Tafazzol 2014
    pelvis,   // the pelvis stays where the posture puts it, as in sitting
    share,    // lumbar spine and pelvis keep the proportion of the posture
};
inline constexpr std::array<std::string_view, 3> rhythm_names = {"flexion", "pelvis", "share"};
constexpr const auto& enum_names(Rhythm /*of*/) {
    return rhythm_names;
}
enum class LegPose { standing, seated, lying };
inline constexpr std::array<std::string_view, 3> leg_pose_names = {"standing", "seated", "lying"};
constexpr const auto& enum_names(LegPose /*of*/) {
    return leg_pose_names;
}
enum class LiesOn { nothing, back, side, front };  // side: the right one
inline constexpr std::array<std::string_view, 4> lies_on_names = {"nothing", "back", "side", "front"};
constexpr const auto& enum_names(LiesOn /*of*/) {
    return lies_on_names;
}

struct Posture {
    std::string name;
    std::string style;        // of styles.csv, for tasks that say where the hands are; empty: none
    double pelvis_deg = 0.0;  // + forward
    double lumbar_deg = 0.0;
    Rhythm rhythm = Rhythm::flexion;
    bool sitting_shares = false;  // level shares of sitting instead of those of bending
    double knee_deg = 0.0;
    double lateral_deg = 0.0;
    double twist_deg = 0.0;
    double hand_forward = 0.0;  // from the shoulder, share of the arm's length
    double hand_up = 0.0;
    double hand_width = 1.0;  // share of the shoulder's width
    LegPose legs = LegPose::standing;
    LiesOn lies_on = LiesOn::nothing;  // for pictures: the model's own frame stays upright
    bool backrest = false;             // leans against one
    bool leans_on_arms = false;        // elbows carry the trunk as well
    double arm_support = 0.0;          // 0 .. 1
    double trunk_support = 0.0;        // 0 .. 1
};

// UserError naming the postures there are.
Posture find_posture(const std::string& name);

// How long the posture of a task has been kept, s.
double hold_time_s(const Task& task);

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
LevelShareSet level_shares(const Task& task, const Posture& posture);
// How far the rotation of a vertebra in a posture scatters between persons, about x, y, z; rad.
Vec3 level_scatter();
// How far the lumbar part of a trunk flexion may be from `lumbar_deg`: two standard deviations between persons, no
// farther than the covered range of lumbar flexion; deg.
double lumbar_freedom_deg(double lumbar_deg);
// Lumbar part of a trunk flexion: integral of r / (1 + r), where the increment ratio r = d lumbar / d pelvis falls
// linearly between the two measured intervals and is constant outside (Tafazzol 2014); never above the measured peak.
double rhythm_lumbar_deg(double trunk_deg);
// Fills what the task leaves open. UserError: the three contradict each other or leave what the tables cover.
TrunkAngles resolve_angles(const Task& task, const Posture& posture);

}  // namespace spondyl
