// SPDX-License-Identifier: Apache-2.0
// The column under its follower load: rotations, equilibrium of every section, energy, people.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>

#include "models/spine/follower_path.hpp"
#include "tests/models/analysis/cases.hpp"

namespace spondyl {

namespace {

using namespace spondyl::testing;

void expect_nearly_straight(const Result& result, std::size_t discs) {
    ASSERT_TRUE(result.complete) << result.failure;
    const ResultState& state = result.states.back();
    ASSERT_EQ(state.discs.size(), discs);
    for (const DiscMeasures& d : state.discs) {
        EXPECT_LT(std::abs(d.flexion_deg), 1.0) << name(d.disc);
        EXPECT_NEAR(d.lateral_bending_deg, 0.0, 1e-3) << name(d.disc);
        EXPECT_NEAR(d.axial_rotation_deg, 0.0, 1e-3) << name(d.disc);
        // The cable is not quite normal to each disc, so a few per mille go into shear.
        EXPECT_NEAR(d.compression_N, 500.0, 5.0) << name(d.disc);
        EXPECT_GT(d.bulge_min_mm, 0.0) << name(d.disc);
    }
}

TEST(ColumnUnderFollowerLoad, hardly_turns) {
    expect_nearly_straight(run_scenario(column_follower()), 5);
}

TEST(ColumnUnderFollowerLoad, hardly_turns_from_t12_on) {
    expect_nearly_straight(run_scenario(column_follower(Vertebra::T12)), 6);
}

TEST(ColumnUnderFollowerLoad, carries_people_of_all_sizes_and_ages) {
    Person small;
    small.sex = Sex::female;
    small.height_cm = 150.0;
    Person tall;
    tall.sex = Sex::male;
    tall.height_cm = 200.0;
    Person old;
    old.age_years = 80.0;
    old.disc_grade = {0, 1, 1, 2, 3, 2};
    for (const Person& person : {small, tall, old}) {
        Scenario scenario = column_follower();
        scenario.person = person;
        const Result result = run_scenario(scenario);
        ASSERT_TRUE(result.complete) << person.height_cm << " cm, " << person.age_years << " years: " << result.failure;
        for (const DiscMeasures& d : result.states.back().discs) {
            EXPECT_NEAR(d.compression_N, 500.0, 10.0) << person.height_cm << " cm, " << name(d.disc);
            EXPECT_GT(d.nucleus_pressure_MPa, 0.1);
        }
    }
}

Vec3 moved(const RigidMotion& motion, const Vec3& centre, const Vec3& point) {
    return centre + motion.translation + motion.rotation * (point - centre);
}

// What lies above a disc is loaded by the pulls of the two cables at the piece that crosses the disc, and by the
// couple. Both are computed here from the placement of the vertebrae alone and compared with the stresses of the disc.
TEST(ColumnUnderFollowerLoad, every_section_carries_what_is_applied_above_it) {
    Scenario scenario = column_follower();
    scenario.solver.relative_tolerance = 1e-9;
    LoadStep& step = scenario.steps.front();
    step.flexion_moment_Nm = 2.0;
    step.lateral_moment_Nm = 1.5;
    step.axial_moment_Nm = -1.0;
    const Result result = run_scenario(scenario);
    ASSERT_TRUE(result.complete) << result.failure;
    const SpineMesh mesh = build_spine_mesh(scenario.person, scenario.spine);
    const std::vector<double> shift = follower_path(mesh);
    const std::vector<RigidMotion>& bones = result.states.back().bones;
    const Vec3 couple = Vec3(1.5, -1.0, -2.0) * 1e3;  // N mm, global
    const auto via = [&](std::size_t v, double side) {
        const VertebraMesh& vertebra = mesh.vertebrae[v];
        const double half_width = 0.5 * mesh.discs[std::min(v, mesh.discs.size() - 1)].width;
        return moved(bones[v], vertebra.frame.origin, vertebra.frame.to_global(Vec3(shift[v], 0.0, side * half_width)));
    };
    for (std::size_t i = 0; i < mesh.discs.size(); ++i) {
        const Frame& rest = mesh.discs[i].frame;
        const Mat3& upper = bones[i].rotation;
        const Mat3& lower = bones[i + 1].rotation;
        const Eigen::AngleAxisd relative(upper * lower.transpose());
        const Mat3 axes = Eigen::AngleAxisd(0.5 * relative.angle(), relative.axis()) * lower * rest.rotation;
        const Vec3 centre = 0.5 * (moved(bones[i], mesh.vertebrae[i].frame.origin, rest.origin) +
                                   moved(bones[i + 1], mesh.vertebrae[i + 1].frame.origin, rest.origin));
        Vec3 force = Vec3::Zero();
        Vec3 moment = couple;
        for (const double side : {-1.0, 1.0}) {
            const Vec3 from = via(i, side);
            const Vec3 pull = 250.0 * (via(i + 1, side) - from).normalized();
            force += pull;
            moment += (from - centre).cross(pull);
        }
        const Vec3 f = axes.transpose() * force;
        const Vec3 m = axes.transpose() * moment * 1e-3;
        const DiscMeasures& d = result.states.back().discs[i];
        const double force_tolerance = 1e-6 * 500.0;
        const double moment_tolerance = 1e-6 * m.norm() + 1e-3 * force_tolerance * 20.0;
        EXPECT_NEAR(d.compression_N, -f.y(), force_tolerance) << name(d.disc);
        EXPECT_NEAR(d.shear_anterior_N, f.x(), force_tolerance) << name(d.disc);
        EXPECT_NEAR(d.shear_lateral_N, f.z(), force_tolerance) << name(d.disc);
        EXPECT_NEAR(d.moment_flexion_Nm, -m.z(), moment_tolerance) << name(d.disc);
        EXPECT_NEAR(d.moment_lateral_Nm, m.x(), moment_tolerance) << name(d.disc);
        EXPECT_NEAR(d.moment_axial_Nm, m.y(), moment_tolerance) << name(d.disc);
    }
}

// Work of the loads over stored energy, minus one, with equal increments.
double energy_error(int increments) {
    Scenario scenario = column_follower();
    scenario.solver.first_increment = 1.0;  // up to the next output
    scenario.steps.front().outputs = increments;
    const Result result = run_scenario(scenario);
    EXPECT_TRUE(result.complete) << result.failure;
    const auto loading = std::count_if(result.history.begin(), result.history.end(),
                                       [](const HistoryRow& row) { return row.time > 0.0; });
    EXPECT_EQ(loading, increments) << "no increment was cut";
    const HistoryRow& end = result.history.back();
    EXPECT_GT(end.energy_Nmm, 100.0);
    return end.external_work_Nmm / end.energy_Nmm - 1.0;
}

// All of the model is elastic: what the loads put in is stored. The work is summed by the trapezoidal rule, so the
// error falls with the square of the increment, and what is left after extrapolation is small against either.
TEST(ColumnUnderFollowerLoad, stores_the_work_of_the_loads) {
    const double large = energy_error(6);
    const double small = energy_error(12);
    EXPECT_LT(std::abs(small), 0.01);
    EXPECT_NEAR(large / small, 4.0, 0.6) << large << " and " << small;
    EXPECT_NEAR((4.0 * small - large) / 3.0, 0.0, 1e-3) << large << " and " << small;
}

}  // namespace

}  // namespace spondyl
