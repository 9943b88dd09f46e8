// SPDX-License-Identifier: Apache-2.0
#include "core/system/kinematics.hpp"

#include <gtest/gtest.h>

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
        load = k.add_load();
        k.prescribe(0, 1, load, 0.5);
        k.prescribe(0, 2);
        k.add_scalar();
    }
    Kinematics k;
    int body = 0;
    LoadId load = 0;
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

}  // namespace
}  // namespace spondyl::testing
