// SPDX-License-Identifier: Apache-2.0
// A column of three rigid bodies on rubber discs. A dead weight beyond the buckling load leaves it without a stable
// straight state; the same load along a cable through the bodies does not (Patwardhan et al. 1999,
// doi:10.1097/00007632-199905150-00014).
#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include "core/materials/neo_hookean.hpp"
#include "core/terms/loads.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/solvers/support/equilibrium.hpp"

namespace spondyl::testing {
namespace {

enum class Load { dead_weight, cable };

constexpr double load_size = 12.0;  // N
constexpr int levels = 3;
constexpr double disc_height = 1.0;
constexpr double body_height = 3.0;

// Discs of 4 x 4 x 1 mm, bodies of 3 mm height between them; body centres in a line that leans by `offset` mm per
// level.
struct Column {
    explicit Column(Load kind, double offset = 0.0) {
        Kinematics& k = system.kinematics;
        load = k.add_load();
        std::vector<Hex> discs;
        std::vector<CablePoint> path;
        const BoxMesh disc = box_mesh({3, 3, 2}, Vec3(4.0, 4.0, disc_height));
        double base = 0.0;
        path.push_back({{k.add_node(Vec3(2.0, 2.0, -0.5 * body_height))}, {1.0}});
        for (int c = 0; c < 3; ++c) k.prescribe(path[0].nodes[0], c);
        for (int level = 0; level < levels; ++level) {
            std::vector<Vec3> nodes = disc.mesh.nodes;
            for (Vec3& x : nodes) x += Vec3(offset * level, 0.0, base);
            const int first = k.add_nodes(nodes);
            bodies.push_back(k.add_body(Vec3(2.0 + offset * level, 2.0, base + disc_height + 0.5 * body_height)));
            for (int j = 0; j <= 3; ++j) {
                for (int i = 0; i <= 3; ++i) {
                    k.tie(first + disc.node(i, j, 2), bodies.back());
                    const int below = first + disc.node(i, j, 0);
                    if (level > 0) k.tie(below, bodies[bodies.size() - 2]);
                    for (int c = 0; c < 3 && level == 0; ++c) k.prescribe(below, c);
                }
            }
            for (const Hex& h : disc.hexes()) {
                Hex shifted;
                for (std::size_t i = 0; i < 8; ++i) shifted[i] = h[i] + first;
                discs.push_back(shifted);
            }
            path.push_back({{k.add_node(k.body_centre(bodies.back()))}, {1.0}});
            k.tie(path.back().nodes[0], bodies.back());
            base += disc_height + body_height;
        }
        system.add(
            std::make_unique<SolidBlock<Hex8, MooneyRivlin>>("discs", neo_hookean(1.0, 50.0), k.reference(), discs));
        if (kind == Load::cable) {
            system.add(std::make_unique<Cable>(path, load_size, load));
        } else {
            system.add(std::make_unique<DeadForce>(path.back().nodes[0], Vec3(0.0, 0.0, -load_size), load));
        }
        system.prepare();
    }
    // Number of independent motions that release energy.
    [[nodiscard]] int unstable_modes(const State& state) const {
        Assembly a = system.make_assembly();
        system.evaluate(state, {.tangent = true}, a);
        const auto solver = make_mumps(Symmetry::indefinite);
        solver->analyse(a.free);
        solver->factor(a.free);
        return solver->negative_pivots();
    }
    System system;
    LoadId load = 0;
    std::vector<int> bodies;
};

double tilt(const Equilibrium& e, int body) {
    return std::acos(std::min(1.0, e.state.body_rotation[body](2, 2)));
}

TEST(Follower, TheStraightColumnStaysStraightAndStable) {
    const Column column(Load::cable);
    const Equilibrium e = find_equilibrium(column.system, {1.0}, 0.25);
    for (const int body : column.bodies) {
        EXPECT_LT(tilt(e, body), 1e-6);
        EXPECT_LT(e.state.body_translation[body].head<2>().norm(), 1e-8);
        EXPECT_LT(e.state.body_translation[body].z(), -0.01);
    }
    EXPECT_EQ(column.unstable_modes(e.state), 0);
}

TEST(Follower, TheSameDeadWeightBucklesIt) {
    const Column column(Load::dead_weight);
    const Equilibrium e = find_equilibrium(column.system, {1.0}, 0.25);
    // Symmetry keeps the computed path straight; there the tangent tells: it may fall to either side.
    EXPECT_GE(column.unstable_modes(e.state), 2);
    EXPECT_EQ(column.unstable_modes(column.system.kinematics.rest()), 0);
}

// In a leaning column the cable presses along the line of the bodies; the reaction at its foot is one force along the
// first piece, and the tension is the same in every piece.
TEST(Follower, ALeaningColumnTurnsLittleAndItsFootCarriesTheTension) {
    const Column column(Load::cable, 0.3);
    const Equilibrium e = find_equilibrium(column.system, {1.0}, 0.25);
    for (const int body : column.bodies) EXPECT_LT(tilt(e, body), 0.1);
    EXPECT_EQ(column.unstable_modes(e.state), 0);
    const Kinematics& k = column.system.kinematics;
    const Vec3 foot = k.reference()[0];
    Vec3 pull;
    for (int c = 0; c < 3; ++c) pull[c] = e.residual[k.node_dof(0, c)];
    const Vec3 towards = (k.body_position(e.state, column.bodies[0]) - foot).normalized();
    EXPECT_LT((pull + load_size * towards).norm(), 1e-8 * load_size);
}

}  // namespace
}  // namespace spondyl::testing
