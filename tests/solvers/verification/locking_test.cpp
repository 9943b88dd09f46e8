// SPDX-License-Identifier: Apache-2.0
// Cook's membrane (Cook 1974, doi:10.1061/JSDEAG.0003877) in plane strain, nearly incompressible: a tapered panel
// clamped at one end and sheared at the other. Elements that lock are far too stiff in it.
#include <gtest/gtest.h>

#include "core/materials/compressible_neo_hookean.hpp"
#include "core/materials/neo_hookean.hpp"
#include "core/terms/loads.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/solvers/support/equilibrium.hpp"

namespace spondyl::testing {
namespace {

constexpr double youngs_modulus = 1.0;
constexpr double poisson_ratio = 0.4999;
constexpr double force = 1e-4;  // small strain

// Vertical motion of the upper right corner, per unit force.
template <class Material>
double corner_motion(const Material& material, int n) {
    BoxMesh box = box_mesh({n, n, 1}, Vec3::Ones());
    for (Vec3& x : box.mesh.nodes) {
        const double lower = 44.0 * x.x();
        const double upper = 44.0 + 16.0 * x.x();
        x = Vec3(48.0 * x.x(), lower + (upper - lower) * x.y(), x.z());
    }
    System system;
    Kinematics& k = system.kinematics;
    k.add_nodes(box.mesh.nodes);
    const LoadId load = k.add_load();
    for (int node = 0; node < k.node_count(); ++node) k.prescribe(node, 2);
    for (int z = 0; z <= 1; ++z) {
        for (int j = 0; j <= n; ++j) {
            for (const int c : {0, 1}) k.prescribe(box.node(0, j, z), c);
            const double share = (j == 0 || j == n ? 0.5 : 1.0) / n / 2.0;
            system.add(std::make_unique<DeadForce>(box.node(n, j, z), Vec3(0.0, share * force, 0.0), load));
        }
    }
    system.add(std::make_unique<SolidBlock<Hex8, Material>>("panel", material, box.mesh.nodes, box.hexes()));
    system.prepare();
    const Equilibrium e = find_equilibrium(system, {1.0}, 1.0, 1e-7);
    return (e.state.positions[box.node(n, n, 0)].y() - 60.0) / force;
}

TEST(Locking, CooksMembraneConvergesOnCoarseMeshes) {
    const MooneyRivlin solid = neo_hookean_from_youngs(youngs_modulus, poisson_ratio);
    const double m8 = corner_motion(solid, 8);
    const double m16 = corner_motion(solid, 16);
    const double m32 = corner_motion(solid, 32);
    const double reference = m32 + (m32 - m16) / 3.0;
    EXPECT_GT(m8, 0.94 * reference);
    EXPECT_GT(m16, 0.98 * reference);
    EXPECT_LT(m8, m16);
    EXPECT_LT(m16, m32);
    // The same element without mean dilatation, the same constants: it locks.
    const CompressibleNeoHookean locking{.youngs_modulus = youngs_modulus, .poisson_ratio = poisson_ratio};
    EXPECT_LT(corner_motion(locking, 16), 0.7 * reference);
}

}  // namespace
}  // namespace spondyl::testing
