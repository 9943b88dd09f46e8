// SPDX-License-Identifier: Apache-2.0
// Thick-walled cylinder of incompressible neo-Hookean rubber in plane strain, its bore widened from A to a. With
// r^2 = R^2 + k, k = a^2 - A^2, equilibrium integrates to the pressure in the bore
//   p = mu [ ln(B a / (A b)) + k/2 (1/a^2 - 1/b^2) ]
// (Green and Zerna, Theoretical Elasticity (1968), section 3.9, for W = mu/2 (I1 - 3)). Smooth everywhere, so that the
// error must fall with the square of the cell size.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "core/materials/neo_hookean.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/solvers/support/equilibrium.hpp"

namespace spondyl::testing {
namespace {

constexpr double inner = 2.0;
constexpr double outer = 5.0;
constexpr double cylinder_length = 1.0;
constexpr double cylinder_shear = 0.5;

struct Bore {
    double pressure = 0.0;      // MPa, on the current wall
    double outer_radius = 0.0;  // mm
};

// A quarter of the ring with n cells across the wall, one layer.
Bore widen(int n, double widened) {
    const int around = 2 * n;
    std::vector<Vec3> nodes;
    std::vector<Cell<Hex8>> cells;
    const auto node = [&](int r, int t, int z) { return (z * (around + 1) + t) * (n + 1) + r; };
    for (int z = 0; z <= 1; ++z) {
        for (int t = 0; t <= around; ++t) {
            for (int r = 0; r <= n; ++r) {
                // Geometric spacing keeps cells near the bore as square as those outside.
                const double radius = inner * std::pow(outer / inner, static_cast<double>(r) / n);
                const double angle = 0.5 * std::numbers::pi * t / around;
                nodes.emplace_back(radius * std::cos(angle), radius * std::sin(angle), cylinder_length * z);
            }
        }
    }
    for (int t = 0; t < around; ++t) {
        for (int r = 0; r < n; ++r) {
            cells.push_back({node(r, t, 0), node(r + 1, t, 0), node(r + 1, t + 1, 0), node(r, t + 1, 0), node(r, t, 1),
                             node(r + 1, t, 1), node(r + 1, t + 1, 1), node(r, t + 1, 1)});
        }
    }
    System system;
    Kinematics& k = system.kinematics;
    k.add_nodes(nodes);
    const LoadId load = k.add_load();
    for (int z = 0; z <= 1; ++z) {
        for (int t = 0; t <= around; ++t) {
            for (int r = 0; r <= n; ++r) {
                const Vec3& x = nodes[node(r, t, z)];
                k.prescribe(node(r, t, z), 2);
                for (const int c : {0, 1}) {
                    if (r == 0) {
                        k.prescribe(node(r, t, z), c, load, (widened / inner - 1.0) * x[c]);
                    } else if ((t == 0 && c == 1) || (t == around && c == 0)) {
                        k.prescribe(node(r, t, z), c);
                    }
                }
            }
        }
    }
    system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>(
        "ring", neo_hookean(cylinder_shear, 1e5 * cylinder_shear), nodes, cells));
    system.prepare();
    const Equilibrium e = find_equilibrium(system, {1.0}, 0.25, 1e-7);
    double radial = 0.0;
    for (int z = 0; z <= 1; ++z) {
        for (int t = 0; t <= around; ++t) {
            const int at = node(0, t, z);
            const double angle = 0.5 * std::numbers::pi * t / around;
            // On the planes of symmetry the tangential reaction belongs to the other quarters.
            radial += std::cos(angle) * e.residual[k.node_dof(at, 0)] + std::sin(angle) * e.residual[k.node_dof(at, 1)];
        }
    }
    return {radial / (0.5 * std::numbers::pi * widened * cylinder_length), e.state.positions[node(n, 0, 0)].x()};
}

TEST(ThickCylinder, PressureInTheBoreConvergesWithSecondOrder) {
    for (const double widened : {2.02, 3.0}) {
        const double k = widened * widened - inner * inner;
        const double b = std::sqrt(outer * outer + k);
        const double exact = cylinder_shear * (std::log(outer * widened / (inner * b)) +
                                               0.5 * k * (1.0 / (widened * widened) - 1.0 / (b * b)));
        const Bore coarse = widen(4, widened);
        const Bore middle = widen(8, widened);
        const Bore fine = widen(16, widened);
        const double errors[3] = {coarse.pressure / exact - 1.0, middle.pressure / exact - 1.0,
                                  fine.pressure / exact - 1.0};
        SCOPED_TRACE(::testing::Message() << "errors " << errors[0] << ", " << errors[1] << ", " << errors[2]);
        EXPECT_NEAR(observed_order(errors[0], errors[1]), 2.0, 0.2);
        EXPECT_NEAR(observed_order(errors[1], errors[2]), 2.0, 0.1);
        EXPECT_LT(std::abs(errors[2]), 5e-3);
        // What is left after extrapolation is the compressibility, mu/K = 1e-5 times the amplification of a thick wall,
        // and the fourth order of the discretisation.
        EXPECT_NEAR(richardson(middle.pressure, fine.pressure), exact, 3e-4 * exact);
        EXPECT_NEAR(fine.outer_radius, b, 1e-3 * (b - outer) + 2e-3 * (widened - inner));
    }
}

}  // namespace
}  // namespace spondyl::testing
