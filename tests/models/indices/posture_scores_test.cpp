// SPDX-License-Identifier: Apache-2.0
#include "models/indices/posture_scores.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/anatomy/anatomy.hpp"
#include "models/body/pose.hpp"
#include "models/body/posture.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

constexpr double seldom = std::numeric_limits<double>::quiet_NaN();

// Two poses that another program prints with all partial scores, github.com/rs9000/ergonomics.
TEST(Reba, of_two_published_poses) {
    RebaParts pose{.neck = 2, .trunk = 2, .legs = 2, .upper_arm = 1, .lower_arm = 2, .wrist = 3};
    EXPECT_EQ(reba(pose).a, 4);
    EXPECT_EQ(reba(pose).b, 3);
    EXPECT_EQ(reba(pose).score, 4);
    pose.wrist = 2;
    EXPECT_EQ(reba(pose).b, 2);
    EXPECT_EQ(reba(pose).score, 4);
}

TEST(Reba, goes_from_1_to_15) {
    EXPECT_EQ(reba({}).score, 1);
    const RebaParts worst{.neck = 3,
                          .trunk = 5,
                          .legs = 4,
                          .upper_arm = 6,
                          .lower_arm = 2,
                          .wrist = 3,
                          .load = 3,
                          .coupling = 3,
                          .activity = 3};
    EXPECT_EQ(reba(worst).score, 15);
}

// No part of a table falls when one part of the body gets worse.
TEST(Reba, never_falls_with_a_worse_part) {
    for (int n = 1; n <= 3; ++n)
        for (int t = 1; t <= 5; ++t)
            for (int l = 1; l <= 4; ++l) {
                const RebaParts parts{.neck = n, .trunk = t, .legs = l};
                EXPECT_LE(reba(parts).a, reba({.neck = n, .trunk = t + 1, .legs = l}).a);
                EXPECT_LE(reba(parts).a, reba({.neck = n, .trunk = t, .legs = l + 1}).a);
            }
}

// A published assessment of a worker who stands bent, twisted and to the side: trunk 5, legs 1; table B gives 6. From
// the article behind th4.ilovetranslation.com/quGn8IdUhfL=d, which does not print the neck.
TEST(Rula, table_b_of_a_published_assessment) {
    for (int neck = 1; neck <= 3; ++neck) EXPECT_EQ(rula({.neck = neck, .trunk = 5, .legs = 1}).posture_b, 6);
}

// "For a grand score of 1 or 2, the working posture would have scored 2 or less for both body segments groups"
// (McAtamney and Corlett 1993).
TEST(Rula, acceptable_postures_have_low_scores_in_both_groups) {
    EXPECT_EQ(rula({}).score, 1);
    for (int arm = 1; arm <= 6; ++arm)
        for (int trunk = 1; trunk <= 6; ++trunk) {
            const RulaScores scores = rula({.upper_arm = arm, .trunk = trunk});
            if (scores.score > 2) continue;
            EXPECT_LE(std::max(scores.posture_a, scores.posture_b), 2) << arm << " " << trunk;
        }
    EXPECT_EQ(rula({.upper_arm = 6, .lower_arm = 3, .wrist = 4, .wrist_twist = 2, .neck = 6, .trunk = 6}).score, 7);
}

// The code 2132: back bent, arms below the shoulders, on one straight leg, 10 to 20 kg.
TEST(Owas, categories_of_codes) {
    EXPECT_EQ(owas(1, 1, 2, 1), 1);
    EXPECT_EQ(owas(2, 1, 3, 2), 2);
    EXPECT_EQ(owas(2, 1, 4, 1), 3);
    EXPECT_EQ(owas(4, 1, 4, 3), 4);
    EXPECT_EQ(owas(1, 3, 7, 3), 2);
}

std::optional<PostureAngles> angles_of(const Task& task) {
    const Pose pose = pose_of(default_anatomy(), man, task, man_spine());
    ResultState state;
    state.body = pose.segments;
    TaskMeasures measures;
    measures.trunk_flexion_deg = pose.trunk_flexion_deg;
    state.task = measures;
    return posture_angles(find_posture(default_anatomy(), task.posture), task, state);
}

TEST(PostureScores, a_person_who_stands_with_hanging_arms_is_rated_lowest) {
    const std::optional<PostureAngles> standing = angles_of(Task{});
    ASSERT_TRUE(standing);
    EXPECT_NEAR(standing->upper_arm_flexion[0], 0.0, 20.0);
    EXPECT_NEAR(standing->upper_arm_flexion[0], standing->upper_arm_flexion[1], 1e-9) << "left as right";
    EXPECT_EQ(reba_of(*standing, 0.0, Coupling::fair, seldom), 1);
    EXPECT_LE(rula_of(*standing, 0.0, seldom), 2);
    EXPECT_EQ(owas_of(*standing, 0.0), 1);
}

TEST(PostureScores, bending_and_loads_are_rated_higher) {
    Task stoop, squat, overhead;
    stoop.posture = "lift_stoop";
    squat.posture = "lift_squat";
    overhead.posture = "work_overhead";
    const std::optional<PostureAngles> bent = angles_of(stoop), deep = angles_of(squat), high = angles_of(overhead);
    ASSERT_TRUE(bent && deep && high);
    EXPECT_GT(bent->trunk_flexion, 60.0);
    EXPECT_GT(deep->knee_flexion, 60.0);
    EXPECT_GT(high->upper_arm_flexion[1], 90.0);
    // Trunk 4 and legs 1 give A = 3; arms that hang, 80 deg from the trunk, 3 and 2 give B = 4.
    EXPECT_EQ(reba_of(*bent, 0.0, Coupling::good, seldom), 3);
    EXPECT_GT(reba_of(*bent, 15.0, Coupling::poor, 5.0), reba_of(*bent, 0.0, Coupling::poor, seldom));
    EXPECT_EQ(owas_of(*bent, 0.0), 2);
    EXPECT_EQ(owas_of(*deep, 0.0), 3) << "bent back on bent legs";
    EXPECT_EQ(owas_of(*high, 0.0), 1);
    EXPECT_TRUE(high->elbow_above_shoulder[0] && high->elbow_above_shoulder[1]);
    EXPECT_GE(rula_of(*high, 3.0, 6.0), 5);
}

TEST(PostureScores, lying_has_none) {
    Task lying;
    lying.posture = "lying_supine";
    EXPECT_FALSE(angles_of(lying));
}

}  // namespace
}  // namespace spondyl
