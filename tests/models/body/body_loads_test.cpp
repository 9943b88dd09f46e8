// SPDX-License-Identifier: Apache-2.0
#include "models/body/body_loads.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <cmath>
#include <numbers>

#include "core/system/rotation.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/body/body_size.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

constexpr double g = 9.80665;

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
    EXPECT_NEAR(weight(loads_of(Task{})), g * mass, 1e-6 * g * mass);
    Task bent;
    bent.posture = "standing_bent";
    EXPECT_NEAR(weight(loads_of(bent)), g * mass, 1e-6 * g * mass) << "bending makes nobody lighter";
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
        EXPECT_NEAR(loads.hands.force.y(), -12.0 * g, 1e-9);
        const Vec3 from = loads.hands.point - disc;
        EXPECT_NEAR(std::hypot(from.x(), from.z()), 400.0, 1e-6);
        EXPECT_NEAR(std::atan2(from.z(), from.x()) * 180.0 / M_PI, side, 1e-9) << "+ to the right";
    }
}

TEST(BodyLoads, LiftingFasterIsHeavierByMassTimesAcceleration) {
    Task task;
    task.load_kg = 10.0;
    task.load_acceleration_m_s2 = 3.0;
    EXPECT_NEAR(loads_of(task).hands.force.y(), -10.0 * (g + 3.0), 1e-9);
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
    EXPECT_NEAR(backrest.force.norm(), 1.0, 1e-12);
    EXPECT_GT(backrest.force.x(), 0.8) << "pushes forward";
    EXPECT_GT(backrest.most, 0.0);
    // The only force on the thorax acts where it is leaned on, so it has no couple of its own.
    EXPECT_NEAR(backrest.couple.norm(), 0.0, 1e-9);

    task.back_support_N = 50.0;
    const BodyLoads given = loads_of(task);
    EXPECT_TRUE(given.support_contacts.empty()) << "a given force is that force";
    EXPECT_NEAR(given.support[static_cast<std::size_t>(Vertebra::T12)].force.norm(), 50.0, 1e-9);
    task = {};
    task.posture = "sitting_upright";
    EXPECT_TRUE(loads_of(task).support_contacts.empty());
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

}  // namespace
}  // namespace spondyl
