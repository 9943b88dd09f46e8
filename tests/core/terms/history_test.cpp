// SPDX-License-Identifier: Apache-2.0
// Terms that remember: what they remember is that of the last committed state, and committing does not move the forces.
#include <gtest/gtest.h>

#include "core/materials/prony.hpp"
#include "core/terms/fascicles.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"
#include "tests/core/support/derivative_checks.hpp"
#include "tests/core/support/sample_materials.hpp"

namespace spondyl::testing {
namespace {

constexpr PronySeries series{.terms = {{{0.399, 3.45}, {0.361, 1000.0}}}};

double largest_of(const SymTensor<double>& a) {
    double most = 0.0;
    for (const double x : a.v) most = std::max(most, std::abs(x));
    return most;
}

// A distorted box, its left end on a rigid body, of a tissue with fibres that relaxes.
class HistoryTest : public ::testing::Test {
  protected:
    HistoryTest() {
        BoxMesh box = box_mesh({3, 3, 2}, Vec3(4.0, 3.0, 2.0));
        distort_inside(box, 0.15, 7);
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        const int body = k.add_body(Vec3(-1.0, 1.0, 2.0));
        for (int n = 0; n < k.node_count(); ++n) {
            if (box.mesh.nodes[static_cast<std::size_t>(n)].x() == 0.0) k.tie(n, body);
        }
        const auto hexes = box.hexes();
        block = &system.add(std::make_unique<SolidBlock<Hex8, Prony<FibreAnnulus>>>(
            "block", Prony<FibreAnnulus>{.material = Sample<FibreAnnulus>::material(), .series = series},
            box.mesh.nodes, hexes, Sample<FibreAnnulus>::points(hexes.size())));
        system.prepare();
    }

    // The state after a random increment of duration dt, stretched along the bisector of the fibres.
    State after_random_increment(State state, double dt, unsigned seed) {
        const Kinematics& k = system.kinematics;
        Eigen::VectorXd stretch = Eigen::VectorXd::Zero(k.total_count());
        for (int n = 0; n < k.node_count(); ++n) {
            if (k.body_of(n) < 0) stretch[k.node_dof(n, 0)] = 0.04 * k.reference()[n].x();
        }
        k.apply(stretch, state);
        std::mt19937 random(seed);
        k.apply(0.02 * random_direction(k, random), state);
        state.step = {.time = state.step.time + dt, .dt = dt};
        return state;
    }

