// SPDX-License-Identifier: Apache-2.0
#include "solvers/newton.hpp"

#include <gtest/gtest.h>

#include "core/materials/mooney_rivlin.hpp"
#include "core/terms/loads.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"

namespace spondyl::testing {
namespace {

// A rubber block, fixed below; its upper face on a rigid body, 4 x 3 x 3 mm.
class NewtonTest : public ::testing::Test {
  protected:
    void build(double bulk_modulus = 50.0) {
        BoxMesh box = box_mesh({3, 3, 4}, Vec3(4, 3, 3));
        distort_inside(box, 0.1, 5);
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        body = k.add_body(Vec3(2.0, 1.5, 3.0));
        for (int j = 0; j <= 3; ++j) {
            for (int i = 0; i <= 3; ++i) {
                k.tie(box.node(i, j, 4), body);
                for (int c = 0; c < 3; ++c) k.prescribe(box.node(i, j, 0), c);
            }
        }
        load = k.add_load();
        system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>(
            "rubber", MooneyRivlin{.c10 = 0.12, .c01 = 0.03, .bulk_modulus = bulk_modulus}, box.mesh.nodes,
            box.hexes()));
        top = box.node(3, 3, 4);
    }
    System system;
    int body = 0;
    int top = 0;
    LoadId load = 0;
};

// A node on a soft spring with a stiff elastic layer just below it: the pressure of a contact, small or nothing so far.
class LayeredSpring : public Term {
  public:
    LayeredSpring(int node, double gap) : node_(node), gap_(gap) {}
    [[nodiscard]] std::string name() const override { return "layered spring"; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override {
        const int dof = kinematics.node_dof(node_, 2);
        slots.block(std::span(&dof, 1));
    }
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override {
        const Kinematics& kinematics = context.kinematics;
        const State& state = context.state;
        const Request request = context.request;
        const double moved = state.positions[node_].z() - kinematics.reference()[node_].z();
        const double depth = std::max(0.0, -moved - gap_);
        residual[0] = spring * moved - layer * depth * depth;
        if (request.tangent) tangent[0] = spring + 2.0 * layer * depth;
        return {};
    }

  private:
    static constexpr double spring = 1.0;  // N/mm
    static constexpr double layer = 1e8;   // N/mm2
    int node_;
    double gap_;
};

NewtonOptions with_tolerance(double relative_tolerance) {
    NewtonOptions options;
    options.relative_tolerance = relative_tolerance;
    return options;
}

std::vector<double> residual_history(Newton& newton, State& state, NewtonReport& report) {
    std::vector<double> history;
    report = newton.solve(state, [&](int, double r) { history.push_back(r); });
    return history;
}

// Close to the solution each residual is at most a constant times the square of the one before.
TEST_F(NewtonTest, ConvergesQuadraticallyUnderADeadForce) {
    build();
    system.add(std::make_unique<DeadForce>(top, Vec3(0.08, 0.06, -0.16), load));
    system.prepare();
    NewtonOptions options = with_tolerance(1e-12);
    options.tangent.max_krylov = 0;
    Newton newton(system, options);
    State state = system.kinematics.rest();
    state.loads[load] = 1.0;
    NewtonReport report;
    const std::vector<double> r = residual_history(newton, state, report);
    ASSERT_TRUE(report.converged) << report.reason;
    EXPECT_EQ(report.factorisations, report.iterations);
    EXPECT_EQ(report.krylov_iterations, 0);
    int checked = 0;
    for (std::size_t i = 1; i < r.size(); ++i) {
        if (r[i - 1] > 0.1 || r[i] < 1e-14) continue;  // not yet close, or at rounding
        EXPECT_LT(r[i], r[i - 1] * r[i - 1]) << "iteration " << i;
        ++checked;
    }
    EXPECT_GE(checked, 2);
    EXPECT_LE(report.iterations, 9);
}

TEST_F(NewtonTest, OldFactorsLeadToTheSameStateWithFewerFactorisations) {
    build();
    system.add(std::make_unique<DeadForce>(top, Vec3(0.04, 0.03, -0.08), load));
    system.prepare();
    State states[2];
    NewtonReport reports[2];
    for (const int lagged : {0, 1}) {
        NewtonOptions options = with_tolerance(1e-10);
        options.tangent.max_krylov = lagged ? 25 : 0;
        Newton newton(system, options);
        states[lagged] = system.kinematics.rest();
        states[lagged].loads[load] = 1.0;
        reports[lagged] = newton.solve(states[lagged]);
        ASSERT_TRUE(reports[lagged].converged) << reports[lagged].reason;
    }
    EXPECT_LT(reports[1].factorisations, reports[0].factorisations);
    EXPECT_GT(reports[1].krylov_iterations, 0);
    EXPECT_LT(system.kinematics.difference(states[0], states[1]).lpNorm<Eigen::Infinity>(), 1e-8);
}

TEST_F(NewtonTest, IntermediateStatesTakeFewerIterationsAndLeadToTheSameEquilibrium) {
    build();
    system.add(std::make_unique<DeadForce>(top, Vec3(0.04, 0.03, -0.08), load));
    system.prepare();
    State full = system.kinematics.rest();
    full.loads[load] = 1.0;
    const NewtonReport there = Newton(system, with_tolerance(1e-10)).solve(full);
    ASSERT_TRUE(there.converged) << there.reason;
    int iterations = there.iterations;
    const NewtonOptions options = with_tolerance(1e-10);
    for (const auto [accuracy, tolerance] : {std::pair(Accuracy::intermediate, options.intermediate_tolerance),
                                             std::pair(Accuracy::rough, options.rough_tolerance)}) {
        Newton newton(system, options);
        State state = system.kinematics.rest();
        state.loads[load] = 1.0;
        const NewtonReport on_the_way = newton.solve(state, {}, accuracy);
        ASSERT_TRUE(on_the_way.converged) << on_the_way.reason;
        EXPECT_LT(on_the_way.iterations, iterations);
        EXPECT_LE(on_the_way.residual, tolerance * on_the_way.reference);
        EXPECT_GT(on_the_way.residual, 1e-10 * on_the_way.reference);
        ASSERT_TRUE(newton.solve(state).converged);
        EXPECT_LT(system.kinematics.difference(full, state).lpNorm<Eigen::Infinity>(), 1e-8);
        iterations = on_the_way.iterations;
    }
}

TEST_F(NewtonTest, PrescribedMotionIsReachedExactlyAndReactionsBalance) {
    build();
    Kinematics& k = system.kinematics;
    k.prescribe_translation(body, 2, load, -0.2);
    k.prescribe_rotation(body, load, Vec3(0.05, 0.02, 0.15));
    system.prepare();
    Newton newton(system, with_tolerance(1e-9));
    State state = k.rest();
    state.loads[load] = 1.0;
    const NewtonReport report = newton.solve(state);
    ASSERT_TRUE(report.converged) << report.reason;
    EXPECT_NEAR(state.body_translation[body].z(), -0.2, 1e-12);
    const Eigen::VectorXd& r = newton.assembly().residual;
    Vec3 force = Vec3::Zero();
    for (int c = 0; c < 3; ++c) {
        force[c] += r[k.body_dof(body, c)];
        for (int n = 0; n < k.node_count(); ++n) {
            if (k.body_of(n) < 0 && k.node_dof(n, c) >= k.free_count()) force[c] += r[k.node_dof(n, c)];
        }
    }
    EXPECT_GT(std::abs(r[k.body_dof(body, 2)]), 0.5);
    EXPECT_LT(force.norm(), 1e-8 * std::abs(r[k.body_dof(body, 2)]));
}

// The residual at rest is zero to rounding. It must not count as the best one when supports have yet to move.
TEST_F(NewtonTest, SlowButSteadyConvergenceAfterMovingSupportsIsNotTakenForStagnation) {
    build();
    Kinematics& k = system.kinematics;
    k.prescribe_translation(body, 2, load, -0.2);
    k.prescribe_rotation(body, load, Vec3(0.05, 0.02, 0.15));
    system.prepare();
    NewtonOptions options = with_tolerance(1e-10);
    options.tangent.krylov_tolerance = 0.05;  // a digit or so per iteration
    Newton newton(system, options);
    State state = k.rest();
    state.loads[load] = 1.0;
    const NewtonReport report = newton.solve(state);
    EXPECT_TRUE(report.converged) << report.reason;
    EXPECT_GT(report.iterations, options.patience + 1);
}

// The first step of a small increment runs deep into the layer; from there Newton quarters the residual, which stays
// far above the one it began with for longer than `patience`.
TEST(NewtonContactTest, AResidualRaisedByAContactIsGivenTimeToFall) {
    System system;
    const int node = system.kinematics.add_node(Vec3(0.0, 0.0, 1.0));
    system.kinematics.prescribe(node, 0);
    system.kinematics.prescribe(node, 1);
    const LoadId load = system.kinematics.add_load();
    system.add(std::make_unique<LayeredSpring>(node, 1e-6));
    system.add(std::make_unique<DeadForce>(node, Vec3(0.0, 0.0, -1e-3), load));
    system.prepare();
    Newton newton(system, with_tolerance(1e-9));
    State state = system.kinematics.rest();
    state.loads[load] = 1.0;
    const NewtonReport report = newton.solve(state);
    ASSERT_TRUE(report.converged) << report.reason;
    EXPECT_GT(report.iterations, newton.options().patience + 1);
    const double moved = 1.0 - state.positions[node].z();
    const double depth = moved - 1e-6;
    EXPECT_NEAR(moved + 1e8 * depth * depth, 1e-3, 1e-9);
}

// In one step the body would pass through the block: the full Newton step inverts elements and must be shortened.
TEST_F(NewtonTest, StepsThatInvertElementsAreShortened) {
    build();
    Kinematics& k = system.kinematics;
    k.prescribe_translation(body, 2, load, -3.3);
    system.prepare();
    State direct = k.rest();
    direct.loads[load] = 1.0;
    k.apply(k.prescribed_gap(direct), direct);
    Assembly a = system.make_assembly();
    system.evaluate(direct, {}, a);
    ASSERT_LT(a.smallest_volume_ratio, 0.0);
    Newton newton(system);
    State state = k.rest();
    state.loads[load] = 1.0;
    const NewtonReport report = newton.solve(state);
    // No equilibrium exists; no state on the way is inside out either.
    EXPECT_FALSE(report.converged);
    EXPECT_FALSE(report.reason.empty());
    EXPECT_GT(report.smallest_volume_ratio, 0.0);
    EXPECT_LT(report.smallest_volume_ratio, 0.9);
}

TEST_F(NewtonTest, ALooseBlockIsReportedAsSingular) {
    const BoxMesh box = box_mesh({2, 2, 2}, Vec3(2, 2, 2));
    Kinematics& k = system.kinematics;
    k.add_nodes(box.mesh.nodes);
    load = k.add_load();
    system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>(
        "rubber", MooneyRivlin{.c10 = 0.12, .c01 = 0.03, .bulk_modulus = 5.0}, box.mesh.nodes, box.hexes()));
    system.add(std::make_unique<DeadForce>(3, Vec3(0.0, 0.0, 1.0), load));
    system.prepare();
    Newton newton(system);
    State state = k.rest();
    state.loads[load] = 1.0;
    const NewtonReport report = newton.solve(state);
    EXPECT_FALSE(report.converged);
    EXPECT_NE(report.reason.find("singular"), std::string::npos) << report.reason;
}

TEST_F(NewtonTest, RestIsAnEquilibriumFoundWithoutAnIteration) {
    build();
    system.prepare();
    Newton newton(system);
    State state = system.kinematics.rest();
    const NewtonReport report = newton.solve(state);
    EXPECT_TRUE(report.converged) << report.reason;
    EXPECT_EQ(report.iterations, 0);
}

// A small increment of a soft column ends there: nothing more can be gained, whatever its first correction did.
TEST_F(NewtonTest, AResidualBelowRoundingIsAnEquilibriumWhateverAccuracyIsAskedFor) {
    build();
    system.add(std::make_unique<DeadForce>(top, Vec3(0.04, 0.03, -0.08), load));
    system.prepare();
    NewtonOptions options = with_tolerance(1e-18);
    options.energy_tolerance = 1e-40;
    Newton newton(system, options);
    State state = system.kinematics.rest();
    state.loads[load] = 1.0;
    const NewtonReport report = newton.solve(state);
    EXPECT_TRUE(report.converged) << report.reason;
    EXPECT_LT(report.residual, 1e-11 * report.reference);
}

TEST_F(NewtonTest, TooFewIterationsAreReported) {
    build();
    system.add(std::make_unique<DeadForce>(top, Vec3(0.04, 0.03, -0.08), load));
    system.prepare();
    NewtonOptions options;
    options.max_iterations = 2;
    Newton newton(system, options);
    State state = system.kinematics.rest();
    state.loads[load] = 1.0;
    const NewtonReport report = newton.solve(state);
    EXPECT_FALSE(report.converged);
    EXPECT_NE(report.reason.find("2 iterations"), std::string::npos) << report.reason;
    EXPECT_GT(report.residual, 0.0);
    EXPECT_GE(report.worst_equation, 0);
}

}  // namespace
}  // namespace spondyl::testing
