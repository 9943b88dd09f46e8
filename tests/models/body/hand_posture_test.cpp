// SPDX-License-Identifier: Apache-2.0
// Postures found for the hands. Expected numbers: a planar chain of a man of 175 cm with the measured facts of
// Burgess-Limerick and Abernethy 1997 and Davis and Marras 2005 (docs/body.md).
#include "models/body/hand_posture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numbers>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/body/body_loads.hpp"
#include "models/body/styles.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

Task reach(const std::string& style, double height_cm, std::optional<double> distance_cm = {}) {
    Task task;
    task.style = style;
    task.load_height_cm = height_cm;
    task.load_distance_cm = distance_cm;
    task.load_distance_from = LoadFrom::ankles;
    return task;
}

SolvedPosture solved(const Task& task) {
    return posture_for_hands(default_anatomy(), man, task, find_posture(default_anatomy(), task.posture), man_spine(),
                             find_style(default_anatomy(), task.style));
}

double trunk_deg(const SolvedPosture& found) {
    return (found.angles.pelvis + found.angles.lumbar) / rad_per_deg;
}

TEST(HandPosture, DerivativesAreThoseOfTheFunctions) {
    for (const PostureStyle& style : default_anatomy().posture.styles) {
        const Task task = reach(style.name, 40.0, 35.0);
        const PostureStyle found = find_style(default_anatomy(), style.name);
        HandTarget target{.load_kg = 12.0, .height = 400.0, .distance = 350.0, .half_grip = 150.0};
        target.asymmetry = 0.4;
        target.box_depth = 300.0;
        target.box_height = 250.0;
        if (style.name == "one_handed") target.hands = Hands::left;
        const PostureProgramme programme(posture_chain(default_anatomy(), man, task,
                                                       find_posture(default_anatomy(), "standing"), man_spine(), found),
                                         found, target);
        for (PostureProgramme::Point q : programme.starts()) {
            for (std::size_t i = 0; i < q.size(); ++i) q[i] += 0.01 * static_cast<double>(i % 5);
            std::vector<double> values, jacobian, plus, minus;
            programme.evaluate(q, values, &jacobian);
            constexpr double step = 1e-6;
            for (std::size_t i = 0; i < q.size(); ++i) {
                PostureProgramme::Point up = q, down = q;
                up[i] += step;
                down[i] -= step;
                programme.evaluate(up, plus, nullptr);
                programme.evaluate(down, minus, nullptr);
                for (std::size_t row = 0; row < values.size(); ++row) {
                    const double slope = (plus[row] - minus[row]) / (2.0 * step);
                    EXPECT_NEAR(jacobian[row * q.size() + i], slope, 1e-5 * (1.0 + std::abs(slope)))
                        << style.name << ", value " << row << ", unknown " << i;
                }
            }
        }
    }
}

TEST(HandPosture, TheStyleDecidesHowTheFloorIsReached) {
    const SolvedPosture stoop = solved(reach("stoop", 20.0));
    EXPECT_GT(trunk_deg(stoop), 95.0);
    EXPECT_LT(trunk_deg(stoop), 110.0);
    EXPECT_LT(stoop.angles.knee / rad_per_deg, 25.0);
    const SolvedPosture semi = solved(reach("semi_squat", 20.0));
    EXPECT_GT(trunk_deg(semi), 60.0);
    EXPECT_LT(trunk_deg(semi), 90.0);
    const SolvedPosture squat = solved(reach("squat", 20.0));
    EXPECT_LT(trunk_deg(squat), 60.0);
    EXPECT_GT(squat.angles.knee / rad_per_deg, 105.0);
    // The load's own arm hardly depends on the style: 31 to 39 cm, and 2 for a person and rounding.
    for (const SolvedPosture& one : {stoop, semi, squat}) {
        EXPECT_GT(0.1 * (one.load_ahead - one.disc_ahead), 29.0);
        EXPECT_LT(0.1 * (one.load_ahead - one.disc_ahead), 41.0);
    }
}

