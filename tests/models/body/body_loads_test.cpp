// SPDX-License-Identifier: Apache-2.0
#include "models/body/body_loads.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <cmath>
#include <numbers>

#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/body/body_size.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

BodyLoads loads_of(const Task& task) {
    return body_loads(default_anatomy(), man, task, pose_of(default_anatomy(), man, task, man_spine()), man_spine());
}

double weight(const BodyLoads& loads) {
    double sum = 0.0;
    for (const PointForce& w : loads.weight) sum -= w.force.y();
    return sum;
}

TEST(BodyLoads, WeightIsThatOfTheSegments) {
    double mass = 0.0;
    for (const SegmentMass& m : segment_masses(default_anatomy(), man, man_spine())) mass += m.mass_kg;
    EXPECT_NEAR(weight(loads_of(Task{})), standard_gravity * mass, 1e-6 * standard_gravity * mass);
    Task bent;
    bent.posture = "standing_bent";
    EXPECT_NEAR(weight(loads_of(bent)), standard_gravity * mass, 1e-6 * standard_gravity * mass)
        << "bending makes nobody lighter";
}

TEST(BodyLoads, TheLoadHangsWhereTheTaskPutsIt) {
    Task task;
    task.load_kg = 12.0;
    task.load_distance_cm = 40.0;
    task.load_height_cm = 110.0;
    const Vec3 disc = disc_of(man_spine(), Disc::L5_S1).frame.origin;
    for (const double side : {0.0, 30.0, -30.0}) {
        task.load_asymmetry_deg = side;
        const BodyLoads loads = loads_of(task);
        EXPECT_NEAR(loads.hands.force.y(), -12.0 * standard_gravity, 1e-9);
        const Vec3 from = loads.hands.point - disc;
        EXPECT_NEAR(std::hypot(from.x(), from.z()), 400.0, 1e-6);
        EXPECT_NEAR(std::atan2(from.z(), from.x()) * 180.0 / M_PI, side, 1e-9) << "+ to the right";
    }
}

TEST(BodyLoads, LiftingFasterIsHeavierByMassTimesAcceleration) {
    Task task;
    task.load_kg = 10.0;
    task.load_acceleration_m_s2 = 3.0;
    EXPECT_NEAR(loads_of(task).hands.force.y(), -10.0 * (standard_gravity + 3.0), 1e-9);
}

TEST(BodyLoads, CouplesHelpTheBack) {
    Task task;
    task.exoskeleton_Nm = 30.0;
    const BodyLoads loads = loads_of(task);
    EXPECT_NEAR(loads.couple[static_cast<std::size_t>(Vertebra::T12)].z(), 30000.0, 1e-6) << "+ extends";
}

TEST(BodyLoads, ACoupleOnTheShouldersTurnsThemToTheLeft) {
    Task task;
    task.twist_couple_Nm = 20.0;
    const BodyLoads loads = loads_of(task);
    EXPECT_NEAR(loads.couple[static_cast<std::size_t>(Vertebra::T12)].y(), 20000.0, 1e-6) << "upright";
    EXPECT_EQ(loads.named.back().name, "twist");
}

// A cylinder with the section of the diaphragm, 180 mm high: the same pressure lifts the thorax and spans the wall.
TEST(BodyLoads, PressureSpansTheAbdominalWall) {
    Task task;
    EXPECT_EQ(loads_of(task).wall.work_Nmm, 0.0);
    task.abdominal_pressure_kPa = 10.0;
    const WallPressure wall = loads_of(task).wall;
    const double radius = std::sqrt(24300.0 / std::numbers::pi);
    EXPECT_NEAR(wall.arc_mm, std::numbers::pi * radius, 1e-9);
    EXPECT_NEAR(wall.work_Nmm, 0.01 * radius * 180.0 * wall.arc_mm, 1e-6 * wall.work_Nmm);
    task.belt_pressure_kPa = 4.0;
    EXPECT_NEAR(loads_of(task).wall.work_Nmm, 0.6 * wall.work_Nmm, 1e-9 * wall.work_Nmm) << "a belt holds its part";
    task.belt_pressure_kPa = 11.0;
    EXPECT_EQ(loads_of(task).wall.work_Nmm, 0.0);
}

