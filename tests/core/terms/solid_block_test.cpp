// SPDX-License-Identifier: Apache-2.0
#include "core/terms/solid_block.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include "core/system/rotation.hpp"
#include "tests/core/support/derivative_checks.hpp"
#include "tests/core/support/element_box.hpp"
#include "tests/core/support/sample_materials.hpp"

namespace spondyl::testing {
namespace {

const Mat3 large_turn = rotation_exp(Vec3(1.7, -1.6, 1.8));  // 169 degrees

enum class BlockTies { none, one_body, two_bodies };

template <SolidElement E, class M>
struct Kind {
    using Element = E;
    using Material = M;
};

template <class K>
class SolidBlockTest : public ::testing::Test {
  protected:
    using Element = typename K::Element;
    using Material = typename K::Material;

    // A distorted box, 4 x 3 x 2 mm. Bodies hold the nodes left and right of it; with two bodies some elements touch
    // both. One face component is prescribed, so that the coupling is tested as well.
    void build(BlockTies ties) {
        ElementBox<Element> box({ties == BlockTies::two_bodies ? 1 : 3, 3, 2}, Vec3(4.0, 3.0, 2.0));
        distort_inside(box.box, Element::nodes > 8 ? 0.05 : 0.15, 7);
        const std::vector<Vec3>& nodes = box.nodes();
        Kinematics& k = system.kinematics;
        k.add_nodes(nodes);
        const auto tie_all = [&](const Vec3& centre, auto&& holds) {
            const int body = k.add_body(centre);
            for (int n = 0; n < k.node_count(); ++n) {
                if (holds(nodes[static_cast<std::size_t>(n)])) k.tie(n, body);
            }
        };
        if (ties != BlockTies::none) {
            tie_all(Vec3(-1.0, 1.0, 2.0), [](const Vec3& x) { return x.x() == 0.0 && x.y() < 2.5; });
        }
        if (ties == BlockTies::two_bodies) {
            tie_all(Vec3(5.0, 1.0, 0.0), [](const Vec3& x) { return x.x() == 4.0 && x.y() > 0.5; });
        }
        k.prescribe(box.box.node(0, 3, 0), 1);
        k.prescribe(box.box.node(0, 3, 1), 2);
        const auto cells = box.cells();
        block = &system.add(std::make_unique<SolidBlock<Element, Material>>(
            "block", Sample<Material>::material(), nodes, cells, Sample<Material>::points(cells.size())));
        system.prepare();
    }

    // Stretched by 8 % along the fibres' bisector, shaken by up to 0.03 mm and rad (0.01 where nodes stand closer),
    // then turned by 169 degrees: every fibre stays inside one branch of its law.
    State strained() {
        const Kinematics& k = system.kinematics;
        State state = k.rest();
        Eigen::VectorXd stretch = Eigen::VectorXd::Zero(k.total_count());
        for (int n = 0; n < k.node_count(); ++n) {
            if (k.body_of(n) < 0) stretch[k.node_dof(n, 0)] = 0.08 * k.reference()[n].x();
        }
        for (int b = 0; b < k.body_count(); ++b) stretch[k.body_dof(b, 0)] = b == 0 ? 0.0 : 0.32;
        k.apply(stretch, state);
        std::mt19937 random(11);
        k.apply((Element::nodes > 8 ? 0.01 : 0.03) * random_direction(k, random), state);
        return turned(k, state, large_turn);
    }

