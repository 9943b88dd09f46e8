// SPDX-License-Identifier: Apache-2.0
#include "core/terms/loads.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <numbers>

#include "core/materials/mooney_rivlin.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/core/support/derivative_checks.hpp"

namespace spondyl::testing {
namespace {

// Stiffness for nodes that a load term alone would leave loose, so that a system of loads can be prepared.
void add_soft_cube(System& system, const BoxMesh& box) {
    system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>(
        "cube", MooneyRivlin{.c10 = 0.1, .c01 = 0.02, .bulk_modulus = 2.0}, box.mesh.nodes, box.hexes()));
}

class LoadsTest : public ::testing::Test {
  protected:
    // One cube; its upper nodes 4..7 ride on a body.
    LoadsTest() : box(box_mesh({1, 1, 1}, Vec3::Ones())) {
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        body = k.add_body(Vec3(0.3, 0.2, 1.4));
        for (int n = 4; n < 8; ++n) k.tie(n, body);
        load = k.add_load();
        add_soft_cube(system, box);
    }
    State strained() {
        std::mt19937 random(9);
        const Kinematics& k = system.kinematics;
        State state =
            turned(k, moved(k, k.rest(), 0.1 * random_direction(k, random)), rotation_exp(Vec3(1.7, -1.6, 1.8)));
        state.loads[load] = 0.7;
        return state;
    }
    System system;
    BoxMesh box;
    int body = 0;
    LoadId load = 0;
};

TEST_F(LoadsTest, DeadForceOnATiedNodeHasConsistentDerivatives) {
    system.add(std::make_unique<DeadForce>(5, Vec3(2.0, -3.0, 1.0), load));
    system.add(std::make_unique<DeadForce>(1, Vec3(-1.0, 0.5, 1.0), load));
    system.prepare();
    expect_consistent(system, strained());
}

TEST_F(LoadsTest, CableOverFreeAndTiedNodesHasConsistentDerivatives) {
    system.add(std::make_unique<Cable>(
        std::vector<CablePoint>{{{0, 1}, {0.4, 0.6}}, {{3, 6}, {0.5, 0.5}}, {{4, 7}, {0.3, 0.7}}, {{2}, {1.0}}}, 5.0,
        load));
    system.prepare();
    expect_consistent(system, strained());
}

TEST_F(LoadsTest, CoupleIsTheSameInEveryState) {
    system.prepare();
    System with;
    Kinematics& k = with.kinematics;
    k.add_nodes(box.mesh.nodes);
    k.add_body(Vec3(0.3, 0.2, 1.4));
    for (int n = 4; n < 8; ++n) k.tie(n, body);
    k.add_load();
    add_soft_cube(with, box);
    const Vec3 moment(10.0, -20.0, 5.0);
    with.add(std::make_unique<SpatialCouple>(body, moment, load));
    with.prepare();
    const State state = strained();
    const Eigen::VectorXd difference = residual_at(with, state) - residual_at(system, state);
    for (int i = 0; i < k.total_count(); ++i) {
        double expected = 0.0;
        for (int c = 0; c < 3; ++c) {
            if (i == k.body_dof(body, 3 + c)) expected = -0.7 * moment[c];
        }
        EXPECT_NEAR(difference[i], expected, 1e-13) << "equation " << i;
    }
}

// A cable alone, over nodes of its own; the cube only keeps the system complete.
class CableTest : public ::testing::Test {
  protected:
    void build(const std::vector<Vec3>& points, double tension) {
        const BoxMesh box = box_mesh({1, 1, 1}, Vec3::Ones());
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        load = k.add_load();
        std::vector<CablePoint> path;
        path.reserve(points.size());
        for (const Vec3& x : points) path.push_back({{k.add_node(x)}, {1.0}});
        first = static_cast<int>(box.mesh.nodes.size());
        add_soft_cube(system, box);
        cable = &system.add(std::make_unique<Cable>(path, tension, load));
        system.prepare();
        state = k.rest();
        state.loads[load] = 1.0;
    }
    // What the cable does to its point, N.
    [[nodiscard]] Vec3 pull(int point) const {
        const Eigen::VectorXd r = residual_at(system, state);
        Vec3 f;
        for (int c = 0; c < 3; ++c) f[c] = -r[system.kinematics.node_dof(first + point, c)];
        return f;
    }
    System system;
    Cable* cable = nullptr;
    State state;
    LoadId load = 0;
    int first = 0;
};

TEST_F(CableTest, StraightCablePullsItsEndsTogetherAndLoadsNothingBetween) {
    build({{0, 0, 5}, {1, 2, 7}, {3, 6, 11}, {4, 8, 13}}, 500.0);
    const Vec3 along = Vec3(1, 2, 2) / 3.0;
    EXPECT_NEAR(cable->length(state), 12.0, 1e-14);
    EXPECT_LT((pull(0) - 500.0 * along).norm(), 1e-11);
    EXPECT_LT((pull(3) + 500.0 * along).norm(), 1e-11);
    EXPECT_LT(pull(1).norm(), 1e-11);
    EXPECT_LT(pull(2).norm(), 1e-11);
}

// At a corner that turns by the angle a, constant tension T gives 2 T sin(a/2) towards the inside.
TEST_F(CableTest, PolygonPressesOnItsCornersByTheTurn) {
    std::vector<Vec3> points;
    constexpr int corners = 6;
    constexpr double turn = std::numbers::pi / corners;
    for (int i = 0; i <= corners; ++i) points.emplace_back(40.0 * std::cos(turn * i), 40.0 * std::sin(turn * i), 3.0);
    build(points, 300.0);
    for (int i = 1; i < corners; ++i) {
        const Vec3 inward = -Vec3(points[i].x(), points[i].y(), 0.0) / 40.0;
        EXPECT_LT((pull(i) - 2.0 * 300.0 * std::sin(0.5 * turn) * inward).norm(), 1e-11);
    }
}

TEST_F(CableTest, ForcesBalanceInAnyShape) {
    build({{0, 0, 5}, {1, -2, 7}, {3, 6, 9}, {5, 5, 20}}, 120.0);
    state.loads[load] = 0.4;
    Vec3 force = Vec3::Zero();
    Vec3 moment = Vec3::Zero();
    for (int p = 0; p < 4; ++p) {
        force += pull(p);
        moment += state.positions[first + p].cross(pull(p));
    }
    EXPECT_LT(force.norm(), 1e-12);
    EXPECT_LT(moment.norm(), 1e-11);
    EXPECT_NEAR(pull(0).norm(), 48.0, 1e-12);
}

}  // namespace
}  // namespace spondyl::testing