TEST(HandPosture, PeopleChooseASemiSquatNearTheFloorAndAStoopAboveTheKnees) {
    const SolvedPosture low = solved(reach("free", 18.0));
    EXPECT_NEAR(low.angles.knee / rad_per_deg, 90.0, 15.0);
    EXPECT_GT(trunk_deg(low), 60.0);
    EXPECT_LT(trunk_deg(low), 72.0);
    EXPECT_LT(solved(reach("free", 60.0)).angles.knee / rad_per_deg, 25.0);
}

// A box close to the feet keeps the knees from coming forward: less of them, more of the trunk.
TEST(HandPosture, ABoxNearTheFeetIsInTheWayOfTheKnees) {
    const auto at = [](double distance) {
        Task task = reach("free", 18.0, distance);
        task.load_kg = 6.0;
        task.box_depth_cm = 30.0;
        task.box_height_cm = 20.0;
        return solved(task);
    };
    const SolvedPosture near = at(20.0), middle = at(40.0);
    EXPECT_GT(trunk_deg(near), trunk_deg(middle) + 5.0);
    EXPECT_LT(near.angles.knee, middle.angles.knee - 20.0 * rad_per_deg);
    EXPECT_LT(near.angles.shank, middle.angles.shank);
}

TEST(HandPosture, AnglesDoNotDependOnTheUnitOfLength) {
    const PostureStyle style = find_style(default_anatomy(), "free");
    const Task task = reach("free", 20.0);
    const PostureChain chain =
        posture_chain(default_anatomy(), man, task, find_posture(default_anatomy(), "standing"), man_spine(), style);
    PostureChain twice = chain;
    for (double PostureChain::*length :
         {&PostureChain::stature, &PostureChain::ankle_height, &PostureChain::shank, &PostureChain::thigh,
          &PostureChain::hip_lateral, &PostureChain::thoracic_height, &PostureChain::arm, &PostureChain::most_scapula,
          &PostureChain::belly_radius, &PostureChain::thigh_radius, &PostureChain::shank_radius, &PostureChain::heel,
          &PostureChain::ball, &PostureChain::toe, &PostureChain::balance}) {
        twice.*length *= 2.0;
    }
    for (Vec3 PostureChain::*place :
         {&PostureChain::hip, &PostureChain::t12, &PostureChain::shoulder, &PostureChain::belly})
        twice.*place *= 2.0;
    for (Vec3& joint : twice.joint) joint *= 2.0;
    for (PostureChain::Mass& mass : twice.vertebra) mass.at *= 2.0;
    for (PostureChain::Mass& mass : twice.upper) mass.at *= 2.0;
    twice.pelvis.at *= 2.0;
    const SolvedPosture small = solve_posture(chain, style, {.height = 200.0, .half_grip = 150.0});
    const SolvedPosture large = solve_posture(twice, style, {.height = 400.0, .half_grip = 300.0});
    EXPECT_NEAR(large.angles.knee, small.angles.knee, 1e-3);
    EXPECT_NEAR(large.angles.pelvis, small.angles.pelvis, 1e-3);
    EXPECT_NEAR(large.angles.lumbar, small.angles.lumbar, 1e-3);
    EXPECT_NEAR(large.load_ahead, 2.0 * small.load_ahead, 2.0);
}

TEST(HandPosture, TheRightHandIsTheMirrorImageOfTheLeft) {
    Task task = reach("one_handed", 20.0);
    task.load_kg = 5.0;
    task.hands = Hands::right;
    const SolvedPosture right = solved(task);
    task.hands = Hands::left;
    const SolvedPosture left = solved(task);
    EXPECT_NEAR(right.angles.lateral, -left.angles.lateral, 1e-4);
    EXPECT_NEAR(right.angles.twist, -left.angles.twist, 1e-4);
    EXPECT_NEAR(right.angles.knee, left.angles.knee, 1e-4);
    EXPECT_NEAR(right.load_right, -left.load_right, 0.1);
    EXPECT_GT(right.load_right, 0.0);
    task.hands = Hands::both;
    EXPECT_THROW(solved(task), UserError);
}

