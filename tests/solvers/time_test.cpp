// SPDX-License-Identifier: Apache-2.0
// Load paths that take time, on the smallest thing that remembers: a Maxwell spring.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>

#include "solvers/load_stepper.hpp"

namespace spondyl::testing {
namespace {

// A spring and a dashpot in a row, along z: force' = k u' - force / tau, exact where u is linear in an increment. Told
// to, it refuses increments longer than it likes.
class MaxwellSpring : public Term {
  public:
    static constexpr double stiffness = 50.0;  // N/mm
    static constexpr double time = 2.0;        // tau, s

    MaxwellSpring(int node, double longest) : node_(node), longest_(longest) {}
    [[nodiscard]] std::string name() const override { return "Maxwell spring"; }
    void reserve(Kinematics& kinematics) override {
        first_ = static_cast<std::size_t>(kinematics.add_history(2));  // u in mm, force in N
    }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override {
        const int dof = kinematics.node_dof(node_, 2);
        slots.block(std::span(&dof, 1));
    }
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override {
        residual[0] = force(context);
        if (context.request.tangent) tangent[0] = stiffness * rise(context.state.step.dt);
        return {.smallest_volume_ratio = context.state.step.dt > longest_ ? -1.0 : 1.0, .worst_element = 0};
    }
    void commit(const Context& context, std::span<double> history) const override {
        history[first_] = moved(context);
        history[first_ + 1] = force(context);
    }
    [[nodiscard]] double force(const Context& context) const {
        const double dt = context.state.step.dt;
        const double* past = context.state.history.data() + first_;
        return std::exp(-dt / time) * past[1] + stiffness * rise(dt) * (moved(context) - past[0]);
    }

  private:
    static double rise(double dt) { return dt > 0.0 ? -std::expm1(-dt / time) / (dt / time) : 1.0; }
    [[nodiscard]] double moved(const Context& context) const {
        return context.state.positions[node_].z() - context.kinematics.reference()[node_].z();
    }
    int node_;
    double longest_;
    std::size_t first_ = 0;
};

// Something must be free: a node on a spring that nothing moves.
class Spring : public Term {
  public:
    explicit Spring(int node) : node_(node) {}
    [[nodiscard]] std::string name() const override { return "spring"; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override {
        const int dof = kinematics.node_dof(node_, 2);
        slots.block(std::span(&dof, 1));
    }
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override {
        residual[0] = context.state.positions[node_].z() - context.kinematics.reference()[node_].z();
        if (context.request.tangent) tangent[0] = 1.0;
        return {};
    }

  private:
    int node_;
};

struct Pulled {
    explicit Pulled(double longest_dt = std::numeric_limits<double>::infinity()) {
        Kinematics& k = system.kinematics;
        const int node = k.add_node(Vec3(0.0, 0.0, 5.0));
        load = k.add_load();
        k.prescribe(node, 0);
        k.prescribe(node, 1);
        k.prescribe(node, 2, load, 1.0);
        const int other = k.add_node(Vec3(0.0, 0.0, 9.0));
        k.prescribe(other, 0);
        k.prescribe(other, 1);
        system.add(std::make_unique<Spring>(other));
        spring = &system.add(std::make_unique<MaxwellSpring>(node, longest_dt));
        system.prepare();
        state = system.kinematics.rest();
        newton.emplace(system);
    }
    PathReport follow(double target, double duration, const std::vector<double>& stops = {1.0}, double increment = 1.0,
                      const LoadStepper::Accepted& accepted = {}) {
        LoadStepper stepper(system, *newton,
                            {.first_increment = increment, .max_increment = increment, .duration = duration});
        return stepper.follow(state, {target}, stops, accepted);
    }
    [[nodiscard]] double force() const { return spring->force({system.kinematics, state, {}}); }