    System system;
    const SolidBlock<Hex8, Prony<FibreAnnulus>>* block = nullptr;
};

TEST_F(HistoryTest, DerivativesAreConsistentAfterAPast) {
    State state = after_random_increment(system.kinematics.rest(), 2.0, 1);
    system.commit(state);
    for (const double dt : {0.0, 0.5, 3000.0}) {
        SCOPED_TRACE(dt);
        expect_consistent(system, after_random_increment(state, dt, 2), 1e-4);
    }
}

TEST_F(HistoryTest, CommittingKeepsForcesAndStresses) {
    State state = system.kinematics.rest();
    for (const double dt : {2.0, 0.0, 500.0}) {
        state = after_random_increment(state, dt, 3);
        const std::vector<double> past = state.history;
        const Eigen::VectorXd before = residual_at(system, state);
        const std::vector<SolidSample> samples = block->sample(state);
        EXPECT_EQ(state.history, past);
        system.commit(state);
        EXPECT_NE(state.history, past);
        EXPECT_EQ(state.step.dt, 0.0);
        const Eigen::VectorXd after = residual_at(system, state);
        EXPECT_LT((after - before).lpNorm<Eigen::Infinity>(), 1e-12 * before.lpNorm<Eigen::Infinity>());
        const std::vector<SolidSample> same = block->sample(state);
        for (std::size_t e = 0; e < samples.size(); ++e) {
            EXPECT_NEAR(same[e].cauchy[0], samples[e].cauchy[0], 1e-12 * std::abs(samples[e].cauchy[0]));
        }
    }
}

// Strains put on at once and held: what the law carries falls by the series. The shear stress of an element is all its
// law's.
TEST_F(HistoryTest, HeldStrainsRelaxByTheSeries) {
    State state = after_random_increment(system.kinematics.rest(), 0.0, 4);
    system.commit(state);
    const std::vector<SolidSample> sudden = block->sample(state);
    std::vector<Vec3> forces(state.positions.size(), Vec3::Zero());
    block->add_nodal_forces(state, forces);
    for (const double dt : {1.0, 100.0, 1e5}) {
        state.step.dt = dt;
        const std::vector<SolidSample> now = block->sample(state);
        for (std::size_t e = 0; e < now.size(); ++e) {
            const double scale = largest_of(sudden[e].cauchy);
            for (const int s : {3, 4, 5}) {
                EXPECT_NEAR(now[e].cauchy[s], series.left(dt) * sudden[e].cauchy[s], 1e-12 * scale);
            }
        }
        std::vector<Vec3> less(state.positions.size(), Vec3::Zero());
        block->add_nodal_forces(state, less);
        EXPECT_NE(less, forces);
    }
}

// One fascicle along x from a fixed node; its other end is put where a test wants it.
class RelaxingFascicle : public ::testing::Test {
  protected:
    RelaxingFascicle() {
        Kinematics& k = system.kinematics;
        const int low = k.add_node(Vec3::Zero());
        high = k.add_node(Vec3(10.0, 0.0, 0.0));
        for (int c = 0; c < 3; ++c) k.prescribe(low, c);
        ligament = &system.add(std::make_unique<Fascicles>(
            "ligament", StiffnessLaw({{0.0, 0.0}, {1e-9, 900.0}}),
            std::vector<Fascicle>{{.upper = {{high}, {1.0}}, .lower = {{low}, {1.0}}, .rest_length = 10.0}}, series));
        system.prepare();
        state = system.kinematics.rest();
    }
    // In that much time to that strain; committed.
    double pull_to(double strain, double dt) {
        state.positions[high] = Vec3(10.0 * (1.0 + strain), 0.0, 0.0);
        state.step.dt = dt;
        const double tension = ligament->sample(state).front().tension;
        system.commit(state);
        return tension;
    }
    System system;
    const Fascicles* ligament = nullptr;
    State state;
    int high = 0;
};

TEST_F(RelaxingFascicle, RampAndHoldFollowTheSeries) {
    const double sudden = 900.0 * 0.05;
    // Ramp of 2 s in two parts, then held.
    pull_to(0.025, 1.0);
    const auto expected = [](double t) {
        double sum = series.long_term_share();
        for (const auto& term : series.terms) {
            sum += term.share * term.time / 2.0 * (std::exp(-(t - 2.0) / term.time) - std::exp(-t / term.time));
        }
        return sum;
    };
    EXPECT_NEAR(pull_to(0.05, 1.0) / sudden, expected(2.0), 1e-7);
    EXPECT_NEAR(pull_to(0.05, 1.0) / sudden, expected(3.0), 1e-7);
    EXPECT_NEAR(pull_to(0.05, 997.0) / sudden, expected(1000.0), 1e-7);
    EXPECT_NEAR(pull_to(0.05, 1e6) / sudden, series.long_term_share(), 1e-7);
}

TEST_F(RelaxingFascicle, LetGoItIsSlackUntilItHasRecovered) {
    EXPECT_NEAR(pull_to(0.05, 0.0), 45.0, 1e-6);
    pull_to(0.05, 1e6);
    const double left = 45.0 * series.long_term_share();
    // The fast release takes 900 N per strain off a tension of `left`.
    EXPECT_NEAR(pull_to(0.04, 0.0), left - 9.0, 1e-6);
    EXPECT_EQ(pull_to(0.03, 0.0), 0.0);
    EXPECT_EQ(residual_at(system, state).norm(), 0.0);
    EXPECT_NEAR(pull_to(0.03, 1e6), 27.0 * series.long_term_share(), 1e-6);
}

TEST_F(RelaxingFascicle, DerivativesAreConsistentAfterAPast) {
    pull_to(0.05, 3.0);
    state.positions[high] = Vec3(10.7, 0.4, -0.3);
    state.step.dt = 2.0;
    expect_consistent(system, state, 1e-4);
}

TEST(History, ElasticTermsHaveNone) {
    BoxMesh box = box_mesh({1, 1, 1}, Vec3(1.0, 1.0, 1.0));
    System system;
    system.kinematics.add_nodes(box.mesh.nodes);
    system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>("block", Sample<MooneyRivlin>::material(),
                                                                box.mesh.nodes, box.hexes()));
    system.prepare();
    EXPECT_TRUE(system.kinematics.rest().history.empty());
}

}  // namespace
}  // namespace spondyl::testing
