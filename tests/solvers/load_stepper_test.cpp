// SPDX-License-Identifier: Apache-2.0
#include "solvers/load_stepper.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "core/materials/mooney_rivlin.hpp"
#include "core/terms/solid_block.hpp"
#include "tests/core/support/box_mesh.hpp"

namespace spondyl::testing {
namespace {

using ::testing::HasSubstr;

// A rubber block between a fixed face and a prescribed one that turns and moves with the load.
class LoadStepperTest : public ::testing::Test {
  protected:
    void build(double travel, double angle) {
        const BoxMesh box = box_mesh({3, 3, 3}, Vec3(3, 3, 3));
        Kinematics& k = system.kinematics;
        k.add_nodes(box.mesh.nodes);
        body = k.add_body(Vec3(1.5, 1.5, 3.0));
        load = k.add_load();
        for (int j = 0; j <= 3; ++j) {
            for (int i = 0; i <= 3; ++i) {
                k.tie(box.node(i, j, 3), body);
                for (int c = 0; c < 3; ++c) k.prescribe(box.node(i, j, 0), c);
            }
        }
        for (const int c : {0, 1}) k.prescribe_translation(body, c);
        k.prescribe_translation(body, 2, load, travel);
        k.prescribe_rotation(body, load, Vec3(0.0, 0.0, angle));
        system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>(
            "rubber", MooneyRivlin{.c10 = 0.12, .c01 = 0.03, .bulk_modulus = 20.0}, box.mesh.nodes, box.hexes()));
        system.prepare();
    }
    System system;
    int body = 0;
    LoadId load = 0;
};

TEST_F(LoadStepperTest, LandsOnEveryStopAndGrowsBetween) {
    build(-0.3, 0.4);
    Newton newton(system);
    LoadStepper stepper(system, newton, {.first_increment = 0.05, .easy_iterations = 8, .growth = 1.5});
    State state = system.kinematics.rest();
    std::vector<double> stops;
    const PathReport path =
        stepper.follow(state, {1.0}, {0.3, 0.55, 1.0}, [&](const IncrementRecord& r, const State& s, bool stop) {
            EXPECT_NEAR(s.loads[load], r.fraction, 1e-15);
            EXPECT_NEAR(s.body_translation[body].z(), -0.3 * r.fraction, 1e-12);
            if (stop) stops.push_back(r.fraction);
        });
    ASSERT_TRUE(path.complete) << path.failure;
    EXPECT_EQ(stops, (std::vector<double>{0.3, 0.55, 1.0}));
    EXPECT_EQ(path.increments.front().fraction, 0.05);
    EXPECT_LT(path.increments.size(), 14U);  // 20 if they did not grow
    EXPECT_EQ(path.fraction, 1.0);
    EXPECT_EQ(state.loads[load], 1.0);
}

TEST_F(LoadStepperTest, GoesOnFromTheLoadsOfTheState) {
    build(-0.3, 0.4);
    Newton newton(system);
    LoadStepper stepper(system, newton, {});
    State state = system.kinematics.rest();
    ASSERT_TRUE(stepper.follow(state, {0.5}, {1.0}).complete);
    ASSERT_TRUE(stepper.follow(state, {1.0}, {1.0}).complete);
    State direct = system.kinematics.rest();
    ASSERT_TRUE(stepper.follow(direct, {1.0}, {1.0}).complete);
    EXPECT_LT(system.kinematics.difference(direct, state).lpNorm<Eigen::Infinity>(), 1e-5);
}

TEST_F(LoadStepperTest, IncrementsThatBeginAtTheLastEquilibriumTakeMoreIterationsToTheSameEnd) {
    build(-0.3, 0.4);
    std::array<State, 2> ends;
    std::array<int, 2> iterations{};
    for (const bool extrapolate : {false, true}) {
        Newton newton(system);
        LoadStepper stepper(system, newton, {.first_increment = 0.1, .growth = 1.0, .extrapolate = extrapolate});
        State& state = ends.at(extrapolate ? 1 : 0) = system.kinematics.rest();
        const PathReport path = stepper.follow(state, {1.0}, {1.0}, [&](const IncrementRecord& r, const State&, bool) {
            iterations.at(extrapolate ? 1 : 0) += r.newton.iterations;
            if (!extrapolate) EXPECT_EQ(stepper.position().points.size(), 1U);
        });
        ASSERT_TRUE(path.complete) << path.failure;
    }
    EXPECT_LT(iterations[1], iterations[0]);
    EXPECT_LT(system.kinematics.difference(ends[0], ends[1]).lpNorm<Eigen::Infinity>(), 1e-5);
}

// Allowed too few iterations, the whole load at once fails and its parts do not.
TEST_F(LoadStepperTest, CutsBackWhereNewtonFails) {
    build(-0.9, 0.9);
    NewtonOptions options;
    options.max_iterations = 4;
    Newton newton(system, options);
    LoadStepper stepper(system, newton, {.first_increment = 1.0});
    State state = system.kinematics.rest();
    const PathReport path = stepper.follow(state, {1.0}, {1.0});
    ASSERT_TRUE(path.complete) << path.failure;
    EXPECT_GT(path.increments.size(), 1U);
    EXPECT_LT(path.increments.front().fraction, 1.0);
    for (const IncrementRecord& i : path.increments) EXPECT_TRUE(i.newton.converged);
}

// Left after every increment in turn, and gone on with by another stepper and another Newton: the same bits.
TEST_F(LoadStepperTest, GoesOnFromAPositionAsIfItHadNotBeenLeft) {
    build(-0.4, 0.5);
    const StepperOptions options{.first_increment = 0.05, .easy_iterations = 8};
    const std::vector<double> stops = {0.35, 1.0};
    struct Left {
        PathPosition position;
        std::optional<State> factored_at;
    };
    std::vector<Left> left;
    std::vector<IncrementRecord> records;
    State unbroken = system.kinematics.rest();
    {
        Newton newton(system);
        LoadStepper stepper(system, newton, options);
        ASSERT_TRUE(stepper
                        .follow(unbroken, {1.0}, stops,
                                [&](const IncrementRecord& r, const State&, bool) {
                                    left.push_back({stepper.position(), newton.factored_at()});
                                    records.push_back(r);
                                })
                        .complete);
    }
    ASSERT_GT(left.size(), 4U);
    left.pop_back();  // the end
    for (std::size_t i = 0; i < left.size(); ++i) {
        Newton newton(system);
        newton.remember(left[i].factored_at);
        LoadStepper stepper(system, newton, options);
        State state = system.kinematics.rest();
        std::size_t next = i + 1;
        const PathReport path =
            stepper.follow(left[i].position, state, stops, [&](const IncrementRecord& r, const State&, bool stop) {
                ASSERT_LT(next, records.size());
                EXPECT_EQ(r.fraction, records[next].fraction);
                EXPECT_EQ(r.newton.iterations, records[next].newton.iterations);
                EXPECT_EQ(r.newton.factorisations, records[next].newton.factorisations);
                EXPECT_EQ(r.newton.residual, records[next].newton.residual);
                EXPECT_EQ(stop, r.fraction == stops[0] || r.fraction == stops[1]);
                ++next;
            });
        ASSERT_TRUE(path.complete) << path.failure;
        EXPECT_EQ(next, records.size());
        EXPECT_EQ(state.positions, unbroken.positions);
        EXPECT_EQ(state.body_rotation, unbroken.body_rotation);
        EXPECT_EQ(state.iterates, unbroken.iterates);
    }
}

// The face would pass through the fixed one at 100 %.
TEST_F(LoadStepperTest, AnImpossibleLoadEndsWithTheLastEquilibriumAndAReport) {
    build(-3.2, 0.0);
    Newton newton(system);
    LoadStepper stepper(system, newton, {.first_increment = 0.2, .min_increment = 0.02});
    State state = system.kinematics.rest();
    double accepted = 0.0;
    State last = state;
    const PathReport path = stepper.follow(state, {1.0}, {1.0}, [&](const IncrementRecord& r, const State& s, bool) {
        accepted = r.fraction;
        last = s;
    });
    EXPECT_FALSE(path.complete);
    EXPECT_EQ(path.fraction, accepted);
    EXPECT_GT(path.fraction, 0.1);
    EXPECT_LT(path.fraction, 1.0);
    EXPECT_EQ(system.kinematics.difference(last, state).norm(), 0.0);
    EXPECT_EQ(state.loads, last.loads);
    EXPECT_FALSE(path.increments.back().newton.converged);
    EXPECT_THAT(path.failure, HasSubstr(fmt::format("{:.2f} %", 100.0 * path.fraction)));
    EXPECT_THAT(path.failure, HasSubstr("of rubber"));
    EXPECT_THAT(path.failure, HasSubstr("smallest volume ratio"));
    EXPECT_THAT(path.failure, HasSubstr("Try:"));
}

}  // namespace
}  // namespace spondyl::testing