    System system;
    LoadId load = 0;
    const MaxwellSpring* spring = nullptr;
    std::optional<Newton> newton;
    State state;
};

// Of a ramp to 1 mm in 3 s.
double ramp_and_hold(double t) {
    constexpr double tau = MaxwellSpring::time;
    const double peak = MaxwellSpring::stiffness * tau / 3.0;
    return t <= 3.0 ? -peak * std::expm1(-t / tau) : -peak * std::expm1(-3.0 / tau) * std::exp(-(t - 3.0) / tau);
}

TEST(LoadPathInTime, RampAndHoldHaveTheirClosedFormWhateverTheIncrements) {
    for (const double increment : {1.0, 0.3, 0.04}) {
        Pulled p;
        const auto compare = [&](const IncrementRecord&, const State& s, bool) {
            EXPECT_NEAR(p.spring->force({p.system.kinematics, s, {}}), ramp_and_hold(s.step.time), 1e-12);
            EXPECT_EQ(s.step.dt, 0.0);
        };
        ASSERT_TRUE(p.follow(1.0, 3.0, {0.5, 1.0}, increment, compare).complete);
        EXPECT_NEAR(p.state.step.time, 3.0, 1e-15);
        ASSERT_TRUE(p.follow(1.0, 7.0, {1.0}, increment, compare).complete);
        EXPECT_NEAR(p.state.step.time, 10.0, 1e-15);
        EXPECT_NEAR(p.force(), ramp_and_hold(10.0), 1e-12);
    }
}

TEST(LoadPathInTime, StaticLeavesTheDashpotNoTimeAndForeverAllOfIt) {
    Pulled p;
    ASSERT_TRUE(p.follow(1.0, 0.0, {1.0}, 0.3).complete);
    EXPECT_NEAR(p.force(), MaxwellSpring::stiffness, 1e-12);
    EXPECT_EQ(p.state.step.time, 0.0);
    ASSERT_TRUE(p.follow(2.0, std::numeric_limits<double>::infinity()).complete);
    EXPECT_EQ(p.force(), 0.0);
}

// One spring refuses increments above 0.4 s, the other takes the same ones without being asked twice.
TEST(LoadPathInTime, AFailedIncrementLeavesNoTrace) {
    Pulled refusing(0.4);
    std::vector<double> fractions;
    std::vector<std::vector<double>> histories;
    const PathReport cut = refusing.follow(1.0, 3.0, {1.0}, 1.0, [&](const IncrementRecord& r, const State& s, bool) {
        fractions.push_back(r.fraction);
        histories.push_back(s.history);
    });
    ASSERT_TRUE(cut.complete) << cut.failure;
    ASSERT_GT(fractions.size(), 7U);
    Pulled willing;
    std::size_t next = 0;
    ASSERT_TRUE(willing
                    .follow(1.0, 3.0, fractions, 1.0,
                            [&](const IncrementRecord& r, const State& s, bool) {
                                ASSERT_LT(next, fractions.size());
                                EXPECT_EQ(r.fraction, fractions[next]);
                                // Positions are extrapolated from other states after a failure: rounding.
                                for (const std::size_t i : {0U, 1U}) {
                                    EXPECT_NEAR(s.history[i], histories[next][i], 1e-13 * MaxwellSpring::stiffness);
                                }
                                ++next;
                            })
                    .complete);
    EXPECT_EQ(next, fractions.size());
    EXPECT_NEAR(refusing.force(), ramp_and_hold(3.0), 1e-12);
}

TEST(LoadPathInTime, APathThatEndsEarlyKeepsTheHistoryOfItsLastEquilibrium) {
    Pulled p(0.0);  // nothing that takes time
    ASSERT_TRUE(p.follow(1.0, 0.0).complete);
    const std::vector<double> before = p.state.history;
    const PathReport path = p.follow(2.0, 3.0);
    EXPECT_FALSE(path.complete);
    EXPECT_EQ(path.fraction, 0.0);
    EXPECT_EQ(p.state.history, before);
    EXPECT_EQ(p.state.step.dt, 0.0);
    EXPECT_EQ(p.state.step.time, 0.0);
}

// Left after every increment, and gone on with by another stepper: the same bits of the history.
TEST(LoadPathInTime, GoesOnFromAPositionWithItsHistory) {
    const StepperOptions options{.first_increment = 0.1, .duration = 3.0};
    Pulled whole;
    std::vector<PathPosition> left;
    {
        LoadStepper stepper(whole.system, *whole.newton, options);
        ASSERT_TRUE(stepper
                        .follow(whole.state, {1.0}, {1.0},
                                [&](const IncrementRecord&, const State&, bool) { left.push_back(stepper.position()); })
                        .complete);
    }
    left.pop_back();
    ASSERT_GT(left.size(), 2U);
    for (const PathPosition& position : left) {
        for (const PathPosition::Point& point : position.points) {
            EXPECT_EQ(point.state.history.empty(), &point != &position.points.back());
        }
        Pulled rest;
        LoadStepper stepper(rest.system, *rest.newton, options);
        ASSERT_TRUE(stepper.follow(position, rest.state, {1.0}).complete);
        EXPECT_EQ(rest.state.history, whole.state.history);
        EXPECT_EQ(rest.state.step.time, whole.state.step.time);
    }
}

}  // namespace
}  // namespace spondyl::testing
