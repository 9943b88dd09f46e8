// SPDX-License-Identifier: Apache-2.0
// Patch tests: a box with its inner nodes shaken out of place, its surface moved by one affine map of arbitrary
// constants. Inner nodes must land on the map and every element must carry the one stress that belongs to it.
#include <gtest/gtest.h>

#include "core/terms/membrane.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/core/support/sample_materials.hpp"
#include "tests/solvers/support/equilibrium.hpp"

namespace spondyl::testing {
namespace {

Mat3 affine_gradient() {
    Mat3 g;
    g << 0.21, 0.13, -0.08, -0.05, -0.12, 0.17, 0.11, 0.06, 0.09;
    return g;
}
const Vec3 affine_shift(0.3, -0.7, 0.2);

template <class Material>
class PatchTest : public ::testing::Test {};

using Materials = ::testing::Types<CompressibleNeoHookean, MooneyRivlin, HolzapfelGasserOgden, FibreAnnulus>;
TYPED_TEST_SUITE(PatchTest, Materials);

template <class Material>
SymTensor<double> cauchy(const Mat3& gradient) {
    Tensor<double> f;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) f[i][j] = gradient(i, j) + (i == j ? 1.0 : 0.0);
    }
    const Material material = Sample<Material>::material();
    const double j = determinant(f);
    SymTensor<double> stress = material(f, Sample<Material>::points(1)[0]).tau;
    for (int s = 0; s < 6; ++s) stress[s] = stress[s] / j + (s < 3 ? material.bulk_modulus * (j - 1.0) : 0.0);
    return stress;
}

template <class Material>
void expect_patch(double size) {
    BoxMesh box = box_mesh({3, 3, 3}, Vec3(3.0, 2.5, 2.0));
    distort_inside(box, 0.2, 17);
    System system;
    Kinematics& k = system.kinematics;
    k.add_nodes(box.mesh.nodes);
    const LoadId load = k.add_load();
    const Mat3 gradient = size * affine_gradient();
    const auto displacement = [&](int n) -> Vec3 { return gradient * box.mesh.nodes[n] + affine_shift; };
    for (int n = 0; n < k.node_count(); ++n) {
        if (!box.on_boundary(n)) continue;
        for (int c = 0; c < 3; ++c) k.prescribe(n, c, load, displacement(n)[c]);
    }
    const auto& block = system.add(
        std::make_unique<SolidBlock<Hex8, Material>>("patch", Sample<Material>::material(), box.mesh.nodes, box.hexes(),
                                                     Sample<Material>::points(box.hexes().size())));
    system.prepare();
    const Equilibrium e = find_equilibrium(system, {1.0}, 0.5);
    for (int n = 0; n < k.node_count(); ++n) {
        const Vec3 expected = box.mesh.nodes[n] + displacement(n);
        EXPECT_LT((e.state.positions[n] - expected).norm(), 1e-9 * size) << "node " << n;
    }
    const SymTensor<double> expected = cauchy<Material>(gradient);
    double scale = 0.0;
    for (const double s : expected.v) scale = std::max(scale, std::abs(s));
    for (const SolidSample& sample : block.sample(e.state)) {
        for (int s = 0; s < 6; ++s) EXPECT_NEAR(sample.cauchy[s], expected[s], 1e-8 * scale) << "component " << s;
    }
}

TYPED_TEST(PatchTest, SmallStrain) {
    expect_patch<TypeParam>(1e-4);
}

TYPED_TEST(PatchTest, FiniteStrain) {
    expect_patch<TypeParam>(1.0);
}

// The skin has no stiffness across its plane until it is stretched: z is prescribed for all, x and y are found.
TEST(MembranePatchTest, InnerNodesLandOnTheAffineMap) {
    const BoxMesh box = box_mesh({4, 4, 1}, Vec3(4.0, 3.0, 1.0));
    std::vector<Vec3> nodes(box.mesh.nodes.begin(), box.mesh.nodes.begin() + 25);
    std::mt19937 random(5);
    std::uniform_real_distribution<double> shift(-0.2, 0.2);
    System system;
    Kinematics& k = system.kinematics;
    std::vector<Quad> quads;
    const auto inner = [](int n) { return n % 5 > 0 && n % 5 < 4 && n / 5 > 0 && n / 5 < 4; };
    for (int n = 0; n < 25; ++n) {
        if (inner(n)) nodes[n] += Vec3(shift(random), shift(random), 0.0);
        if (n % 5 < 4 && n / 5 < 4) quads.push_back({n, n + 1, n + 6, n + 5});
    }
    k.add_nodes(nodes);
    const LoadId load = k.add_load();
    const Mat3 gradient = affine_gradient();
    for (int n = 0; n < 25; ++n) {
        for (int c = inner(n) ? 2 : 0; c < 3; ++c) k.prescribe(n, c, load, (gradient * nodes[n])[c]);
    }
    system.add(std::make_unique<Membrane<Quad4>>("skin", nodes, quads, 20.0, 0.3, 0.5));
    system.prepare();
    const Equilibrium e = find_equilibrium(system, {1.0}, 0.5);
    for (int n = 0; n < 25; ++n) {
        EXPECT_LT((e.state.positions[n] - nodes[n] - gradient * nodes[n]).norm(), 1e-9) << "node " << n;
    }
}

}  // namespace
}  // namespace spondyl::testing
