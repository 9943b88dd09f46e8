// SPDX-License-Identifier: Apache-2.0
// States of uniform strain with closed forms (Rivlin 1948, doi:10.1098/rsta.1948.0024), incompressible Mooney-Rivlin.
#include <gtest/gtest.h>

#include "core/materials/mooney_rivlin.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/solvers/support/equilibrium.hpp"

namespace spondyl::testing {
namespace {

// K is 1e5 times the shear modulus: strains and stresses lie within about 1e-5 of those of the incompressible solid.
constexpr MooneyRivlin rubber{.c10 = 0.12, .c01 = 0.03, .bulk_modulus = 3e4};
constexpr double incompressible = 2e-5;

TEST(Homogeneous, UniaxialTensionAndCompression) {
    for (const double stretch : {0.5, 0.8, 1.01, 1.5, 2.0}) {
        BoxMesh box = box_mesh({2, 2, 2}, Vec3(2.0, 3.0, 4.0));
        distort_inside(box, 0.2, 3);
        System system;
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        const LoadId load = k.add_load();
        for (int j = 0; j <= 2; ++j) {
            for (int i = 0; i <= 2; ++i) {
                k.prescribe(box.node(0, i, j), 0);
                k.prescribe(box.node(i, 0, j), 1);
                k.prescribe(box.node(i, j, 0), 2);
                k.prescribe(box.node(i, j, 2), 2, load, 4.0 * (stretch - 1.0));
            }
        }
        system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>("block", rubber, box.mesh.nodes, box.hexes()));
        system.prepare();
        const Equilibrium e = find_equilibrium(system, {1.0}, 0.2, 1e-7);
        double force = 0.0;
        for (int j = 0; j <= 2; ++j) {
            for (int i = 0; i <= 2; ++i) force += e.residual[k.node_dof(box.node(i, j, 2), 2)];
        }
        const double nominal = 2.0 * (stretch - 1.0 / (stretch * stretch)) * (rubber.c10 + rubber.c01 / stretch);
        EXPECT_NEAR(force, nominal * 6.0, incompressible * std::abs(nominal * 6.0)) << "stretch " << stretch;
        const Vec3 corner = e.state.positions[box.node(2, 2, 2)];
        EXPECT_NEAR(corner.x(), 2.0 / std::sqrt(stretch), incompressible * 2.0);
        EXPECT_NEAR(corner.y(), 3.0 / std::sqrt(stretch), incompressible * 3.0);
    }
}

// Volume is kept whatever the bulk modulus. x moves by gamma z: shear stress 2 (C10 + C01) gamma and the normal stress
// differences of Rivlin, sxx - szz = 2 (C10 + C01) gamma^2, syy - szz = 2 C01 gamma^2.
TEST(Homogeneous, SimpleShear) {
    constexpr MooneyRivlin soft{.c10 = 0.12, .c01 = 0.03, .bulk_modulus = 30.0};
    for (const double gamma : {1e-3, 0.4, 1.2}) {
        BoxMesh box = box_mesh({3, 2, 3}, Vec3(2.0, 3.0, 4.0));
        distort_inside(box, 0.2, 3);
        System system;
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        const LoadId load = k.add_load();
        for (int n = 0; n < k.node_count(); ++n) {
            if (!box.on_boundary(n)) continue;
            k.prescribe(n, 0, load, gamma * box.mesh.nodes[n].z());
            k.prescribe(n, 1);
            k.prescribe(n, 2);
        }
        const auto& block =
            system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>("block", soft, box.mesh.nodes, box.hexes()));
        system.prepare();
        const Equilibrium e = find_equilibrium(system, {1.0}, 0.5);
        const double c = 2.0 * (soft.c10 + soft.c01);
        for (const SolidSample& s : block.sample(e.state)) {
            EXPECT_NEAR(s.cauchy[5], c * gamma, 1e-9 * c * gamma);
            EXPECT_NEAR(s.cauchy[0] - s.cauchy[2], c * gamma * gamma, 1e-8 * c * gamma);
            EXPECT_NEAR(s.cauchy[1] - s.cauchy[2], 2.0 * soft.c01 * gamma * gamma, 1e-8 * c * gamma);
        }
    }
}

}  // namespace
}  // namespace spondyl::testing
