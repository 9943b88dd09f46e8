// SPDX-License-Identifier: Apache-2.0
#include "core/terms/attached_force.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include "core/materials/mooney_rivlin.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/core/support/derivative_checks.hpp"

namespace spondyl::testing {
namespace {

// A soft cube whose upper nodes ride on a body, so that the system has a stiffness.
class AttachedForceTest : public ::testing::Test {
  protected:
    AttachedForceTest() : box(box_mesh({1, 1, 1}, Vec3::Ones())) {
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        body = k.add_body(Vec3(0.3, 0.2, 1.4));
        for (int n = 4; n < 8; ++n) k.tie(n, body);
        for (LoadId& l : force) l = k.add_load();
        for (LoadId& l : arm) l = k.add_load();
        system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>(
            "cube", MooneyRivlin{.c10 = 0.1, .c01 = 0.02, .bulk_modulus = 2.0}, box.mesh.nodes, box.hexes()));
        system.add(std::make_unique<AttachedForce>(body, force, arm));
    }
    State strained() {
        std::mt19937 random(9);
        const Kinematics& k = system.kinematics;
        State state =
            turned(k, moved(k, k.rest(), 0.1 * random_direction(k, random)), rotation_exp(Vec3(1.7, -1.6, 1.8)));
        for (int c = 0; c < 3; ++c) {
            state.loads[force[c]] = f[c];
            state.loads[arm[c]] = p[c];
        }
        return state;
    }
    System system;
    BoxMesh box;
    int body = 0;
    std::array<LoadId, 3> force{};
    std::array<LoadId, 3> arm{};
    const Vec3 f{2.0, -3.0, 1.0};
    const Vec3 p{0.7, 1.1, -0.4};
};

TEST_F(AttachedForceTest, HasConsistentDerivatives) {
    system.prepare();
    expect_consistent(system, strained());
}

TEST_F(AttachedForceTest, HasConsistentDerivativesWhereTheBodyIsPartlyPrescribed) {
    system.kinematics.prescribe_translation(body, 1);
    system.kinematics.prescribe_rotation(body);
    system.prepare();
    expect_consistent(system, strained());
}

TEST_F(AttachedForceTest, ActsAsAForceAtItsPoint) {
    system.prepare();
    State state = strained();
    const Eigen::VectorXd with = residual_at(system, state);
    for (const LoadId l : force) state.loads[l] = 0.0;
    const Eigen::VectorXd difference = residual_at(system, state) - with;
    const Kinematics& k = system.kinematics;
    const Vec3 moment = (state.body_rotation[body] * p).cross(f);
    Eigen::VectorXd expected = Eigen::VectorXd::Zero(k.total_count());
    for (int c = 0; c < 3; ++c) {
        expected[k.body_dof(body, c)] = f[c];
        expected[k.body_dof(body, 3 + c)] = moment[c];
    }
    EXPECT_LT((difference - expected).lpNorm<Eigen::Infinity>(), 1e-13);
}

// A weight above the centre tips the body over, one below it rights it: -/+ weight times arm on horizontal spins.
TEST_F(AttachedForceTest, AWeightAboveTheCentreTipsTheBodyOver) {
    system.prepare();
    const Kinematics& k = system.kinematics;
    for (const double height : {25.0, -25.0}) {
        State state = k.rest();
        Assembly bare = system.make_assembly();
        system.evaluate(state, {.tangent = true}, bare);
        state.loads[force[1]] = -100.0;
        state.loads[arm[1]] = height;
        Assembly loaded = system.make_assembly();
        system.evaluate(state, {.tangent = true}, loaded);
        for (int c = 0; c < 3; ++c) {
            Eigen::VectorXd spin = Eigen::VectorXd::Zero(k.total_count());
            spin[k.body_dof(body, 3 + c)] = 1.0;
            const Eigen::VectorXd change = tangent_times(system, loaded, spin) - tangent_times(system, bare, spin);
            const double expected = c == 1 ? 0.0 : -100.0 * height;
            EXPECT_NEAR(change[k.body_dof(body, 3 + c)], expected, 1e-9) << "axis " << c;
        }
    }
}

}  // namespace
}  // namespace spondyl::testing