// The chain that is solved and the pose that is loaded are the same body.
TEST(HandPosture, ThePoseHasItsHandsWhereTheTaskSays) {
    for (const PostureStyle& style : default_anatomy().posture.styles) {
        for (const double height : {15.0, 75.0}) {
            for (const double side : {-30.0, 0.0, 30.0}) {
                Task task = reach(style.name, height, style.name == "kneel" ? 65.0 : 30.0);
                task.load_kg = 5.0;
                task.load_asymmetry_deg = side;
                if (style.name == "one_handed") task.hands = Hands::right;
                const Pose pose = pose_of(default_anatomy(), man, task, man_spine());
                const Vec3 load = pose.load_point;
                EXPECT_NEAR(load.y() - pose.floor_height_mm, 10.0 * height, 1e-6) << style.name;
                EXPECT_NEAR(std::hypot(load.x() - pose.ankle_x_mm, load.z()), style.name == "kneel" ? 650.0 : 300.0,
                            1e-6)
                    << style.name;
                const BodySegment& hand = pose.segment("hand_right");
                EXPECT_LT(std::abs(hand.to.y() - load.y()), 1e-6) << style.name;
                // Upper arm and forearm keep their lengths: nothing is stretched to get there.
                const BodySegment& arm = pose.segment("upper_arm_right");
                EXPECT_NEAR((arm.to - arm.from).norm(),
                            BodySize(default_anatomy(), man).of_stature(&StatureShares::upper_arm), 1e-6)
                    << style.name;
                const BodySegment& forearm = pose.segment("forearm_right");
                EXPECT_NEAR((hand.to - forearm.from).norm(),
                            BodySize(default_anatomy(), man).of_stature(&StatureShares::forearm) +
                                BodySize(default_anatomy(), man).of_stature(&StatureShares::grip),
                            0.5)
                    << style.name << " " << height << " " << side;
            }
        }
    }
}

// A posture that is described as lifting from the floor brings the hands to the height that is given.
TEST(HandPosture, PosturesOfLiftingReachWhatTheTaskSays) {
    for (const char* posture : {"lift_stoop", "lift_squat", "lift_semi_squat", "lift_golfer"}) {
        Task task;
        task.posture = posture;
        task.load_kg = 10.0;
        task.load_height_cm = 15.0;
        const Pose pose = pose_of(default_anatomy(), man, task, man_spine());
        EXPECT_NEAR(pose.load_point.y() - pose.floor_height_mm, 150.0, 1e-6) << posture;
        EXPECT_NEAR(pose.segment("hand_right").to.y() - pose.floor_height_mm, 150.0, 1e-6) << posture;
        EXPECT_GT(pose.pelvis_freedom_deg, 0.0) << "nobody measured the share of the lumbar spine";
    }
}

// A twist that the task gives is kept, also one of zero: the arms reach aside then.
TEST(HandPosture, AGivenTwistIsKept) {
    Task task = reach("free", 75.0, 35.0);
    task.load_asymmetry_deg = 30.0;
    task.load_kg = 5.0;
    const double found = solved(task).angles.twist;
    EXPECT_LT(found, -1.0 * rad_per_deg) << "to the right, where the load is";
    task.trunk_twist_deg = 0.0;
    EXPECT_NEAR(solved(task).angles.twist, 0.0, 1e-9);
    task.trunk_twist_deg = -15.0;
    EXPECT_NEAR(solved(task).angles.twist, -15.0 * rad_per_deg, 1e-9);
    EXPECT_NEAR(pose_of(default_anatomy(), man, task, man_spine()).twist_deg, -15.0, 1e-6);
}

// The feet of empty hands: where the ankles would be without the load; what is measured from them stays.
TEST(HandPosture, EmptyHandsHaveTheirOwnFeet) {
    Task task = reach("free", 20.0);
    task.load_kg = 25.0;
    const Pose free = pose_of(default_anatomy(), man, task, man_spine());
    task.load_kg = 0.0;
    const Pose empty = pose_of(default_anatomy(), man, task, man_spine());
    const auto ahead = [](const Pose& pose) { return pose.load_point.x() - pose.empty_handed_ankles.x(); };
    EXPECT_NEAR(ahead(free), ahead(empty), 1e-6);
    EXPECT_NEAR(ahead(empty), empty.load_point.x() - empty.ankle_x_mm, 1e-6);
    EXPECT_LT(free.load_point.x() - free.ankle_x_mm, ahead(free) - 10.0) << "a heavy load is held nearer to the feet";
    task.load_kg = 25.0;
    task.load_distance_cm = 40.0;
    EXPECT_NEAR(ahead(pose_of(default_anatomy(), man, task, man_spine())), 400.0, 1e-6);
}

