// SPDX-License-Identifier: Apache-2.0
#include "core/terms/springs.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <limits>

#include "core/error.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/ties.hpp"
#include "tests/core/support/derivative_checks.hpp"

namespace spondyl::testing {
namespace {

using Beyond = SpringLaw::Beyond;

// Slack up to 0.1 mm, then 50 N/mm, from 0.3 mm on 200 N/mm.
SpringLaw ligament(Beyond beyond = Beyond::straight_on) {
    return {{{-1.0, 0.0}, {0.1, 0.0}, {0.3, 10.0}, {0.5, 50.0}}, beyond};
}

TEST(SpringLaw, FollowsItsPointsAndGoesOnAsItIsTold) {
    EXPECT_NEAR(ligament()(0.2).force, 5.0, 1e-12);
    EXPECT_NEAR(ligament()(0.4).force, 30.0, 1e-12);
    EXPECT_NEAR(ligament()(0.4).stiffness, 200.0, 1e-9);
    EXPECT_EQ(ligament()(-5.0).force, 0.0);
    EXPECT_NEAR(ligament()(1.0).force, 150.0, 1e-12);
    EXPECT_EQ(ligament(Beyond::constant)(1.0).force, 50.0);
    EXPECT_EQ(ligament(Beyond::constant)(1.0).stiffness, 0.0);
    EXPECT_NEAR(ligament(Beyond::constant)(1.0).energy, 0.5 * 0.2 * 10.0 + 0.2 * 30.0 + 0.5 * 50.0, 1e-12);
}

TEST(SpringLaw, ForceIsTheDerivativeOfTheEnergyWhichIsNothingAtRest) {
    const SpringLaw both({{-1.0, -7.0}, {0.5, 3.0}, {2.0, 4.0}}, Beyond::straight_on);
    EXPECT_EQ(both(0.0).energy, 0.0);
    for (const double e : {-2.0, -0.5, 0.2, 1.0, 3.0}) {
        EXPECT_NEAR(derivative([&](double s) { return both(e + s).energy; }, 1e-3), both(e).force, 1e-9);
        EXPECT_NEAR(derivative([&](double s) { return both(e + s).force; }, 1e-3), both(e).stiffness, 1e-9);
    }
}

TEST(SpringLaw, RefusesWhatIsNoLaw) {
    using Points = std::vector<SpringLaw::Point>;
    EXPECT_THROW(SpringLaw(Points{}, Beyond::constant), UserError);
    EXPECT_THROW(SpringLaw(Points{{0.0, 1.0}}, Beyond::straight_on), UserError);
    EXPECT_THROW(SpringLaw(Points{{0.0, 0.0}, {0.0, 1.0}}, Beyond::straight_on), UserError);
    EXPECT_THROW(SpringLaw(Points{{0.0, 0.0}, {std::numeric_limits<double>::infinity(), 1.0}}, Beyond::straight_on),
                 UserError);
}

// Nodes 0 to 3 are free, 4 to 6 ride on a body.
class ConnectionsTest : public ::testing::Test {
  protected:
    ConnectionsTest() {
        Kinematics& k = system.kinematics;
        k.add_nodes(
            std::vector<Vec3>{{0, 0, 0}, {1, 0, 0.2}, {0.3, 1.1, 0}, {0.2, 0.1, 0.9}, {1, 1, 1}, {0, 1, 1}, {2, 0, 1}});
        body = k.add_body(Vec3(0.6, 0.4, 1.3));
        for (int n = 4; n < 7; ++n) k.tie(n, body);
    }
    State strained() {
        std::mt19937 random(4);
        const Kinematics& k = system.kinematics;
        return moved(k, k.rest(), 0.2 * random_direction(k, random));
    }
    System system;
    int body = 0;
};

TEST_F(ConnectionsTest, SpringsHaveConsistentDerivativesOverFreeAndCarriedNodes) {
    const SpringLaw linear({{0.0, 0.0}, {1.0, 3.0}}, Beyond::straight_on);
    auto& springs = system.add(std::make_unique<Springs>(
        "springs", std::vector{linear, ligament()},
        std::vector<Spring>{
            {.law = 0, .first = 0, .second = 1, .free_length = 0.7},
            {.law = 1, .first = 2, .second = 4, .free_length = 0.5},
            {.law = 0, .first = 5, .second = 6, .free_length = 1.0},
            {.law = 0, .first = 3, .along_line = false, .directions = {Vec3::UnitY(), Vec3::Zero()}},
            {.law = 0, .first = 1, .second = 5, .along_line = false, .directions = {Vec3::UnitX(), Vec3::UnitZ()}}}));
    system.prepare();
    const State state = strained();
    const auto samples = springs.sample(system.kinematics, state);
    ASSERT_EQ(samples.size(), 5U);
    EXPECT_GT(samples[1].force, 10.0);
    expect_consistent(system, state, 1e-4);
}

TEST_F(ConnectionsTest, TiesHaveConsistentDerivativesOverFreeAndCarriedNodes) {
    const auto& ties = system.add(std::make_unique<Ties>(
        "ties", std::vector<Tie>{{.node = 3, .to = {{0, 1, 2}, {0.2, 0.5, 0.3}}, .stiffness = 40.0},
                                 {.node = 4, .to = {{1, 2, 5}, {0.9, 0.4, -0.3}}, .stiffness = 25.0}}));
    system.prepare();
    const State state = strained();
    EXPECT_GT(ties.largest_gap(state), 0.1);
    expect_consistent(system, state, 1e-4);
}

TEST(Springs, RefuseWhatHasNoDirection) {
    const std::vector<SpringLaw> laws = {SpringLaw({{0.0, 0.0}, {1.0, 3.0}}, Beyond::straight_on)};
    EXPECT_THROW(Springs("s", laws, {{.law = 0, .first = 0}}), UserError);
    System system;
    system.kinematics.add_nodes(std::vector<Vec3>{Vec3::Ones(), Vec3::Ones()});
    system.add(std::make_unique<Springs>("s", laws, std::vector<Spring>{{.law = 0, .first = 0, .second = 1}}));
    EXPECT_THROW(system.prepare(), UserError);
}

TEST(Ties, RefuseWhatBindsNothing) {
    EXPECT_THROW(Ties("t", {{.node = 0, .to = {{1}, {1.0}}, .stiffness = 0.0}}), UserError);
    EXPECT_THROW(Ties("t", {{.node = 0, .to = {{1, 2}, {1.0}}, .stiffness = 1.0}}), UserError);
}

}  // namespace
}  // namespace spondyl::testing
