// SPDX-License-Identifier: Apache-2.0
#include "core/terms/cavity.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/materials/mooney_rivlin.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/core/support/derivative_checks.hpp"

namespace spondyl::testing {
namespace {

constexpr double fluid_bulk = 2.5;  // MPa

// Fluid in one cell, 2 x 3 x 4 mm, with a soft solid in the same place to hold its corners.
struct FluidCell {
    explicit FluidCell(bool tied) {
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        if (tied) {
            const int body = k.add_body(Vec3(1.0, 1.0, 5.0));
            for (int n = 4; n < 8; ++n) k.tie(n, body);
        }
        const int pressure = k.add_scalar();
        system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>(
            "solid", MooneyRivlin{.c10 = 0.1, .c01 = 0.02, .bulk_modulus = 2.0}, box.mesh.nodes, box.hexes()));
        cavity = &system.add(
            std::make_unique<Cavity<Quad4>>("nucleus", box.mesh.nodes, faces(box.hexes()[0]), pressure, fluid_bulk));
        system.prepare();
    }
    // With the mixed potential of the header in place of the stored energy: the two agree only where the pressure fits
    // the volume.
    [[nodiscard]] double potential(const State& state) const {
        const double p = cavity->pressure(state);
        const double stored = 0.5 * p * p * rest_volume / fluid_bulk;
        const double mixed = -p * (cavity->volume(state.positions) - rest_volume) - stored;
        return reported_potential(system, state) - stored + mixed;
    }
    [[nodiscard]] State strained() const {
        const Kinematics& k = system.kinematics;
        std::mt19937 random(12);
        State state =
            turned(k, moved(k, k.rest(), 0.2 * random_direction(k, random)), rotation_exp(Vec3(1.7, -1.6, 1.8)));
        state.scalars[0] = 0.35;
        return state;
    }
    BoxMesh box = box_mesh({1, 1, 1}, Vec3(2, 3, 4));
    System system;
    Cavity<Quad4>* cavity = nullptr;
    static constexpr double rest_volume = 24.0;
};

TEST(Cavity, DerivativesAreConsistentWithTheMixedPotential) {
    for (const bool tied : {false, true}) {
        SCOPED_TRACE(tied);
        const FluidCell cell(tied);
        const State state = cell.strained();
        expect_residual_is_energy_derivative(cell.system, state, [&](const State& s) { return cell.potential(s); });
        expect_tangent_is_second_derivative(cell.system, state);
        expect_tangent_is_residual_derivative(cell.system, state);
    }
}

// The trilinear hexahedron and the polyhedron of its bilinear faces enclose the same volume.
TEST(Cavity, VolumeOfWarpedFacesIsThatOfTheHexahedron) {
    const FluidCell cell(false);
    const State state = cell.strained();
    const auto corners = positions_of<Hex8>(cell.box.hexes()[0], state.positions);
    EXPECT_NEAR(cell.cavity->volume(state.positions), element_volume<Hex8>(corners), 1e-13 * 24.0);
}

TEST(Cavity, VolumeDoesNotDependOnTheOrigin) {
    const FluidCell cell(false);
    State state = cell.strained();
    const double before = cell.cavity->volume(state.positions);
    for (Vec3& x : state.positions) x += Vec3(30.0, -20.0, 10.0);
    EXPECT_NEAR(cell.cavity->volume(state.positions), before, 1e-10);
}

// A piston pressed 0.5 mm into the 4 mm deep fluid: p = K dV/V, force p A, stored p^2 V / (2 K).
TEST(Cavity, PistonFeelsPressureTimesArea) {
    const FluidCell cell(true);
    const Kinematics& k = cell.system.kinematics;
    State state = k.rest();
    Eigen::VectorXd push = Eigen::VectorXd::Zero(k.total_count());
    push[k.body_dof(0, 2)] = -0.5;
    k.apply(push, state);
    const auto evaluate = [&](double pressure) {
        state.scalars[0] = pressure;
        Assembly a = cell.system.make_assembly();
        cell.system.evaluate(state, {.energy = true}, a);
        return a;
    };
    const double expected = fluid_bulk * 0.5 / 4.0;
    const Assembly with = evaluate(expected);
    const Assembly without = evaluate(0.0);
    EXPECT_NEAR(with.residual[k.scalar_dof(0)], 0.0, 1e-13 * 24.0);
    // Pushing down costs force; residual = internal force along +z on the piston.
    EXPECT_NEAR(with.residual[k.body_dof(0, 2)] - without.residual[k.body_dof(0, 2)], -expected * 2.0 * 3.0, 1e-13);
    EXPECT_NEAR(with.energy - without.energy, 0.5 * expected * expected * 24.0 / fluid_bulk, 1e-13);
}

TEST(Cavity, QuadsTurnedInsideOutAreRefused) {
    const BoxMesh box = box_mesh({1, 1, 1}, Vec3(2, 3, 4));
    std::vector<Quad> quads = faces(box.hexes()[0]);
    for (Quad& q : quads) std::reverse(q.begin(), q.end());
    EXPECT_THROW(Cavity<Quad4>("nucleus", box.mesh.nodes, quads, 0, fluid_bulk), InternalError);
}

}  // namespace
}  // namespace spondyl::testing