TEST(BodyLoads, WhoSitsBackCanLeanOnTheBackrest) {
    Task task;
    task.posture = "sitting_backrest";
    task.trunk_flexion_deg = -25.0;
    task.pelvis_flexion_deg = -35.0;
    const BodyLoads loads = loads_of(task);
    ASSERT_EQ(loads.support_contacts.size(), 1U);
    const SupportContact& backrest = loads.support_contacts[0];
    EXPECT_EQ(backrest.name, "backrest");
    EXPECT_NEAR((backrest.force - backrest.friction).norm(), 1.0, 1e-12);
    EXPECT_GT(backrest.force.x() - backrest.friction.x(), 0.8) << "pushes forward";
    EXPECT_GT(backrest.most, 0.0);
    // The only force on the thorax acts where it is leaned on, so it has no couple of its own.
    EXPECT_NEAR(backrest.couple.norm(), 0.0, 1e-9);

    task.back_support_N = 50.0;
    const BodyLoads given = loads_of(task);
    EXPECT_TRUE(given.support_contacts.empty()) << "a given force is that force";
    EXPECT_NEAR(given.support[static_cast<std::size_t>(Vertebra::T12)].force.norm(), 50.0 * std::hypot(1.0, 0.39),
                1e-9);
    task = {};
    task.posture = "sitting_upright";
    EXPECT_TRUE(loads_of(task).support_contacts.empty());
}

// Statics of a force N on a backrest reclined by b: N sin b of its normal and mu N cos b of its friction lift the
// trunk.
TEST(BodyLoads, ABackrestCarriesWeightByItsReclineAndItsFriction) {
    Task task;
    task.posture = "sitting_backrest";
    task.backrest_recline_deg = 20.0;
    task.back_support_N = 100.0;
    const double recline = 20.0 * M_PI / 180.0;
    const auto on_thorax = [&] { return loads_of(task).support[static_cast<std::size_t>(Vertebra::T12)]; };
    EXPECT_NEAR(on_thorax().force.y(), 100.0 * (std::sin(recline) + 0.39 * std::cos(recline)), 1e-9);
    EXPECT_NEAR(on_thorax().force.x(), 100.0 * (std::cos(recline) - 0.39 * std::sin(recline)), 1e-9);
    task.backrest_friction = 0.0;
    EXPECT_NEAR(on_thorax().force.y(), 100.0 * std::sin(recline), 1e-9);
    task.back_support_N.reset();
    EXPECT_TRUE(loads_of(task).support_contacts[0].friction.isZero());
    EXPECT_NEAR(pose_of(default_anatomy(), man, task, man_spine()).trunk_flexion_deg, -20.0, 1e-9)
        << "the trunk leans against it";
    task.trunk_flexion_deg = -10.0;
    EXPECT_NEAR(pose_of(default_anatomy(), man, task, man_spine()).trunk_flexion_deg, -10.0, 1e-9) << "as it is given";
}

TEST(BodyLoads, ElbowsOnTheThighsCarryTheTrunk) {
    Task task;
    task.posture = "sitting_forward_arms_supported";
    const BodyLoads loads = loads_of(task);
    ASSERT_EQ(loads.support_contacts.size(), 1U);
    EXPECT_EQ(loads.support_contacts[0].force, Vec3(0.0, 1.0, 0.0));
    // Moved to where another force on the thorax acts, it takes its moment along.
    task.traction_N = 10.0;
    const BodyLoads pulled = loads_of(task);
    const PointForce& traction = pulled.support[static_cast<std::size_t>(Vertebra::T12)];
    EXPECT_NEAR(pulled.support_contacts[0].couple.z(), loads.support_contacts[0].point.x() - traction.point.x(), 1e-9);
}

