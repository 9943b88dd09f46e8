// SPDX-License-Identifier: Apache-2.0
#include "core/terms/fascicles.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <limits>

#include "core/error.hpp"
#include "core/materials/mooney_rivlin.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/core/support/derivative_checks.hpp"

namespace spondyl::testing {
namespace {

// Toe to 900 N at 0.1, constant to 0.3, a ramp down to 300 N at 0.35.
StiffnessLaw law() {
    return StiffnessLaw({{0.02, 0.0}, {0.1, 900.0}, {0.3, 900.0}, {0.35, 300.0}});
}

TEST(StiffnessLaw, ForceIsTheAreaUnderTheStiffness) {
    const StiffnessLaw f = law();
    EXPECT_NEAR(f(0.1).force, 36.0, 1e-12);
    EXPECT_NEAR(f(0.3).force, 36.0 + 180.0, 1e-12);
    EXPECT_NEAR(f(0.35).force, 216.0 + 30.0, 1e-12);
    EXPECT_NEAR(f(0.55).force, 246.0 + 60.0, 1e-12);
    EXPECT_NEAR(f(0.06).stiffness, 450.0, 1e-12);
    EXPECT_EQ(f(2.0).stiffness, 300.0);
    // A toe from strain a: force k s^2 / 2, energy k s^3 / 6 with the slope k of the stiffness.
    EXPECT_NEAR(f(0.1).energy, 900.0 / 0.08 * 0.08 * 0.08 * 0.08 / 6.0, 1e-12);
    EXPECT_NEAR(f(0.3).energy - f(0.1).energy, 36.0 * 0.2 + 900.0 * 0.2 * 0.2 / 2.0, 1e-12);
}

TEST(StiffnessLaw, SlackMeansNothingAtAll) {
    for (const double strain : {-1.0, 0.0, 0.02}) {
        EXPECT_EQ(law()(strain).energy, 0.0);
        EXPECT_EQ(law()(strain).force, 0.0);
        EXPECT_EQ(law()(strain).stiffness, 0.0);
    }
}

TEST(StiffnessLaw, ForceAndStiffnessAreDerivativesAndContinuous) {
    const StiffnessLaw f = law();
    constexpr double h = 1e-4;
    // Cubic energy and quadratic force between the corners: the differences are exact where they do not cross one.
    for (const double strain : {0.0, 0.021, 0.05, 0.099, 0.101, 0.2, 0.299, 0.301, 0.33, 0.349, 0.351, 1.0}) {
        EXPECT_NEAR(derivative([&](double s) { return f(strain + s).energy; }, h), f(strain).force, 1e-9);
        EXPECT_NEAR(derivative([&](double s) { return f(strain + s).force; }, h), f(strain).stiffness, 1e-9);
    }
    for (const double corner : {0.02, 0.1, 0.3, 0.35}) {
        EXPECT_NEAR(f(corner - 1e-13).stiffness, f(corner + 1e-13).stiffness, 1e-8);
        EXPECT_NEAR(f(corner - 1e-13).force, f(corner + 1e-13).force, 1e-9);
        EXPECT_NEAR(f(corner - 1e-13).energy, f(corner + 1e-13).energy, 1e-10);
    }
}

TEST(StiffnessLaw, ScalingMultipliesTheForce) {
    const StiffnessLaw half = law().scaled(0.5);
    for (const double strain : {0.0, 0.05, 0.2, 0.33, 0.7}) {
        EXPECT_NEAR(half(strain).force, 0.5 * law()(strain).force, 1e-12);
        EXPECT_NEAR(half(strain).energy, 0.5 * law()(strain).energy, 1e-12);
    }
    EXPECT_EQ(law().scaled(0.0)(0.5).force, 0.0);
    EXPECT_THROW(static_cast<void>(law().scaled(-1.0)), UserError);
    EXPECT_THROW(static_cast<void>(law().scaled(std::numeric_limits<double>::quiet_NaN())), UserError);
}

TEST(StiffnessLaw, RefusesWhatIsNoLaw) {
    using Points = std::vector<StiffnessLaw::Point>;
    EXPECT_THROW(StiffnessLaw(Points{}), UserError);
    EXPECT_THROW(StiffnessLaw(Points{{0.0, 0.0}}), UserError);
    EXPECT_THROW(StiffnessLaw(Points{{0.0, 1.0}, {0.1, 2.0}}), UserError);
    EXPECT_THROW(StiffnessLaw(Points{{0.0, 0.0}, {0.0, 2.0}}), UserError);
    EXPECT_THROW(StiffnessLaw(Points{{0.0, 0.0}, {0.1, -2.0}}), UserError);
    EXPECT_THROW(StiffnessLaw(Points{{-1.1, 0.0}, {0.1, 2.0}}), UserError);
    EXPECT_THROW(StiffnessLaw(Points{{0.0, 0.0}, {std::numeric_limits<double>::infinity(), 2.0}}), UserError);
    EXPECT_THROW(StiffnessLaw(Points{{0.0, 0.0}, {0.1, std::numeric_limits<double>::quiet_NaN()}}), UserError);
}

TEST(Fascicles, RefusesARestLengthThatIsNotPositive) {
    for (const double length : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
        EXPECT_THROW(Fascicles("ALL", law(), {{.upper = {{0}, {1.0}}, .lower = {{1}, {1.0}}, .rest_length = length}}),
                     UserError);
    }
}

class FasciclesTest : public ::testing::Test {
  protected:
    // A soft cube under free nodes; nodes 4..7 ride on a body.
    FasciclesTest() : box(box_mesh({1, 1, 1}, Vec3::Ones())) {
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        body = k.add_body(Vec3(0.3, 0.2, 1.4));
        for (int n = 4; n < 8; ++n) k.tie(n, body);
        system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>(
            "cube", MooneyRivlin{.c10 = 0.1, .c01 = 0.02, .bulk_modulus = 2.0}, box.mesh.nodes, box.hexes()));
    }
    // Taut ones between free nodes, tied nodes and both, one that is slack.
    void add_bundle() {
        fascicles = &system.add(std::make_unique<Fascicles>(
            "LF", law(),
            std::vector<Fascicle>{
                {.upper = {{4, 5}, {0.3, 0.7}}, .lower = {{0, 1}, {0.4, 0.6}}, .rest_length = 0.8},
                {.upper = {{6}, {1.0}}, .lower = {{0}, {1.0}}, .rest_length = 1.25},
                {.upper = {{2}, {1.0}}, .lower = {{0, 3}, {0.5, 0.5}}, .rest_length = 0.62},
                {.upper = {{7}, {1.0}}, .lower = {{1}, {1.0}}, .rest_length = 2.5},
            }));
        system.prepare();
    }
    State strained() {
        std::mt19937 random(9);
        const Kinematics& k = system.kinematics;
        return turned(k, moved(k, k.rest(), 0.05 * random_direction(k, random)), rotation_exp(Vec3(1.7, -1.6, 1.8)));
    }
    System system;
    BoxMesh box;
    int body = 0;
    Fascicles* fascicles = nullptr;
};

TEST_F(FasciclesTest, OverFreeAndTiedNodesHasConsistentDerivatives) {
    add_bundle();
    const State state = strained();
    const auto samples = fascicles->sample(state);
    ASSERT_EQ(samples.size(), 4U);
    for (int i = 0; i < 3; ++i) EXPECT_GT(samples[i].tension, 1.0) << "fascicle " << i;
    EXPECT_EQ(samples[3].tension, 0.0);
    expect_consistent(system, state, 1e-4);
}

TEST_F(FasciclesTest, RigidMotionLeavesTheEnergyAlone) {
    add_bundle();
    const State state = strained();
    const Kinematics& k = system.kinematics;
    const double before = reported_potential(system, state);
    EXPECT_NEAR(reported_potential(system, turned(k, state, rotation_exp(Vec3(-0.4, 2.0, 0.3)))), before,
                1e-12 * before);
}

TEST_F(FasciclesTest, AStretchedFasciclePullsItsEndsTogether) {
    system.add(std::make_unique<Fascicles>(
        "SSL", law(), std::vector<Fascicle>{{.upper = {{4}, {1.0}}, .lower = {{0}, {1.0}}, .rest_length = 0.8}}));
    system.prepare();
    // At rest the cube is free of stress and the strain 0.25.
    const Kinematics& k = system.kinematics;
    const Eigen::VectorXd r = residual_at(system, k.rest());
    const double tension = law()(0.25).force;
    EXPECT_NEAR(r[k.node_dof(0, 2)], -tension, 1e-10 * tension);
    EXPECT_NEAR(r[k.body_dof(body, 2)], tension, 1e-10 * tension);
    // Node 4 is at (-0.3, -0.2, -0.4) from the reference point of its body.
    EXPECT_NEAR(r[k.body_dof(body, 3)], -0.2 * tension, 1e-10 * tension);
    EXPECT_NEAR(r[k.body_dof(body, 4)], 0.3 * tension, 1e-10 * tension);
    EXPECT_NEAR(r[k.body_dof(body, 5)], 0.0, 1e-10 * tension);
}

TEST_F(FasciclesTest, EndsThatMeetAreSlackAndFinite) {
    system.add(std::make_unique<Fascicles>(
        "ISL", law(), std::vector<Fascicle>{{.upper = {{4}, {1.0}}, .lower = {{4}, {1.0}}, .rest_length = 3.0}}));
    system.prepare();
    const State state = strained();
    Assembly a = system.make_assembly();
    system.evaluate(state, {.tangent = true, .energy = true}, a);
    EXPECT_TRUE(a.residual.allFinite());
    for (const double value : a.free.value) EXPECT_TRUE(std::isfinite(value));
}

}  // namespace
}  // namespace spondyl::testing
