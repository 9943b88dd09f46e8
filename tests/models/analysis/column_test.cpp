// SPDX-License-Identifier: Apache-2.0
// The column under its follower load: rotations, equilibrium of every section, energy, people.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>

#include "core/system/rotation.hpp"
#include "models/analysis/rest_result.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/run/run_record.hpp"
#include "models/spine/follower_path.hpp"
#include "solvers/load_stepper.hpp"
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
    const SpineMesh mesh = build_spine_mesh(default_anatomy().spine, scenario.person, scenario.spine);
    const std::vector<double> shift = follower_path(default_anatomy().spine.follower_path, mesh);
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

// The work of the loads by their forces alone, as the trapezoidal rule over equal increments has it, less the energy
// that the spine stored; over that energy.
double error_by_forces(int increments) {
    Scenario scenario = column_follower();
    const SpineModel model(default_anatomy(), scenario, FixedVertebrae::bottom);
    const System& system = model.system();
    Newton newton(system, newton_options(scenario.solver));
    RunRecord record;
    State state = system.kinematics.rest();
    record.describe_mesh(model);
    EXPECT_TRUE(settle(model, newton, scenario, state, record, nullptr));
    Assembly work = system.make_assembly();
    State before = state;
    system.evaluate(before, {.energy = true}, work);
    const double energy_at_rest = work.energy;
    Eigen::VectorXd force_before = system.load_forces(work);
    double by_forces = 0.0;
    LoadStepper stepper(system, newton, {.first_increment = 1.0});
    std::vector<double> stops;
    for (int i = 1; i <= increments; ++i) stops.push_back(static_cast<double>(i) / increments);
    const PathReport path =
        stepper.follow(state, model.amplitudes(scenario.steps.front(), state), stops,
                       [&](const IncrementRecord&, const State& reached, bool) {
                           system.evaluate(reached, {.energy = true}, work);
                           const Eigen::VectorXd force = system.load_forces(work);
                           by_forces += 0.5 * (force + force_before).dot(system.kinematics.difference(before, reached));
                           force_before = force;
                           before = reached;
                       });
    EXPECT_TRUE(path.complete) << path.failure;
    EXPECT_EQ(std::ssize(path.increments), increments) << "no increment was cut";
    return by_forces / (work.energy - energy_at_rest) - 1.0;
}

// All of the model is elastic: what the loads put in is stored. The error of the trapezoidal rule falls with the square
// of the increment, and what is left after extrapolation is small against either.
TEST(ColumnUnderFollowerLoad, stores_the_work_of_the_loads) {
    const double large = error_by_forces(6);
    const double small = error_by_forces(12);
    EXPECT_LT(std::abs(small), 0.01);
    EXPECT_NEAR(large / small, 4.0, 0.6) << large << " and " << small;
    EXPECT_NEAR((4.0 * small - large) / 3.0, 0.0, 1e-3) << large << " and " << small;
}

// Bent, then twisted as well, then let go: two ways that are not each other's reverse, with the default increments.
TEST(WorkOfTheLoads, is_nothing_after_a_closed_cycle) {
    Scenario scenario;
    scenario.spine = {.top = Vertebra::L4, .bottom = Vertebra::L5, .mesh = MeshDensity::coarse};
    scenario.steps = {{.name = "bent", .lateral_moment_Nm = 6.0},
                      {.name = "twisted", .lateral_moment_Nm = 6.0, .axial_moment_Nm = 6.0},
                      {.name = "let go"}};
    const Result result = run_scenario(scenario);
    ASSERT_TRUE(result.complete) << result.failure;
    double most = 0.0;
    for (const HistoryRow& row : result.history) most = std::max(most, row.energy_Nmm);
    const HistoryRow& end = result.history.back();
    EXPECT_GT(most, 100.0);
    EXPECT_NEAR(end.energy_Nmm, result.history.front().energy_Nmm, 1e-4 * most);
    EXPECT_NEAR(end.external_work_Nmm, 0.0, 1e-4 * most);
    // And where it was bent, what the couple did to the upper vertebra's rotation, by the trapezoidal rule over small
    // increments.
    const auto bent = std::ranges::find(result.history, 1.0, &HistoryRow::time);
    ASSERT_NE(bent, result.history.end());
    scenario.steps.resize(1);
    scenario.steps[0].outputs = 32;
    const Result slow = run_scenario(scenario);
    ASSERT_TRUE(slow.complete) << slow.failure;
    const std::size_t rest = slow.states.size() - 33;
    double work = 0.0;
    for (std::size_t i = 0; i < 32; ++i) {
        const Mat3 turned =
            slow.states[rest + i + 1].bones.front().rotation * slow.states[rest + i].bones.front().rotation.transpose();
        work += 6000.0 * (static_cast<double>(i) + 0.5) / 32.0 * rotation_log(turned).x();
    }
    EXPECT_NEAR(bent->external_work_Nmm, work, 1e-3 * work);
}

}  // namespace

}  // namespace spondyl
