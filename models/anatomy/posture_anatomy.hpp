// SPDX-License-Identifier: Apache-2.0
// Kinematics of a body, from the tables in models/data: postures and lifting styles, the lumbopelvic rhythm,
// distribution over the levels, ranges of motion.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/anatomy/spine_anatomy.hpp"

namespace spondyl {

enum class Rhythm {
    flexion,  // lumbopelvic rhythm of Tafazzol 2014
    pelvis,   // the pelvis keeps the angle of the posture, as in sitting
    share,    // lumbar spine and pelvis keep the ratio of the posture
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

// A row of postures/postures.csv.
struct Posture {
    std::string name;
    std::string description;
    std::string style;        // of styles.csv, for tasks that give the position of the hands; empty: none
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

// A row of postures/styles.csv. Angles in deg.
struct PostureStyle {
    std::string name;
    std::string description;
    double knee_deg = 0.0;       // with the hands low
    double knee_high_deg = 0.0;  // with the hands high
    double low_at = 0.0;         // heights of the hands, shares of stature, between which low becomes high
    double high_at = 1.0;
    double knee_weight = 1.0;   // weight of the style's knee angle
    double trunk_weight = 0.0;  // and of an upright trunk, with the hands low; 1 with the hands high
    double lumbar_share = 0.6;  // of trunk flexion
    double spread_deg = 0.0;    // of the legs, to each side
    bool kneeling = false;      // on both knees
    bool one_leg = false;       // the other is raised behind
    bool load_between_feet = false;
};

// postures/kinematics.csv
struct PostureKinematics {
    struct Range {
        double least = 0.0;  // deg
        double most = 0.0;
    };
    // Lumbopelvic rhythm: increment of lumbar over pelvis flexion, at two trunk angles, and the peak of lumbar flexion.
    double ratio_low = 0.0;
    double ratio_low_at_deg = 0.0;
    double ratio_high = 0.0;
    double ratio_high_at_deg = 0.0;
    double lumbar_most_deg = 0.0;
    // Angles covered by the data.
    Range trunk, pelvis, lumbar;
    double lateral_max_deg = 0.0;
    double twist_max_deg = 0.0;
    double thoracic_max_deg = 0.0;
    double knee_max_deg = 0.0;
    // Shares of the lumbar spine in a side bend and in a twist of the trunk.
    double lateral_share = 0.0;
    double twist_share = 0.0;
    // Standard deviations between persons: of the rotation of a vertebra, and of lumbar flexion.
    double scatter_flexion_deg = 0.0;
    double scatter_lateral_deg = 0.0;
    double scatter_axial_deg = 0.0;
    double scatter_lumbar = 0.0;  // of the flexion itself
    double scatter_lumbar_standing_deg = 0.0;
    // Shares of the levels as published, rounded: their sum is only about 1.
    PerDisc<double> flexion_caudal{}, flexion_cranial{}, flexion_sitting{}, lateral{}, axial{};
};

// level_scatter.csv: persons in full flexion and extension, from standing.
struct LevelScatterAnatomy {
    double repeated_sd_deg = 0.0;  // of repeated radiographs of one person
    PerDisc<double> flexion_deg{};
    PerDisc<double> flexion_sd_deg{};
    PerDisc<double> extension_deg{};
    PerDisc<double> extension_sd_deg{};
    PerDisc<double> seated_sd_deg{};  // of people who sit
};

// range_limits.csv: limits of the measured ranges.
struct RangeLimits {
    struct Level {  // deg
        double flexion = 0.0;
        double extension = 0.0;
        double lateral_bending = 0.0;
        double axial_rotation = 0.0;
    };
    PerDisc<std::optional<Level>> level{};  // some levels have no published range
    double nucleus_tension_MPa = 0.0;
    double fibre_strain = 0.0;
    double antagonist_activation = 0.0;
    double antagonist_moment_Nm = 0.0;
    double muscle_stretch_least = 0.0;
    double muscle_stretch_most = 0.0;
};

struct PostureAnatomy {
    std::vector<Posture> postures;     // in the order of the table
    std::vector<PostureStyle> styles;  // in the order of the table
    PostureKinematics kinematics;
    LevelScatterAnatomy level_scatter;
    RangeLimits ranges;
    std::array<double, leg_pose_names.size()> hold_time_min{};  // usual, by LegPose; hold_relaxation.csv
};

}  // namespace spondyl
