// SPDX-License-Identifier: Apache-2.0
#include "core/terms/membrane.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include "core/error.hpp"
#include "core/system/rotation.hpp"
#include "tests/core/support/derivative_checks.hpp"

namespace spondyl::testing {
namespace {

constexpr double youngs_modulus = 50.0;
constexpr double poisson_ratio = 0.3;
constexpr double thickness = 0.4;

// A patch of n x n quads on the graph of a function over [0, 4] x [0, 3] mm; inner nodes out of place.
template <class Height>
std::vector<Vec3> patch_nodes(int n, Height height) {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> shift(-0.2, 0.2);
    std::vector<Vec3> nodes;
    for (int j = 0; j <= n; ++j) {
        for (int i = 0; i <= n; ++i) {
            const bool inside = i > 0 && i < n && j > 0 && j < n;
            const double x = 4.0 * (i + (inside ? shift(random) : 0.0)) / n;
            const double y = 3.0 * (j + (inside ? shift(random) : 0.0)) / n;
            nodes.emplace_back(x, y, height(x, y));
        }
    }
    return nodes;
}

std::vector<Quad> patch_quads(int n) {
    std::vector<Quad> quads;
    for (int j = 0; j < n; ++j) {
        for (int i = 0; i < n; ++i) {
            const int a = j * (n + 1) + i;
            quads.push_back({a, a + 1, a + n + 2, a + n + 1});
        }
    }
    return quads;
}

class MembraneTest : public ::testing::Test {
  protected:
    void build(const std::vector<Vec3>& nodes, int n, int tied) {
        Kinematics& k = system.kinematics;
        k.add_nodes(nodes);
        if (tied > 0) {
            const int body = k.add_body(Vec3(-1.0, 0.5, 0.7));
            for (int i = 0; i < tied; ++i) k.tie(i, body);
        }
        k.prescribe(k.node_count() - 1, 2);
        system.add(
            std::make_unique<Membrane<Quad4>>("skin", nodes, patch_quads(n), youngs_modulus, poisson_ratio, thickness));
        system.prepare();
    }
    System system;
};

double saddle(double x, double y) {
    return 0.2 * x * x - 0.15 * x * y;
}

TEST_F(MembraneTest, DerivativesAreConsistentOnACurvedSurface) {
    build(patch_nodes(3, saddle), 3, 0);
    const Kinematics& k = system.kinematics;
    std::mt19937 random(3);
    const State shaken = moved(k, k.rest(), 0.2 * random_direction(k, random));
    expect_consistent(system, turned(k, shaken, rotation_exp(Vec3(1.7, -1.6, 1.8))));
}

TEST_F(MembraneTest, DerivativesAreConsistentForNodesOnATurnedBody) {
    build(patch_nodes(3, saddle), 3, 6);
    const Kinematics& k = system.kinematics;
    std::mt19937 random(4);
    const State shaken = moved(k, k.rest(), 0.2 * random_direction(k, random));
    expect_consistent(system, turned(k, shaken, rotation_exp(Vec3(1.7, -1.6, 1.8))));
}

TEST_F(MembraneTest, RigidMotionCostsNothing) {
    build(patch_nodes(3, saddle), 3, 4);
    const Kinematics& k = system.kinematics;
    Assembly a = system.make_assembly();
    system.evaluate(turned(k, k.rest(), rotation_exp(Vec3(1.7, -1.6, 1.8))), {.energy = true}, a);
    EXPECT_LT(a.residual.lpNorm<Eigen::Infinity>(), 1e-12 * youngs_modulus);
    EXPECT_NEAR(a.energy, 0.0, 1e-25 * youngs_modulus);
}

// A plane patch, tilted in space, under one finite affine map: the energy is that of the uniform strain and no inner
// node feels a force, whatever the shapes of the quads.
TEST_F(MembraneTest, FiniteAffineMapOfADistortedPatchIsInEquilibrium) {
    const Mat3 tilt = rotation_exp(Vec3(0.4, -0.8, 0.3));
    std::vector<Vec3> nodes = patch_nodes(4, [](double, double) { return 0.0; });
    Mat3 gradient;
    gradient << 1.3, 0.2, 0.1, -0.1, 0.9, 0.2, 0.3, 0.1, 1.1;
    for (Vec3& x : nodes) x = tilt * x;
    build(nodes, 4, 0);
    const Kinematics& k = system.kinematics;
    State state = k.rest();
    for (Vec3& x : state.positions) x = gradient * x;
    Assembly a = system.make_assembly();
    system.evaluate(state, {.energy = true}, a);

    const Eigen::Matrix<double, 3, 2> f = gradient * tilt.leftCols<2>();
    const Eigen::Matrix2d e = 0.5 * (f.transpose() * f - Eigen::Matrix2d::Identity());
    const double density = 0.5 * youngs_modulus / (1.0 - poisson_ratio * poisson_ratio) *
                           ((1.0 - poisson_ratio) * e.squaredNorm() + poisson_ratio * e.trace() * e.trace());
    EXPECT_NEAR(a.energy, density * thickness * 12.0, 1e-12 * a.energy);
    for (int j = 1; j < 4; ++j) {
        for (int i = 1; i < 4; ++i) {
            for (int c = 0; c < 3; ++c) {
                const int dof = k.node_dof(5 * j + i, c);
                EXPECT_LT(std::abs(a.residual[dof]), 1e-13 * a.magnitude[dof]);
            }
        }
    }
}

// Hooke's law of a plane strip at small strain: free edges, sigma = E eps, width change -nu eps.
TEST_F(MembraneTest, SmallUniaxialStrainGivesYoungsModulus) {
    const std::vector<Vec3> nodes = patch_nodes(2, [](double, double) { return 0.0; });
    build(nodes, 2, 0);
    const Kinematics& k = system.kinematics;
    constexpr double strain = 1e-7;
    State state = k.rest();
    for (Vec3& x : state.positions) x += Vec3(strain * x.x(), -poisson_ratio * strain * x.y(), 0.0);
    const Eigen::VectorXd r = residual_at(system, state);
    double pull = 0.0;
    double side = 0.0;
    for (int i = 0; i < 3; ++i) {
        pull += r[k.node_dof(3 * i + 2, 0)];
        side += r[k.node_dof(6 + i, 1)];
    }
    EXPECT_NEAR(pull, youngs_modulus * strain * 3.0 * thickness, 1e-6 * pull);
    EXPECT_NEAR(side, 0.0, 1e-6 * pull);
}

TEST_F(MembraneTest, AFoldedQuadIsRefused) {
    const std::vector<Vec3> nodes = {{0, 0, 0}, {1, 0, 0}, {0.2, 0.2, 0}, {0, 1, 0}};
    EXPECT_THROW(Membrane<Quad4>("skin", nodes, {{0, 1, 2, 3}}, youngs_modulus, poisson_ratio, thickness),
                 InternalError);
}

}  // namespace
}  // namespace spondyl::testing
