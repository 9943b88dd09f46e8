// SPDX-License-Identifier: Apache-2.0
// All solid elements on the same problems: patch test, thick cylinder, Cook's membrane and bonded disc, nearly
// incompressible. Elements of other families check the hexahedron with mean dilatation from inside the program.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <cmath>
#include <numbers>

#include "core/materials/neo_hookean.hpp"
#include "core/terms/loads.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/element_box.hpp"
#include "tests/solvers/support/equilibrium.hpp"

namespace spondyl::testing {
namespace {

constexpr double shear = 0.4;
constexpr double bulk = 1e7 * shear;  // incompressible to the digits that are compared

template <SolidElement E>
SolidBlock<E, MooneyRivlin>& add_block(System& system, ElementBox<E>& box, double bulk_modulus) {
    return system.add(std::make_unique<SolidBlock<E, MooneyRivlin>>("block", neo_hookean(shear, bulk_modulus),
                                                                    box.nodes(), box.cells()));
}

template <class E>
class ElementPatchTest : public ::testing::Test {};
TYPED_TEST_SUITE(ElementPatchTest, SolidTypes, ElementName);

// The surface of a box with inner corners out of place follows an affine map of arbitrary constants: inner nodes must
// land on the map and every element carry its one stress.
TYPED_TEST(ElementPatchTest, AnAffineMapIsInEquilibrium) {
    using E = TypeParam;
    Mat3 gradient;
    gradient << 0.21, 0.13, -0.08, -0.05, -0.12, 0.17, 0.11, 0.06, 0.09;
    ElementBox<E> box({2, 2, 2}, Vec3(3.0, 2.5, 2.0), 0.2);
    System system;
    Kinematics& k = system.kinematics;
    k.add_nodes(box.nodes());
    const LoadId load = k.add_load();
    for (int n = 0; n < k.node_count(); ++n) {
        if (!box.box.on_boundary(n)) continue;
        for (int c = 0; c < 3; ++c) k.prescribe(n, c, load, (gradient * k.reference()[n])[c]);
    }
    const auto& block = add_block<E>(system, box, 30.0);
    system.prepare();
    const Equilibrium e = find_equilibrium(system, {1.0}, 0.5);
    for (int n = 0; n < k.node_count(); ++n) {
        EXPECT_LT((e.state.positions[n] - k.reference()[n] - gradient * k.reference()[n]).norm(), 1e-9) << "node " << n;
    }
    const auto samples = block.sample(e.state);
    for (const SolidSample& sample : samples) {
        for (int s = 0; s < 6; ++s) EXPECT_NEAR(sample.cauchy[s], samples[0].cauchy[s], 1e-8);
    }
}

// Pressure in the bore of a quarter of a thick cylinder widened from 2 to 3 mm (thick_cylinder_test.cpp), n cells
// across.
template <SolidElement E>
double bore_pressure(int n, double widened) {
    ElementBox<E> box({n, 2 * n, 1}, Vec3::Ones());
    System system;
    Kinematics& k = system.kinematics;
    const std::vector<Vec3> unit = box.nodes();
    box.map([](const Vec3& x) {
        const double radius = 2.0 * std::pow(2.5, x.x());
        const double angle = 0.5 * std::numbers::pi * x.y();
        return Vec3(radius * std::cos(angle), radius * std::sin(angle), x.z());
    });
    k.add_nodes(box.nodes());
    const LoadId load = k.add_load();
    for (int node = 0; node < k.node_count(); ++node) {
        const Vec3& at = unit[static_cast<std::size_t>(node)];
        k.prescribe(node, 2);
        for (const int c : {0, 1}) {
            if (at.x() == 0.0) {
                k.prescribe(node, c, load, (widened / 2.0 - 1.0) * k.reference()[node][c]);
            } else if ((at.y() == 0.0 && c == 1) || (at.y() == 1.0 && c == 0)) {
                k.prescribe(node, c);
            }
        }
    }
    add_block<E>(system, box, bulk);
    system.prepare();
    const Equilibrium e = find_equilibrium(system, {1.0}, 0.25, 1e-7);
    double radial = 0.0;
    for (int node = 0; node < k.node_count(); ++node) {
        const Vec3& at = unit[static_cast<std::size_t>(node)];
        if (at.x() != 0.0) continue;
        const double angle = 0.5 * std::numbers::pi * at.y();
        radial += std::cos(angle) * e.residual[k.node_dof(node, 0)] + std::sin(angle) * e.residual[k.node_dof(node, 1)];
    }
    return radial / (0.5 * std::numbers::pi * widened);
}

// Relative errors of meshes with n and 2 n cells across the wall.
template <SolidElement E>
std::array<double, 2> bore_errors(int n) {
    constexpr double widened = 2.4;
    const double k = widened * widened - 4.0;
    const double b = std::sqrt(25.0 + k);
    const double exact =
        shear * (std::log(5.0 * widened / (2.0 * b)) + 0.5 * k * (1.0 / (widened * widened) - 1.0 / (b * b)));
    const std::array errors = {bore_pressure<E>(n, widened) / exact - 1.0,
                               bore_pressure<E>(2 * n, widened) / exact - 1.0};
    return errors;
}

template <SolidElement E>
struct FaceOf;
template <>
struct FaceOf<Hex8> {
    using Face = Quad4;
};
template <>
struct FaceOf<Hex20> {
    using Face = Quad8;
};
template <>
struct FaceOf<Tet4> {
    using Face = Tri3;
};
template <>
struct FaceOf<Tet10> {
    using Face = Tri6;
};

// Vertical motion of the upper right corner of Cook's membrane (locking_test.cpp) per unit force, times Young's
// modulus.
template <SolidElement E>
double corner_motion(int n) {
    ElementBox<E> box({n, n, 1}, Vec3::Ones());
    box.map([](const Vec3& x) {
        const double lower = 44.0 * x.x();
        return Vec3(48.0 * x.x(), lower + (44.0 - 28.0 * x.x()) * x.y(), x.z());
    });
    System system;
    Kinematics& k = system.kinematics;
    k.add_nodes(box.nodes());
    const LoadId load = k.add_load();
    for (int node = 0; node < k.node_count(); ++node) {
        k.prescribe(node, 2);
        if (k.reference()[node].x() == 0.0) {
            for (const int c : {0, 1}) k.prescribe(node, c);
        }
    }
    constexpr double force = 1e-4;  // small strain
    using Face = typename FaceOf<E>::Face;
    std::vector<double> share(box.nodes().size(), 0.0);
    for (const Cell<Face>& face : cells_of<Face>(box.box.mesh.face_sets.at("right"))) {
        const auto x = positions_of<Face>(face, box.nodes());
        for (const auto& q : Face::quadrature()) {
            const auto j = jacobian<Face>(x, Face::gradient(q.at));
            const auto shape = Face::shape(q.at);
            const double area = q.weight * j.col(0).cross(j.col(1)).norm();
            for (std::size_t i = 0; i < shape.size(); ++i) share[face[i]] += shape[i] * area / 16.0;
        }
    }
    for (int node = 0; node < k.node_count(); ++node) {
        if (share[node] != 0.0) {
            system.add(std::make_unique<DeadForce>(node, Vec3(0.0, share[node] * force, 0.0), load));
        }
    }
    const double nu = 0.4999;
    add_block<E>(system, box, bulk_modulus(2.0 * shear * (1.0 + nu), nu));
    system.prepare();
    const Equilibrium e = find_equilibrium(system, {1.0}, 1.0, 1e-7);
    double motion = 0.0;
    for (int node = 0; node < k.node_count(); ++node) {
        const Vec3& x = k.reference()[node];
        if (x.x() == 48.0 && x.y() == 60.0 && x.z() == 0.0) motion = e.state.positions[node].y() - 60.0;
    }
    return motion / force * 3.0 * shear;
}

// Apparent modulus over Young's modulus of a bonded disc of shape factor 1.5 (bonded_disc_test.cpp), n x n x n/2 cells
// in a quarter of its upper half.
template <SolidElement E>
double apparent_modulus(int n) {
    constexpr double height = 2.0;
    constexpr double radius = 2.0 * height * 1.5;
    ElementBox<E> box({n, n, n / 2}, Vec3::Ones());
    const std::vector<Vec3> unit = box.nodes();
    box.map([](const Vec3& x) {
        const double m = std::max(x.x(), x.y());
        const double norm = std::hypot(x.x(), x.y());
        const double arc = norm > 0.0 ? m / norm : 0.0;
        const double scale = radius * (m * m * arc + (1.0 - m * m) * 0.85);
        return Vec3(scale * x.x(), scale * x.y(), 0.5 * height * x.z());
    });
    System system;
    Kinematics& k = system.kinematics;
    k.add_nodes(box.nodes());
    const LoadId load = k.add_load();
    constexpr double strain = 1e-4;
    for (int node = 0; node < k.node_count(); ++node) {
        const Vec3& at = unit[static_cast<std::size_t>(node)];
        const bool bonded = at.z() == 1.0;
        if (bonded || at.x() == 0.0) k.prescribe(node, 0);
        if (bonded || at.y() == 0.0) k.prescribe(node, 1);
        if (bonded) k.prescribe(node, 2, load, -0.5 * strain * height);
        if (at.z() == 0.0) k.prescribe(node, 2);
    }
    add_block<E>(system, box, bulk);
    system.prepare();
    const Equilibrium e = find_equilibrium(system, {1.0}, 1.0, 1e-6);
    double reaction = 0.0;
    for (int node = 0; node < k.node_count(); ++node) {
        if (unit[static_cast<std::size_t>(node)].z() == 1.0) reaction -= e.residual[k.node_dof(node, 2)];
    }
    const double area = 0.25 * std::numbers::pi * radius * radius;
    return reaction / (area * strain) / (3.0 * shear);
}

// Smooth everywhere: the reaction, a derivative of the energy, converges with twice the order of the strains, limited
// by the order of the pressure. Linear triangles drawn out along z cannot widen without changing their volume.
TEST(ElementComparison, PressureInTheBoreConvergesWithTheOrderOfTheElement) {
    const auto hex8 = bore_errors<Hex8>(4);
    EXPECT_NEAR(observed_order(hex8[0], hex8[1]), 2.0, 0.1);
    // With one cell more the finer mesh is as wrong as rounding lets an equilibrium be known at this bulk modulus.
    const auto hex20 = bore_errors<Hex20>(3);
    EXPECT_NEAR(observed_order(hex20[0], hex20[1]), 4.0, 0.3);
    EXPECT_LT(std::abs(hex20[0]), 1e-5);
    const auto tet10 = bore_errors<Tet10>(4);
    EXPECT_NEAR(observed_order(tet10[0], tet10[1]), 2.0, 0.4);
    EXPECT_LT(std::abs(tet10[0]), 1e-4);
    EXPECT_GT(bore_errors<Tet4>(4)[0], 10.0);
    EXPECT_GT(bore_errors<Wedge6>(4)[0], 10.0);
}

// Elements of three families on meshes of equally many nodes along a side; the clamped corner keeps all of them from
// more than first order. Tetrahedra of four nodes lock.
TEST(ElementComparison, CooksMembraneIsTheSameInAllElementsThatDoNotLock) {
    const double hex8 = corner_motion<Hex8>(32);
    const double hex20 = corner_motion<Hex20>(16);
    const double tet10 = corner_motion<Tet10>(16);
    SCOPED_TRACE(::testing::Message() << "hex8 " << hex8 << ", hex20 " << hex20 << ", tet10 " << tet10);
    EXPECT_NEAR(hex8, hex20, 2e-3 * hex20);
    EXPECT_NEAR(tet10, hex20, 2e-3 * hex20);
    EXPECT_LT(corner_motion<Tet4>(16), 0.6 * hex20);
}

// The pressure falls from the middle to the rim: one pressure per element is coarse for it, in tetrahedra of ten nodes,
// which bend more freely, on the soft side.
TEST(ElementComparison, BondedDiscIsTheSameInAllElementsThatDoNotLock) {
    const double hex20 = apparent_modulus<Hex20>(8);
    const double hex8 = apparent_modulus<Hex8>(12);
    const double wedge6 = apparent_modulus<Wedge6>(12);
    const double coarse = apparent_modulus<Tet10>(4);
    const double fine = apparent_modulus<Tet10>(8);
    SCOPED_TRACE(::testing::Message() << "hex20 " << hex20 << ", hex8 " << hex8 << ", wedge6 " << wedge6 << ", tet10 "
                                      << coarse << ", " << fine);
    EXPECT_NEAR(hex8, hex20, 0.01 * hex20);
    EXPECT_NEAR(wedge6, hex20, 0.04 * hex20);
    EXPECT_NEAR(fine, hex20, 0.05 * hex20);
    EXPECT_LT(std::abs(fine - hex20), 0.6 * std::abs(coarse - hex20));  // at least first order
    EXPECT_GT(apparent_modulus<Tet4>(6), 100.0 * hex20);
}

}  // namespace
}  // namespace spondyl::testing