TEST(BodyLoads, LyingDownIsCarriedByTheSurface) {
    Task task;
    task.posture = "lying_supine";
    const BodyLoads loads = loads_of(task);
    for (std::size_t v = 0; v < vertebra_count; ++v) {
        EXPECT_NEAR((loads.weight[v].force + loads.support[v].force).norm(), 0.0, 1e-9) << v;
    }
    // It also keeps the trunk as it is bent, turned or twisted, to either side.
    Vec3 sum = Vec3::Zero();
    EXPECT_EQ(loads.support_contacts.size(), 6U);
    for (const SupportContact& l : loads.support_contacts) {
        EXPECT_TRUE(l.force.isZero());
        sum += l.couple;
    }
    EXPECT_TRUE(sum.isZero());
}

double weight_above_pelvis() {
    double mass = 0.0;
    for (const SegmentMass& m : segment_masses(default_anatomy(), man, man_spine())) mass += m.mass_kg;
    return standard_gravity * mass;
}

// A body slides down a slope that is steeper than its angle of friction, with W (sin t - mu cos t).
TEST(BodyLoads, ATiltedSurfaceHoldsUpToItsFriction) {
    for (const char* posture : {"lying_supine", "lying_prone", "lying_side"}) {
        Task task;
        task.posture = posture;
        task.surface_tilt_deg = 20.0;  // tan 20 deg = 0.36 is less than 0.5
        EXPECT_NEAR(weight(loads_of(task)), 0.0, 1e-9) << posture;
        const double t = 40.0 * M_PI / 180.0;
        const double slides = weight_above_pelvis() * (std::sin(t) - 0.5 * std::cos(t));
        task.surface_tilt_deg = 40.0;
        EXPECT_NEAR(weight(loads_of(task)), slides, 1e-6 * slides) << posture << ", presses the spine together";
        task.surface_tilt_deg = -40.0;
        EXPECT_NEAR(weight(loads_of(task)), -slides, 1e-6 * slides) << posture << ", head down: draws it apart";
        task.surface_friction = 0.0;
        const BodyLoads free = loads_of(task);
        EXPECT_NEAR(weight(free), -weight_above_pelvis() * std::sin(t), 1e-6 * slides) << posture;
        Vec3 carried = Vec3::Zero();
        for (const PointForce& c : free.carried) carried += c.force;
        EXPECT_NEAR(carried.norm(), weight_above_pelvis() * std::cos(t), 1e-6 * slides) << "normal to the surface";
        EXPECT_NEAR(carried.y(), 0.0, 1e-9);
    }
}

// Gravity points into the surface: backwards of who lies on the back.
TEST(BodyLoads, WhatNothingCarriesSinksIntoTheSurface) {
    Task task;
    task.trunk_support_fraction = 0.25;
    task.arm_support_fraction = 0.0;
    const auto sinks = [&](const char* posture) {
        task.posture = posture;
        Vec3 sum = Vec3::Zero();
        for (const PointForce& w : loads_of(task).weight) sum += w.force;
        return Vec3(sum / (0.75 * weight_above_pelvis()));
    };
    EXPECT_LT((sinks("lying_supine") + Vec3::UnitX()).norm(), 1e-9);
    EXPECT_LT((sinks("lying_prone") - Vec3::UnitX()).norm(), 1e-9);
    EXPECT_LT((sinks("lying_side") - Vec3::UnitZ()).norm(), 1e-9) << "on the right side";
}

// The spine feels of a pull what the friction of head, thorax and arms leaves: P - mu W, and nothing up to mu W.
TEST(BodyLoads, TractionOvercomesFrictionFirst) {
    Task task;
    task.posture = "lying_supine";
    task.traction_N = 300.0;
    task.surface_friction = 0.0;
    const auto t12 = static_cast<std::size_t>(Vertebra::T12);
    const double free = loads_of(task).support[t12].force.y();
    EXPECT_NEAR(free, 300.0, 3.0) << "along the lumbar spine";
    double mass = 0.0;
    for (const SegmentMass& m : segment_masses(default_anatomy(), man, man_spine())) {
        if (m.carried_by == Vertebra::T12) mass += m.mass_kg;
    }
    task.surface_friction = 0.3;
    EXPECT_NEAR(loads_of(task).support[t12].force.y(), free - 0.3 * standard_gravity * mass, 1e-6);
    task.traction_N = 50.0;
    EXPECT_NEAR(loads_of(task).support[t12].force.y(), 0.0, 1e-9);
}

}  // namespace
}  // namespace spondyl
