// SPDX-License-Identifier: Apache-2.0
#include "models/indices/posture_scores.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "models/body/posture.hpp"

namespace spondyl {

namespace {

// Thresholds for which the publications give no number.
constexpr double upright = 5.0;     // trunk: counts as upright
constexpr double turned_deg = 5.0;  // trunk: twisted or bent to the side
constexpr double abducted = 20.0;   // upper arm away from the trunk
constexpr double supported = 0.5;   // share of the arms' weight that rests on something
constexpr double many_per_min = 4;  // repeated, as both publications say

// [neck][trunk][legs]
constexpr int reba_a[3][5][4] = {{{1, 2, 3, 4}, {2, 3, 4, 5}, {2, 4, 5, 6}, {3, 5, 6, 7}, {4, 6, 7, 8}},
                                 {{1, 2, 3, 4}, {3, 4, 5, 6}, {4, 5, 6, 7}, {5, 6, 7, 8}, {6, 7, 8, 9}},
                                 {{3, 3, 5, 6}, {4, 5, 6, 7}, {5, 6, 7, 8}, {6, 7, 8, 9}, {7, 8, 9, 9}}};
// [upper arm][lower arm][wrist]
constexpr int reba_b[6][2][3] = {{{1, 2, 2}, {1, 2, 3}}, {{1, 2, 3}, {2, 3, 4}}, {{3, 4, 5}, {4, 5, 5}},
                                 {{4, 5, 5}, {5, 6, 7}}, {{6, 7, 8}, {7, 8, 8}}, {{7, 8, 8}, {8, 9, 9}}};
// [A][B]
constexpr int reba_c[12][12] = {{1, 1, 1, 2, 3, 3, 4, 5, 6, 7, 7, 7},
                                {1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 7, 8},
                                {2, 3, 3, 3, 4, 5, 6, 7, 7, 8, 8, 8},
                                {3, 4, 4, 4, 5, 6, 7, 8, 8, 9, 9, 9},
                                {4, 4, 4, 5, 6, 7, 8, 8, 9, 9, 9, 9},
                                {6, 6, 6, 7, 8, 8, 9, 9, 10, 10, 10, 10},
                                {7, 7, 7, 8, 9, 9, 9, 10, 10, 11, 11, 11},
                                {8, 8, 8, 9, 10, 10, 10, 10, 10, 11, 11, 11},
                                {9, 9, 9, 10, 10, 10, 11, 11, 11, 12, 12, 12},
                                {10, 10, 10, 11, 11, 11, 11, 12, 12, 12, 12, 12},
                                {11, 11, 11, 11, 12, 12, 12, 12, 12, 12, 12, 12},
                                {12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12}};

// [upper arm][lower arm][2 (wrist - 1) + wrist twist - 1]
constexpr int rula_a[6][3][8] = {{{1, 2, 2, 2, 2, 3, 3, 3}, {2, 2, 2, 2, 3, 3, 3, 3}, {2, 3, 3, 3, 3, 3, 4, 4}},
                                 {{2, 3, 3, 3, 3, 4, 4, 4}, {3, 3, 3, 3, 3, 4, 4, 4}, {3, 4, 4, 4, 4, 4, 5, 5}},
                                 {{3, 3, 4, 4, 4, 4, 5, 5}, {3, 4, 4, 4, 4, 4, 5, 5}, {4, 4, 4, 4, 4, 5, 5, 5}},
                                 {{4, 4, 4, 4, 4, 5, 5, 5}, {4, 4, 4, 4, 4, 5, 5, 5}, {4, 4, 4, 5, 5, 5, 6, 6}},
                                 {{5, 5, 5, 5, 5, 6, 6, 7}, {5, 6, 6, 6, 6, 7, 7, 7}, {6, 6, 6, 7, 7, 7, 7, 8}},
                                 {{7, 7, 7, 7, 7, 8, 8, 9}, {8, 8, 8, 8, 8, 9, 9, 9}, {9, 9, 9, 9, 9, 9, 9, 9}}};
// [neck][2 (trunk - 1) + legs - 1]
constexpr int rula_b[6][12] = {{1, 3, 2, 3, 3, 4, 5, 5, 6, 6, 7, 7}, {2, 3, 2, 3, 4, 5, 5, 5, 6, 7, 7, 7},
                               {3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 7}, {5, 5, 5, 6, 6, 7, 7, 7, 7, 7, 8, 8},
                               {7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8}, {8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9}};
// [A with muscle use and force][B with both]
constexpr int rula_c[8][7] = {{1, 2, 3, 3, 4, 5, 5}, {2, 2, 3, 4, 4, 5, 5}, {3, 3, 3, 4, 4, 5, 6},
                              {3, 3, 3, 4, 5, 6, 6}, {4, 4, 4, 5, 6, 7, 7}, {4, 4, 5, 6, 6, 7, 7},
                              {5, 5, 6, 6, 7, 7, 7}, {5, 5, 6, 7, 7, 7, 7}};

// [3 (back - 1) + arms - 1][3 (legs - 1) + load - 1]
constexpr int owas_table[12][21] = {{1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1},
                                    {1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1},
                                    {1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 2, 2, 3, 1, 1, 1, 1, 1, 2},
                                    {2, 2, 3, 2, 2, 3, 2, 2, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 3, 3},
                                    {2, 2, 3, 2, 2, 3, 2, 3, 3, 3, 4, 4, 3, 4, 4, 3, 3, 4, 2, 3, 4},
                                    {3, 3, 4, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 2, 3, 4},
                                    {1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 4, 4, 4, 1, 1, 1, 1, 1, 1},
                                    {2, 2, 3, 1, 1, 1, 1, 1, 2, 4, 4, 4, 4, 4, 4, 3, 3, 3, 1, 1, 1},
                                    {2, 2, 3, 1, 1, 1, 2, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 1, 1, 1},
                                    {2, 3, 3, 2, 2, 3, 2, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 2, 3, 4},
                                    {3, 3, 4, 2, 3, 4, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 2, 3, 4},
                                    {4, 4, 4, 2, 3, 4, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 2, 3, 4}};

// Index of a score in a table of `most` scores, counted from 1; larger scores take the last entry.
std::size_t at(int score, int most) {
    SPONDYL_ASSERT(score >= 1, "a score of {}", score);
    return static_cast<std::size_t>(std::min(score, most) - 1);
}

double angle_between(const Vec3& a, const Vec3& b) {
    return deg_per_rad * std::acos(std::clamp(a.dot(b) / (a.norm() * b.norm()), -1.0, 1.0));
}

// Both publications score upper and lower arm alike, except for the forearm out to the side, which the model does not
// pose.
int upper_arm_score(const PostureAngles& angles, std::size_t side) {
    const double flexion = angles.upper_arm_flexion[side];
    int score = flexion > 90.0 ? 4 : flexion > 45.0 ? 3 : flexion > 20.0 || flexion < -20.0 ? 2 : 1;
    if (angles.upper_arm_abduction[side] > abducted) ++score;
    if (angles.arms_supported) --score;
    return std::max(1, score);
}

int lower_arm_score(const PostureAngles& angles, std::size_t side) {
    const double flexion = angles.elbow_flexion[side];
    return flexion >= 60.0 && flexion <= 100.0 ? 1 : 2;
}

}  // namespace

std::optional<PostureAngles> posture_angles(const Posture& posture, const Task& task, const ResultState& state) {
    if (posture.legs == LegPose::lying || state.body.empty() || !state.task) return std::nullopt;
    const auto along = [&](std::string_view name) -> Vec3 {
        const auto found = std::ranges::find(state.body, name, &BodySegment::name);
        SPONDYL_ASSERT(found != state.body.end(), "no body segment {}", name);
        return found->to - found->from;
    };
    PostureAngles angles;
    angles.trunk_flexion = state.task->trunk_flexion_deg;
    angles.trunk_turn = std::max(std::abs(task.trunk_twist_deg.value_or(posture.twist_deg)),
                                 std::abs(task.trunk_lateral_deg.value_or(posture.lateral_deg)));
    angles.trunk_twisted = angles.trunk_turn > turned_deg;
    const double tilt = angles.trunk_flexion / deg_per_rad;
    const Vec3 down(-std::sin(tilt), -std::cos(tilt), 0.0), ahead(std::cos(tilt), -std::sin(tilt), 0.0);
    for (std::size_t side = 0; side < 2; ++side) {
        const std::string name = side == 0 ? "left" : "right";
        const Vec3 upper = along("upper_arm_" + name), lower = along("forearm_" + name);
        const double outwards = (side == 0 ? -1.0 : 1.0) * upper.z();
        angles.upper_arm_flexion[side] = deg_per_rad * std::atan2(upper.dot(ahead), upper.dot(down));
        angles.upper_arm_abduction[side] = deg_per_rad * std::asin(std::clamp(outwards / upper.norm(), -1.0, 1.0));
        angles.elbow_flexion[side] = angle_between(upper, lower);
        angles.elbow_above_shoulder[side] = upper.y() > 0.0;
    }
    angles.arms_supported = task.arm_support_fraction.value_or(posture.arm_support) >= supported;
    angles.knee_flexion = angle_between(along("thigh_right"), along("shank_right"));
    angles.sitting = posture.legs == LegPose::seated;
    angles.walking = posture.name == "walking";
    return angles;
}

RebaScores reba(const RebaParts& p) {
    RebaScores scores;
    scores.a = reba_a[at(p.neck, 3)][at(p.trunk, 5)][at(p.legs, 4)] + p.load;
    scores.b = reba_b[at(p.upper_arm, 6)][at(p.lower_arm, 2)][at(p.wrist, 3)] + p.coupling;
    scores.score = reba_c[at(scores.a, 12)][at(scores.b, 12)] + p.activity;
    return scores;
}

RulaScores rula(const RulaParts& p) {
    RulaScores scores;
    scores.posture_a = rula_a[at(p.upper_arm, 6)][at(p.lower_arm, 3)][2 * at(p.wrist, 4) + at(p.wrist_twist, 2)];
    scores.posture_b = rula_b[at(p.neck, 6)][2 * at(p.trunk, 6) + at(p.legs, 2)];
    const int more = p.muscle_use + p.force;
    scores.score = rula_c[at(scores.posture_a + more, 8)][at(scores.posture_b + more, 7)];
    return scores;
}

int owas(int back, int arms, int legs, int load) {
    return owas_table[3 * at(back, 4) + at(arms, 3)][3 * at(legs, 7) + at(load, 3)];
}

int reba_of(const PostureAngles& angles, double load_kg, Coupling coupling, std::optional<double> frequency_per_min) {
    const double bend = angles.trunk_flexion, knee = angles.sitting ? 0.0 : angles.knee_flexion;
    RebaParts parts;
    parts.trunk = (bend > 60.0                   ? 4
                   : bend > 20.0 || bend < -20.0 ? 3
                   : std::abs(bend) > upright    ? 2
                                                 : 1) +
                  (angles.trunk_twisted ? 1 : 0);
    parts.legs = 1 + (knee > 60.0 ? 2 : knee >= 30.0 ? 1 : 0);
    parts.load = load_kg > 10.0 ? 2 : load_kg >= 5.0 ? 1 : 0;
    parts.coupling = load_kg > 0.0 ? static_cast<int>(coupling) : 0;
    parts.activity = frequency_per_min > many_per_min ? 1 : 0;
    int worse = 0;
    for (std::size_t side = 0; side < 2; ++side) {
        parts.upper_arm = upper_arm_score(angles, side);
        parts.lower_arm = lower_arm_score(angles, side);
        worse = std::max(worse, reba(parts).score);
    }
    return worse;
}

int rula_of(const PostureAngles& angles, double load_kg, std::optional<double> frequency_per_min) {
    const double bend = angles.trunk_flexion;
    const bool repeated = frequency_per_min >= many_per_min;
    RulaParts parts;
    parts.trunk = (bend > 60.0                ? 4
                   : bend > 20.0              ? 3
                   : std::abs(bend) > upright ? 2
                                              : 1) +
                  (angles.trunk_twisted ? 1 : 0);
    parts.muscle_use = repeated ? 1 : 0;
    parts.force = load_kg > 10.0 ? (repeated ? 3 : 2) : load_kg >= 2.0 ? (repeated ? 2 : 1) : 0;
    int worse = 0;
    for (std::size_t side = 0; side < 2; ++side) {
        parts.upper_arm = upper_arm_score(angles, side);
        parts.lower_arm = lower_arm_score(angles, side);
        worse = std::max(worse, rula(parts).score);
    }
    return worse;
}

int owas_of(const PostureAngles& angles, double load_kg) {
    constexpr double counts = 20.0, bent_knee = 30.0;
    const bool bent = angles.trunk_flexion > counts, twisted = angles.trunk_turn > counts;
    const int back = bent && twisted ? 4 : twisted ? 3 : bent ? 2 : 1;
    const int raised =
        static_cast<int>(angles.elbow_above_shoulder[0]) + static_cast<int>(angles.elbow_above_shoulder[1]);
    const int legs = angles.sitting ? 1 : angles.walking ? 7 : angles.knee_flexion >= bent_knee ? 4 : 2;
    return owas(back, 1 + raised, legs, load_kg > 20.0 ? 3 : load_kg > 10.0 ? 2 : 1);
}

}  // namespace spondyl
