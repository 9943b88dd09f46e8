// SPDX-License-Identifier: Apache-2.0
// Fluid enclosed in tissue, as a cavity and as a solid that cannot hold its shape.
#include <gtest/gtest.h>

#include "core/materials/neo_hookean.hpp"
#include "core/terms/cavity.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/solvers/support/equilibrium.hpp"

namespace spondyl::testing {
namespace {

constexpr double solid_bulk = 2000.0;  // MPa

// A cube of 3 x 3 x 3 cells squeezed by 10 % between bonded plates; the middle cell holds fluid.
template <class AddCore>
Equilibrium squeeze(System& system, BoxMesh& box, AddCore add_core) {
    Kinematics& k = system.kinematics;
    k.add_nodes(box.mesh.nodes);
    const LoadId load = k.add_load();
    for (int j = 0; j <= 3; ++j) {
        for (int i = 0; i <= 3; ++i) {
            for (int c = 0; c < 3; ++c) {
                k.prescribe(box.node(i, j, 0), c);
                k.prescribe(box.node(i, j, 3), c, load, c == 2 ? -0.6 : 0.0);
            }
        }
    }
    std::vector<Hex> wall = box.hexes();
    const Hex core = wall[13];
    wall.erase(wall.begin() + 13);
    system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>("wall", neo_hookean(1.0, 5.0), box.mesh.nodes, wall));
    add_core(core);
    system.prepare();
    return find_equilibrium(system, {1.0}, 0.25, 1e-8);
}

TEST(Fluid, ACavityIsTheLimitOfASolidWithoutShearStiffness) {
    BoxMesh box = box_mesh({3, 3, 3}, Vec3(6, 6, 6));
    System with_cavity;
    const Cavity<Quad4>* cavity = nullptr;
    const Equilibrium fluid = squeeze(with_cavity, box, [&](const Hex& h) {
        const int pressure = with_cavity.kinematics.add_scalar();
        cavity =
            &with_cavity.add(std::make_unique<Cavity<Quad4>>("core", box.mesh.nodes, faces(h), pressure, solid_bulk));
    });
    constexpr double vanishing = 1e-6;  // shear modulus over that of the wall
    System with_solid;
    const SolidBlock<Hex8, MooneyRivlin>* solid = nullptr;
    const Equilibrium soft = squeeze(with_solid, box, [&](const Hex& h) {
        solid = &with_solid.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>(
            "core", neo_hookean(vanishing, solid_bulk), box.mesh.nodes, std::vector<Hex>{h}));
    });
    for (std::size_t n = 0; n < box.mesh.nodes.size(); ++n) {
        EXPECT_LT((fluid.state.positions[n] - soft.state.positions[n]).norm(), 10.0 * vanishing) << "node " << n;
    }
    const SymTensor<double> stress = solid->sample(soft.state)[0].cauchy;
    const double pressure = cavity->pressure(fluid.state);
    EXPECT_GT(pressure, 0.05);
    EXPECT_NEAR(-trace(stress) / 3.0, pressure, 1e-5);
    // Pressure belongs to the volume that the fluid has lost.
    EXPECT_NEAR(pressure, solid_bulk * (1.0 - cavity->volume(fluid.state.positions) / 8.0), 1e-6 * pressure);
    EXPECT_NEAR(fluid.energy, soft.energy, 1e-5 * fluid.energy);
}

}  // namespace
}  // namespace spondyl::testing
