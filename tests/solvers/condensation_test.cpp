// SPDX-License-Identifier: Apache-2.0
#include "solvers/condensation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <numeric>

#include "core/error.hpp"
#include "core/materials/mooney_rivlin.hpp"
#include "core/terms/attached_force.hpp"
#include "core/terms/loads.hpp"
#include "core/terms/muscle_paths.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/solvers/support/equilibrium.hpp"
#include "tests/solvers/support/random_matrices.hpp"

namespace spondyl::testing {
namespace {

// A spine in small: a rubber block on fixed ground under a body, a weight in front of it, and two muscles from the
// ground: one to the body, one to a free node at mid-height.
class CondensationTest : public ::testing::Test {
  protected:
    CondensationTest() : box(box_mesh({2, 2, 2}, Vec3(10.0, 10.0, 8.0))) {
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        body = k.add_body(Vec3(5.0, 5.0, 8.0));
        ground = k.add_body(Vec3(5.0, 5.0, 0.0));
        for (int j = 0; j <= 2; ++j) {
            for (int i = 0; i <= 2; ++i) {
                k.tie(box.node(i, j, 2), body);
                k.tie(box.node(i, j, 0), ground);
            }
        }
        for (int c = 0; c < 3; ++c) k.prescribe_translation(ground, c);
        k.prescribe_rotation(ground);
        const int behind = k.add_node(Vec3(-6.0, 4.0, 9.0));
        const int below = k.add_node(Vec3(-3.0, 6.0, -2.0));
        k.tie(behind, body);
        k.tie(below, ground);
        const auto load = [&] { return k.add_load(); };
        for (LoadId& l : rotation) l = load();
        for (LoadId& l : weight) l = load();
        for (LoadId& l : arm) l = load();
        gain = load();
        for (int m = 0; m < 2; ++m) {
            std::vector<CablePoint> points = {{{below}, {1.0}}, {{m == 0 ? behind : box.node(0, 1, 1)}, {1.0}}};
            const LoadId tension = load();
            paths.push_back({.points = points, .tension = tension, .held_length = tension});
        }
        system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>(
            "rubber", MooneyRivlin{.c10 = 0.4, .c01 = 0.1, .bulk_modulus = 20.0}, box.mesh.nodes, box.hexes()));
        system.add(std::make_unique<AttachedForce>(body, weight, arm));
        system.add(std::make_unique<MusclePaths>(paths, gain));
    }
    [[nodiscard]] std::vector<double> loads() const {
        std::vector<double> values(static_cast<std::size_t>(system.kinematics.load_count()), 0.0);
        const Vec3 turn(0.1, -0.15, 0.05);
        for (int c = 0; c < 3; ++c) values[rotation[c]] = turn[c];
        values[weight[2]] = -12.0;
        values[arm[0]] = 30.0;
        values[paths[0].tension] = 6.0;
        values[paths[1].tension] = 2.0;
        return values;
    }
    System system;
    BoxMesh box;
    int body = 0;
    int ground = 0;
    LoadId gain = 0;
    std::array<LoadId, 3> rotation{};
    std::array<LoadId, 3> weight{};
    std::array<LoadId, 3> arm{};
    std::vector<MusclePath> paths;
};

TEST_F(CondensationTest, CondensedStiffnessIsTheSchurComplement) {
    system.prepare();
    const Kinematics& k = system.kinematics;
    const Equilibrium at = find_equilibrium(
        system,
        [&] {
            std::vector<double> values = loads();
            values[arm[0]] = 3.0;
            return values;
        }(),
        0.25, 1e-12);
    std::vector<int> kept;
    for (int c = 5; c >= 0; --c) kept.push_back(k.body_dof(body, c));
    Assembly a = system.make_assembly();
    system.evaluate(at.state, {.tangent = true}, a);
    const Eigen::MatrixXd full = dense(a.free);
    std::vector<int> rest;
    for (int i = 0; i < k.free_count(); ++i) {
        if (std::find(kept.begin(), kept.end(), i) == kept.end()) rest.push_back(i);
    }
    const Eigen::MatrixXd schur =
        full(kept, kept) - full(kept, rest) * full(rest, rest).partialPivLu().solve(full(rest, kept));
    for (const std::string& solver : linear_solver_names()) {
        CondensedTangent tangent(system, solver);
        tangent.factor(k.rest());  // another state before leaves no trace
        tangent.factor(at.state);
        const Eigen::MatrixXd stiffness = tangent.condensed_stiffness(kept);
        EXPECT_EQ(stiffness, stiffness.transpose());
        EXPECT_LT((stiffness - schur).norm(), 1e-9 * schur.norm()) << solver;
    }
}

// Pushed down by a heavy load high above, the body wants to topple both ways: two negative eigenvalues, as dense.
TEST_F(CondensationTest, KeepsTheNegativeEigenvalues) {
    system.prepare();
    const Kinematics& k = system.kinematics;
    State state = k.rest();
    state.loads[weight[2]] = -2.0;
    state.loads[arm[2]] = 5000.0;
    Assembly a = system.make_assembly();
    system.evaluate(state, {.tangent = true}, a);
    const Eigen::VectorXd values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(dense(a.free)).eigenvalues();
    const auto negative = static_cast<int>((values.array() < 0.0).count());
    EXPECT_EQ(negative, 2);
    CondensedTangent tangent(system);
    tangent.factor(state);
    std::vector<int> kept;
    for (int c = 0; c < 6; ++c) kept.push_back(k.body_dof(body, c));
    const Eigen::VectorXd few =
        Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(tangent.condensed_stiffness(kept)).eigenvalues();
    EXPECT_EQ((few.array() < 0.0).count(), negative);
}

TEST_F(CondensationTest, AnEquationNamedTwiceHasNoStiffness) {
    system.prepare();
    const Kinematics& k = system.kinematics;
    CondensedTangent tangent(system);
    tangent.factor(k.rest());
    EXPECT_THROW(static_cast<void>(tangent.condensed_stiffness({k.body_dof(body, 0), k.body_dof(body, 0)})),
                 SolveError);
}

TEST_F(CondensationTest, FreeAndPrescribedEquationsAreNotConfused) {
    system.prepare();
    const Kinematics& k = system.kinematics;
    CondensedTangent tangent(system);
    tangent.factor(k.rest());
    EXPECT_THROW(static_cast<void>(tangent.condensed_stiffness({k.body_dof(ground, 0)})), InternalError);
}

}  // namespace
}  // namespace spondyl::testing
