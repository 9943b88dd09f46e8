// SPDX-License-Identifier: Apache-2.0
#include "core/terms/elastic_support.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include "core/materials/mooney_rivlin.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/core/support/derivative_checks.hpp"

namespace spondyl::testing {
namespace {

// A soft cube whose upper nodes ride on a body that a pad pushes.
class ElasticSupportTest : public ::testing::Test {
  protected:
    ElasticSupportTest() : box(box_mesh({1, 1, 1}, Vec3::Ones())) {
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        body = k.add_body(Vec3(0.3, 0.2, 1.4));
        for (int node = 4; node < 8; ++node) k.tie(node, body);
        loads.stiffness = k.add_load();
        for (LoadId& l : loads.arm) l = k.add_load();
        for (LoadId& l : loads.normal) l = k.add_load();
        loads.offset = k.add_load();
        system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>(
            "cube", MooneyRivlin{.c10 = 0.1, .c01 = 0.02, .bulk_modulus = 2.0}, box.mesh.nodes, box.hexes()));
        pad = &system.add(std::make_unique<ElasticSupport>(body, loads));
        system.prepare();
    }
    // Pressed in by `depth`; negative: clear of the body.
    State strained(double depth) {
        std::mt19937 random(9);
        const Kinematics& k = system.kinematics;
        State state =
            turned(k, moved(k, k.rest(), 0.1 * random_direction(k, random)), rotation_exp(Vec3(1.7, -1.6, 1.8)));
        state.loads[loads.stiffness] = stiffness;
        for (int c = 0; c < 3; ++c) {
            state.loads[loads.arm[c]] = p[c];
            state.loads[loads.normal[c]] = n[c];
        }
        const Vec3 x = k.body_position(state, body) + state.body_rotation[body] * p;
        state.loads[loads.offset] = n.dot(x) + depth;
        return state;
    }
    System system;
    BoxMesh box;
    int body = 0;
    ElasticSupportLoads loads;
    const ElasticSupport* pad = nullptr;
    const double stiffness = 3.0;
    const Vec3 n = Vec3(0.6, 0.0, -0.8);
    const Vec3 p{0.7, 1.1, -0.4};
};

TEST_F(ElasticSupportTest, HasConsistentDerivatives) {
    expect_consistent(system, strained(0.9));
}

TEST_F(ElasticSupportTest, PushesAlongItsNormalAsFarAsItIsPressedIn) {
    State state = strained(0.5);
    const ElasticSupport::Reaction reaction = pad->reaction(system.kinematics, state);
    EXPECT_LT((reaction.force - 0.5 * stiffness * n).norm(), 1e-12);
    const Eigen::VectorXd with = residual_at(system, state);
    state.loads[loads.stiffness] = 0.0;
    const Eigen::VectorXd difference = residual_at(system, state) - with;
    const Vec3 moment = (state.body_rotation[body] * p).cross(reaction.force);
    for (int c = 0; c < 3; ++c) {
        EXPECT_NEAR(difference[system.kinematics.body_dof(body, c)], reaction.force[c], 1e-12);
        EXPECT_NEAR(difference[system.kinematics.body_dof(body, 3 + c)], moment[c], 1e-12);
    }
}

TEST_F(ElasticSupportTest, DoesNotPull) {
    State state = strained(-0.01);
    EXPECT_EQ(pad->reaction(system.kinematics, state).force, Vec3(Vec3::Zero()));
    const Eigen::VectorXd with = residual_at(system, state);
    state.loads[loads.stiffness] = 0.0;
    EXPECT_EQ((residual_at(system, state) - with).lpNorm<Eigen::Infinity>(), 0.0);
}

}  // namespace
}  // namespace spondyl::testing