// Another lumbar flexion below the same thorax leaves thorax and hands.
TEST(HandPosture, AnotherShareOfThePelvisKeepsTheHands) {
    Task task = reach("free", 40.0, 40.0);
    task.load_kg = 10.0;
    const Pose pose = pose_of(default_anatomy(), man, task, man_spine());
    const Pose other = pose_with_lumbar(default_anatomy(), man, task, pose, pose.lumbar_flexion_deg + 5.0, man_spine());
    EXPECT_NEAR(other.trunk_flexion_deg, pose.trunk_flexion_deg, 1e-6);
    EXPECT_NEAR(other.lumbar_flexion_deg, pose.lumbar_flexion_deg + 5.0, 1e-6);
    EXPECT_NEAR(other.thoracic_flexion_deg, pose.thoracic_flexion_deg, 1e-6);
    EXPECT_NEAR(other.load_point.y() - other.floor_height_mm, 400.0, 1e-6);
    EXPECT_NEAR(other.load_point.x() - other.empty_handed_ankles.x(),
                pose.load_point.x() - pose.empty_handed_ankles.x(), 1e-6);
}

// Percentiles of adults of Europe and North America (5th woman to 95th man): everybody reaches what is near.
TEST(HandPosture, SmallAndTallPeopleReachFromTheFloorToOverhead) {
    for (const Person& person : {Person{.sex = Sex::female, .height_cm = 152.0, .mass_kg = 50.0},
                                 Person{.sex = Sex::female, .height_cm = 173.0, .mass_kg = 88.0},
                                 Person{.sex = Sex::male, .height_cm = 164.0, .mass_kg = 60.0},
                                 Person{.sex = Sex::male, .height_cm = 187.0, .mass_kg = 105.0}}) {
        const SpineMesh mesh = whole_spine(person);
        for (const char* style : {"free", "squat", "semi_squat"}) {
            for (const double height : {5.0, 20.0, 50.0, 75.0, 100.0, 140.0, 170.0}) {
                Task task = reach(style, height, 40.0);
                task.load_kg = 5.0;
                EXPECT_NO_THROW(posture_for_hands(default_anatomy(), person, task,
                                                  find_posture(default_anatomy(), "standing"), mesh,
                                                  find_style(default_anatomy(), style)))
                    << person.height_cm << " cm, " << style << ", " << height << " cm";
            }
        }
    }
}

std::string hand_posture_error(const Task& task) {
    try {
        solved(task);
    } catch (const UserError& error) {
        return error.what();
    }
    return "none";
}

TEST(HandPosture, WhatCannotBeReachedIsToldByHowMuch) {
    EXPECT_THAT(hand_posture_error(reach("free", 240.0, 30.0)), ::testing::HasSubstr("cm short of the grips"));
    Task heavy = reach("free", 75.0, 75.0);
    heavy.load_kg = 80.0;
    EXPECT_THAT(hand_posture_error(heavy), ::testing::HasSubstr("fall over"));
    Task close = reach("free", 100.0, 2.0);
    close.load_distance_from = LoadFrom::disc;
    EXPECT_THAT(hand_posture_error(close), ::testing::HasSubstr("overlaps legs or abdomen by"));
    Task sitting = reach("free", 100.0);
    sitting.posture = "sitting_relaxed";
    EXPECT_THAT(hand_posture_error(sitting), ::testing::HasSubstr("for standing"));
}

TEST(HandPosture, WrittenAnglesAreKept) {
    Task task;
    task.posture = "lift_stoop";
    task.load_height_cm = 60.0;
    EXPECT_EQ(style_of(task, find_posture(default_anatomy(), task.posture)), "stoop");
    task.trunk_flexion_deg = 50.0;
    EXPECT_EQ(style_of(task, find_posture(default_anatomy(), task.posture)), "");
    EXPECT_NEAR(pose_of(default_anatomy(), man, task, man_spine()).trunk_flexion_deg, 50.0, 1e-9);
}

}  // namespace
}  // namespace spondyl
