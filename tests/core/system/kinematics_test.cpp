// SPDX-License-Identifier: Apache-2.0
#include "core/system/kinematics.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include "core/error.hpp"
#include "core/system/rotation.hpp"
#include "tests/core/support/derivative_checks.hpp"

namespace spondyl::testing {
namespace {

// Two free nodes, two on a body, one that belongs to nothing, an extra scalar; some components prescribed.
class KinematicsTest : public ::testing::Test {
  protected:
    KinematicsTest() {
        k.add_nodes(std::vector<Vec3>{{0, 0, 0}, {1, 0, 0}, {2, 0, 0}, {2, 1, 0}, {9, 9, 9}});
        body = k.add_body(Vec3(2.0, 0.5, 0.0));
        k.tie(2, body);
        k.tie(3, body);
        k.deactivate(4);
        k.prescribe(0, 1, load, 0.5);
        k.prescribe(0, 2);
        k.add_scalar();
    }
    Kinematics k;
    int body = 0;
    LoadId load = k.add_load();
};

TEST_F(KinematicsTest, FreeEquationsComeFirstPrescribedOnesLast) {
    k.prescribe_translation(body, 0, load, 2.0);
    k.number();
    EXPECT_EQ(k.total_count(), 2 * 3 + 6 + 1);
    EXPECT_EQ(k.free_count(), k.total_count() - 3);
    EXPECT_GE(k.node_dof(0, 1), k.free_count());
    EXPECT_GE(k.node_dof(0, 2), k.free_count());
    EXPECT_GE(k.body_dof(body, 0), k.free_count());
    EXPECT_LT(k.node_dof(1, 2), k.free_count());
    EXPECT_LT(k.scalar_dof(0), k.free_count());
    EXPECT_EQ(k.balance(k.body_dof(body, 4)), Balance::moment);
    EXPECT_EQ(k.balance(k.body_dof(body, 2)), Balance::force);
    EXPECT_EQ(k.balance(k.scalar_dof(0)), Balance::volume);
}

TEST_F(KinematicsTest, EveryEquationBelongsToOneComponent) {
    k.prescribe_rotation(body, load, Vec3(0, 0, 1));
    k.number();
    std::vector<int> owners(static_cast<std::size_t>(k.total_count()), 0);
    for (const int n : {0, 1}) {
        for (int c = 0; c < 3; ++c) ++owners[k.node_dof(n, c)];
    }
    for (int c = 0; c < 6; ++c) ++owners[k.body_dof(body, c)];
    ++owners[k.scalar_dof(0)];
    for (const int count : owners) EXPECT_EQ(count, 1);
}

TEST_F(KinematicsTest, TiedNodesRideOnTheirBody) {
    k.number();
    State state = k.rest();
    Eigen::VectorXd increment = Eigen::VectorXd::Zero(k.total_count());
    const Vec3 spin(0.3, -2.0, 1.1);
    for (int c = 0; c < 3; ++c) {
        increment[k.body_dof(body, c)] = 0.5 * (c + 1);
        increment[k.body_dof(body, 3 + c)] = spin[c];
    }
    k.apply(increment, state);
    const Vec3 expected = Vec3(2.0, 0.5, 0.0) + Vec3(0.5, 1.0, 1.5) + rotation_exp(spin) * Vec3(0.0, 0.5, 0.0);
    EXPECT_LT((state.positions[3] - expected).norm(), 1e-14);
    EXPECT_EQ(state.positions[4], Vec3(9, 9, 9));
    EXPECT_EQ(state.positions[0], Vec3(0, 0, 0));
}

TEST_F(KinematicsTest, DifferenceInvertsApply) {
    k.number();
    std::mt19937 random(6);
    const State start = moved(k, k.rest(), random_direction(k, random));
    for (int sample = 0; sample < 20; ++sample) {
        const Eigen::VectorXd increment = 1.5 * random_direction(k, random);  // spins up to 2.6 rad
        const State end = moved(k, start, increment);
        EXPECT_LT((k.difference(start, end) - increment).lpNorm<Eigen::Infinity>(), 1e-13);
    }
}

TEST_F(KinematicsTest, PrescribedGapLeadsToTheTargetInOneStep) {
    k.prescribe_translation(body, 0, load, 2.0);
    const Vec3 axis(0.4, 0.2, -0.9);
    k.prescribe_rotation(body, load, axis);
    k.number();
    std::mt19937 random(8);
    State state = moved(k, k.rest(), random_direction(k, random));
    state.loads[load] = 1.5;
    const Eigen::VectorXd gap = k.prescribed_gap(state);
    EXPECT_EQ(gap.head(k.free_count()).norm(), 0.0);
    k.apply(gap, state);
    EXPECT_NEAR(state.positions[0].y(), 0.75, 1e-15);
    EXPECT_NEAR(state.positions[0].z(), 0.0, 1e-15);
    EXPECT_NEAR(state.body_translation[body].x(), 3.0, 1e-14);
    EXPECT_LT((state.body_rotation[body] - rotation_exp(1.5 * axis)).norm(), 1e-14);
    EXPECT_LT(k.prescribed_gap(state).norm(), 1e-14);
}

TEST_F(KinematicsTest, ARotationVectorOfThreeAmplitudesIsReachedInOneStep) {
    const std::array<LoadId, 3> vector = {k.add_load(), k.add_load(), k.add_load()};
    k.prescribe_rotation(body, vector);
    k.number();
    for (int c = 3; c < 6; ++c) EXPECT_GE(k.body_dof(body, c), k.free_count());
    std::mt19937 random(8);
    State state = moved(k, k.rest(), random_direction(k, random));
    const Vec3 wanted(0.4, -1.2, 0.7);
    for (int c = 0; c < 3; ++c) state.loads[vector[c]] = wanted[c];
    k.apply(k.prescribed_gap(state), state);
    EXPECT_LT((state.body_rotation[body] - rotation_exp(wanted)).norm(), 1e-14);
    EXPECT_LT(k.prescribed_gap(state).norm(), 1e-14);
    // Half the amplitudes: half the angle about the same axis, as a straight load path passes it.
    for (int c = 0; c < 3; ++c) state.loads[vector[c]] = 0.5 * wanted[c];
    k.apply(k.prescribed_gap(state), state);
    EXPECT_LT((state.body_rotation[body] * state.body_rotation[body] - rotation_exp(wanted)).norm(), 1e-14);
}

TEST_F(KinematicsTest, ANodeOnTwoBodiesIsABug) {
    EXPECT_THROW(k.tie(2, k.add_body(Vec3::Zero())), InternalError);
}

TEST_F(KinematicsTest, ATiedNodeCannotBePrescribed) {
    k.prescribe(2, 0);
    EXPECT_THROW(k.number(), InternalError);
}

// A fixed base, two bodies above it, a joint below each, and free nodes in the upper joint.
class ChainTest : public ::testing::Test {
  protected:
    ChainTest() {
        k.add_nodes(std::vector<Vec3>{{0, 0, 0}, {1, 20, 0}, {0, 28, 0}, {3, 24, -2}, {-2, 26, 1}, {4, 24, 0}});
        for (const double height : {-10.0, 14.0, 34.0}) bodies.push_back(k.add_body(Vec3(1.0, height, 0.0)));
        k.tie(0, bodies[0]);
        k.tie(1, bodies[1]);
        k.tie(2, bodies[2]);
        for (int c = 0; c < 3; ++c) k.prescribe_translation(bodies[0], c);
        k.add_joint(bodies[0], bodies[1], Vec3(0.0, 2.0, 0.0));
        upper = k.add_joint(bodies[1], bodies[2], Vec3(0.5, 24.0, 0.0));
        k.carry(3, upper, 0.5);
        k.carry(4, upper, 0.75);
        k.carry(5, upper, 0.5);
        k.prescribe(5, 1);
        k.add_scalar();
        k.number();
    }
    // The linearised motion of everything as one rigid body that turns about `centre`.
    [[nodiscard]] Eigen::VectorXd rigid_increment(const State& state, const Vec3& spin, const Vec3& centre) const {
        Eigen::VectorXd increment = Eigen::VectorXd::Zero(k.total_count());
        for (const int n : {3, 4, 5}) {
            const Vec3 motion = spin.cross(state.positions[n] - centre);
            for (int c = 0; c < 3; ++c) increment[k.node_dof(n, c)] = motion[c];
        }
        for (const int b : bodies) {
            const Vec3 motion = spin.cross(k.body_position(state, b) - centre);
            for (int c = 0; c < 3; ++c) {
                if (b != bodies[0]) increment[k.body_dof(b, c)] = motion[c];
                increment[k.body_dof(b, 3 + c)] = spin[c];
            }
        }
        return increment;
    }
    Kinematics k;
    std::vector<int> bodies;
    int upper = 0;
};

TEST_F(ChainTest, ALinearisedRigidMotionMovesBodiesAndNodesRigidly) {
    State state = k.rest();
    const Vec3 centre = k.body_position(state, bodies[0]);
    const Vec3 spin(0.2, -0.3, 0.9);
    k.apply(rigid_increment(state, spin, centre), state);
    const Mat3 turn = rotation_exp(spin);
    for (const int n : {1, 2, 3, 4}) {
        const Vec3 expected = centre + turn * (k.reference()[n] - centre);
        EXPECT_LT((state.positions[n] - expected).norm(), 1e-13) << "node " << n;
    }
}

TEST_F(ChainTest, AgreesWithTheSumToFirstOrder) {
    std::mt19937 random(3);
    const State start = moved(k, k.rest(), 0.3 * random_direction(k, random));
    const Eigen::VectorXd direction = random_direction(k, random);
    const std::vector<Vec3> linear = k.linear_motion(direction, start);
    double before = 0.0;
    for (const double h : {1e-2, 5e-3}) {
        const State end = moved(k, start, h * direction);
        double error = 0.0;
        for (int n = 0; n < k.node_count(); ++n) {
            error = std::max(error, (end.positions[n] - start.positions[n] - h * linear[n]).norm());
        }
        if (before > 0.0) {
            EXPECT_NEAR(before / error, 4.0, 0.1);
        }
        before = error;
    }
}

TEST_F(ChainTest, IncrementToInvertsApply) {
    std::mt19937 random(5);
    const State start = moved(k, k.rest(), random_direction(k, random));
    for (int sample = 0; sample < 20; ++sample) {
        const Eigen::VectorXd increment = random_direction(k, random);
        const State end = moved(k, start, increment);
        EXPECT_LT((k.increment_to(start, end) - increment).lpNorm<Eigen::Infinity>(), 1e-12);
    }
}

TEST_F(ChainTest, WhatIsPrescribedLandsWhereItIsAskedTo) {
    std::mt19937 random(7);
    State state = moved(k, k.rest(), random_direction(k, random));
    const Eigen::VectorXd gap = k.prescribed_gap(state);
    k.apply(gap, state);
    EXPECT_EQ(state.positions[5].y(), 24.0);
    EXPECT_LT(state.body_translation[bodies[0]].norm(), 1e-14);
}

TEST_F(ChainTest, ABodyHangsFromOneJoint) {
    EXPECT_THROW(k.add_joint(bodies[0], bodies[2], Vec3::Zero()), InternalError);
    EXPECT_THROW(k.add_joint(k.add_body(Vec3::Zero()), bodies[0], Vec3::Zero()), InternalError);
}

}  // namespace
}  // namespace spondyl::testing
