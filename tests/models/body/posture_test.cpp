// SPDX-License-Identifier: Apache-2.0
#include "models/body/posture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/body/pose.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

TEST(Posture, EveryPostureOfTheTableGivesAPose) {
    EXPECT_GE(default_anatomy().posture.postures.size(), 20U);
    for (const Posture& info : default_anatomy().posture.postures) {
        Task task;
        task.posture = info.name;
        if (info.name == "lift_one_handed") {
            EXPECT_THROW(pose_of(default_anatomy(), man, task, man_spine()), UserError) << "which hand?";
            task.hands = Hands::left;
        }
        EXPECT_NO_THROW(pose_of(default_anatomy(), man, task, man_spine())) << info.name;
    }
}

TEST(Posture, LevelsAddUpToTheLumbarFlexion) {
    for (const LevelShares shares : {LevelShares::caudal, LevelShares::cranial}) {
        Task task;
        task.pelvis_flexion_deg = 12.0;
        task.lumbar_flexion_deg = 34.0;
        task.level_shares = shares;
        const Pose pose = pose_of(default_anatomy(), man, task, man_spine());
        const Mat3 thorax = rotation_exp(pose.rotation[static_cast<std::size_t>(Vertebra::T12)]);
        const Mat3 pelvis = rotation_exp(pose.rotation[static_cast<std::size_t>(Vertebra::S1)]);
        EXPECT_NEAR(rotation_log(pelvis).z(), -12.0 * rad_per_deg, 1e-12);
        EXPECT_NEAR(rotation_log(thorax * pelvis.transpose()).z(), -34.0 * rad_per_deg, 1e-9);
        for (std::size_t v = 0; v + 1 < vertebra_count; ++v) {
            EXPECT_LE(pose.rotation[v].z(), pose.rotation[v + 1].z() + 1e-12) << "every level bends forward";
        }
    }
}

// L1-S1 18 deg to a side (Pearcy 1985), T1-L1 15.6 (Fujimori et al. 2014).
TEST(Posture, ASideBendIsSharedByLumbarAndThoracicSpine) {
    Task task;
    task.trunk_lateral_deg = 20.0;
    const Pose pose = pose_of(default_anatomy(), man, task, man_spine());
    const double lumbar =
        rotation_log(rotation_exp(pose.rotation[static_cast<std::size_t>(Vertebra::T12)])).x() / rad_per_deg;
    EXPECT_NEAR(lumbar, 20.0 * 18.0 / (18.0 + 15.6), 0.2);
    EXPECT_NEAR(lumbar + pose.thoracic_lateral_deg, 20.0, 1e-9);
    // The head leans by more than the lumbar part alone would have it, and the other side is the mirror image.
    const Vec3 head = pose.segment("head").to - pose.position[static_cast<std::size_t>(Vertebra::T12)];
    EXPECT_GT(std::atan2(head.z(), head.y()), 1.2 * lumbar * rad_per_deg);
    EXPECT_LT(std::atan2(head.z(), head.y()), 20.0 * rad_per_deg);
    task.trunk_lateral_deg = -20.0;
    const Pose other = pose_of(default_anatomy(), man, task, man_spine());
    EXPECT_NEAR(other.segment("head").to.z(), -pose.segment("head").to.z(), 1e-9);
    EXPECT_NEAR(other.segment("head").to.y(), pose.segment("head").to.y(), 1e-9);
}

TEST(Posture, TheTwoSchoolsDifferInWhereTheSpineBends) {
    Task task;
    task.pelvis_flexion_deg = 0.0;
    task.lumbar_flexion_deg = 40.0;
    const auto bend = [&](LevelShares shares, Vertebra lower) {
        task.level_shares = shares;
        const Pose pose = pose_of(default_anatomy(), man, task, man_spine());
        const auto v = static_cast<std::size_t>(lower);
        return pose.rotation[v].z() - pose.rotation[v - 1].z();
    };
    EXPECT_GT(bend(LevelShares::caudal, Vertebra::L5), bend(LevelShares::cranial, Vertebra::L5));
    EXPECT_LT(bend(LevelShares::caudal, Vertebra::L2), bend(LevelShares::cranial, Vertebra::L2));
}

TEST(Posture, TheRhythmStartsInTheLumbarSpineAndIsNeverMoreThanTheTrunk) {
    EXPECT_DOUBLE_EQ(rhythm_lumbar_deg(default_anatomy().posture.kinematics, 0.0), 0.0);
    double before = 0.0;
    for (double trunk = 5.0; trunk <= 110.0; trunk += 5.0) {
        const double lumbar = rhythm_lumbar_deg(default_anatomy().posture.kinematics, trunk);
        EXPECT_GE(lumbar, before);
        EXPECT_LT(lumbar, trunk);
        before = lumbar;
    }
    EXPECT_GT(rhythm_lumbar_deg(default_anatomy().posture.kinematics, 10.0), 5.0) << "more than half at first";
}

std::string posture_error(const Task& task) {
    try {
        pose_of(default_anatomy(), man, task, man_spine());
    } catch (const UserError& error) {
        return error.what();
    }
    return "none";
}

TEST(Posture, MistakesAreNamed) {
    Task task;
    task.posture = "standng";
    EXPECT_THAT(posture_error(task), ::testing::HasSubstr("standing_bent"));
    task = {};
    task.trunk_flexion_deg = 60.0;
    task.pelvis_flexion_deg = 10.0;
    task.lumbar_flexion_deg = 10.0;
    EXPECT_THAT(posture_error(task), ::testing::Not("none"));
    task = {};
    task.load_kg = 5.0;
    task.load_distance_cm = 110.0;
    EXPECT_THAT(posture_error(task), ::testing::HasSubstr("the arm reaches"));
}

}  // namespace
}  // namespace spondyl