    System system;
    SolidBlock<Element, Material>* block = nullptr;
};

// Every material in one element, every element with one material.
using BlockKinds =
    ::testing::Types<Kind<Hex8, CompressibleNeoHookean>, Kind<Hex8, MooneyRivlin>, Kind<Hex8, HolzapfelGasserOgden>,
                     Kind<Hex8, FibreAnnulus>, Kind<Hex8, Prony<FibreAnnulus>>, Kind<Hex20, FibreAnnulus>,
                     Kind<Tet4, CompressibleNeoHookean>, Kind<Tet10, MooneyRivlin>, Kind<Wedge6, MooneyRivlin>>;
TYPED_TEST_SUITE(SolidBlockTest, BlockKinds);

TYPED_TEST(SolidBlockTest, DerivativesAreConsistentForFreeNodes) {
    this->build(BlockTies::none);
    expect_consistent(this->system, this->strained(), 1e-4);
}

TYPED_TEST(SolidBlockTest, DerivativesAreConsistentForNodesOnOneTurnedBody) {
    this->build(BlockTies::one_body);
    expect_consistent(this->system, this->strained(), 1e-4);
}

TYPED_TEST(SolidBlockTest, DerivativesAreConsistentForElementsBetweenTwoTurnedBodies) {
    this->build(BlockTies::two_bodies);
    expect_consistent(this->system, this->strained(), 1e-4);
}

TYPED_TEST(SolidBlockTest, RigidMotionCostsNothing) {
    this->build(BlockTies::one_body);
    const Kinematics& k = this->system.kinematics;
    State state = turned(k, k.rest(), large_turn);
    for (Vec3& x : state.positions) x += Vec3(100.0, -50.0, 20.0);
    for (Vec3& q : state.body_translation) q += Vec3(100.0, -50.0, 20.0);
    Assembly a = this->system.make_assembly();
    this->system.evaluate(state, {.tangent = true, .energy = true}, a);
    const double stiffness = *std::max_element(a.free.value.begin(), a.free.value.end());  // N/mm
    // Coordinates of 100 mm carry 1e-14 mm of rounding.
    EXPECT_LT(a.residual.lpNorm<Eigen::Infinity>(), 1e-12 * stiffness);
    // Invariants of size 3 cancel to their last bits.
    EXPECT_NEAR(a.energy, 0.0, 1e-15 * stiffness);
    EXPECT_NEAR(a.smallest_volume_ratio, 1.0, 1e-12);
}

TYPED_TEST(SolidBlockTest, ForcesTurnWithTheBlock) {
    this->build(BlockTies::none);
    const Kinematics& k = this->system.kinematics;
    const State state = this->strained();
    const State turned_state = turned(k, state, large_turn);
    Assembly before = this->system.make_assembly();
    Assembly after = this->system.make_assembly();
    this->system.evaluate(state, {.energy = true}, before);
    this->system.evaluate(turned_state, {.energy = true}, after);
    EXPECT_NEAR(after.energy, before.energy, 1e-12 * before.energy);
    const double scale = before.residual.lpNorm<Eigen::Infinity>();
    for (int n = 0; n < k.node_count(); ++n) {
        Vec3 f;
        Vec3 g;
        for (int c = 0; c < 3; ++c) {
            f[c] = before.residual[k.node_dof(n, c)];
            g[c] = after.residual[k.node_dof(n, c)];
        }
        EXPECT_LT((g - large_turn * f).norm(), 1e-11 * scale) << "node " << n;
    }
}

// The pressures of Newton's iterates stand in the tangent alone; where they are those of the positions, it is the same.
TYPED_TEST(SolidBlockTest, InternalPressuresStandInTheTangentAlone) {
    for (const BlockTies ties : {BlockTies::none, BlockTies::one_body}) {
        System unused;
        std::swap(this->system, unused);
        this->build(ties);
        const Kinematics& k = this->system.kinematics;
        State state = this->strained();
        this->system.apply(Eigen::VectorXd::Zero(k.total_count()), 1.0, state);
        Assembly plain = this->system.make_assembly();
        Assembly iterate = this->system.make_assembly();
        this->system.evaluate(state, {.tangent = true}, plain);
        this->system.evaluate(state, {.tangent = true, .iterates = true}, iterate);
        const double stiffness = *std::ranges::max_element(plain.free.value);
        const auto difference = [&] {
            double largest = 0.0;
            for (std::size_t e = 0; e < plain.free.value.size(); ++e) {
                largest = std::max(largest, std::abs(plain.free.value[e] - iterate.free.value[e]));
            }
            return largest;
        };
        EXPECT_LT(difference(), 1e-12 * stiffness);
        for (double& pressure : state.iterates) pressure += 0.1 * stiffness;
        this->system.evaluate(state, {.tangent = true, .iterates = true}, iterate);
        EXPECT_LT((plain.residual - iterate.residual).norm(), 1e-12 * iterate.magnitude.norm() + 1e-13 * stiffness);
        if (this->block->material().bulk_modulus > 0.0) {
            EXPECT_GT(difference(), 1e-3 * stiffness);
        }
    }
}

// The stiffness of a body is that of its nodes seen from its reference point: forces and moments balance.
TYPED_TEST(SolidBlockTest, ForcesOnNodesAndBodiesBalance) {
    this->build(BlockTies::one_body);
    const Kinematics& k = this->system.kinematics;
    const State state = this->strained();
    const Eigen::VectorXd r = residual_at(this->system, state);
    Vec3 force = Vec3::Zero();
    Vec3 moment = Vec3::Zero();
    const auto component = [&](auto dof) { return Vec3(r[dof(0)], r[dof(1)], r[dof(2)]); };
    for (int n = 0; n < k.node_count(); ++n) {
        if (k.body_of(n) >= 0) continue;
        const Vec3 f = component([&](int c) { return k.node_dof(n, c); });
        force += f;
        moment += state.positions[n].cross(f);
    }
    const Vec3 f = component([&](int c) { return k.body_dof(0, c); });
    force += f;
    moment += k.body_position(state, 0).cross(f) + component([&](int c) { return k.body_dof(0, 3 + c); });
    const double scale = r.lpNorm<Eigen::Infinity>();
    EXPECT_LT(force.norm(), 1e-11 * scale);
    EXPECT_LT(moment.norm(), 1e-10 * scale);
}

TYPED_TEST(SolidBlockTest, AnInvertedElementIsReportedWithItsNumber) {
    this->build(BlockTies::none);
    const Kinematics& k = this->system.kinematics;
    State state = k.rest();
    const auto& cell = this->block->elements()[4];
    // One corner goes through the element and far beyond.
    state.positions[cell[0]] += 6.0 * (state.positions[cell[2]] - state.positions[cell[0]]);
    Assembly a = this->system.make_assembly();
    this->system.evaluate(state, {}, a);
    EXPECT_LT(a.smallest_volume_ratio, 0.0);
    EXPECT_EQ(a.worst_term, "block");
    const auto& worst = this->block->elements()[a.worst_element];
    const auto touches = [&](int n) { return std::find(worst.begin(), worst.end(), n) != worst.end(); };
    EXPECT_TRUE(touches(cell[0]));
}

// A Newton step with internal pressures is that of the mixed problem: for a volume load alone at rest the pressures
// that advance() finds are those of the linearised equation of state, K (theta_a - rest).
TYPED_TEST(SolidBlockTest, PressuresFollowTheLinearisedEquationOfState) {
    this->build(BlockTies::none);
    const double bulk = this->block->material().bulk_modulus;
    if (bulk == 0.0) GTEST_SKIP() << "no pressure";
    const Kinematics& k = this->system.kinematics;
    const State rest = k.rest();
    State state = rest;
    // A uniform stretch, small enough for the linear share alone: theta - 1 = 3e-7 everywhere.
    Eigen::VectorXd grow = Eigen::VectorXd::Zero(k.total_count());
    for (int n = 0; n < k.node_count(); ++n) {
        for (int c = 0; c < 3; ++c) grow[k.node_dof(n, c)] = 1e-7 * k.reference()[static_cast<std::size_t>(n)][c];
    }
    this->system.apply(grow, 1.0, state);
    for (std::size_t i = 0; i < state.iterates.size(); ++i) {
        const bool mean = i % TypeParam::Element::volume_modes == 0;
        EXPECT_NEAR(state.iterates[i], mean ? bulk * 3e-7 : 0.0, 1e-5 * bulk * 3e-7);
    }
}

}  // namespace
}  // namespace spondyl::testing
