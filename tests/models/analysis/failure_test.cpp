// SPDX-License-Identifier: Apache-2.0
// Loads beyond what the model can carry: a report instead of an exception, and all that was reached is kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/error.hpp"
#include "tests/models/analysis/cases.hpp"

namespace spondyl {

namespace {

using namespace spondyl::testing;
using ::testing::HasSubstr;

void expect_clean_failure(const Result& result) {
    EXPECT_FALSE(result.complete);
    EXPECT_THAT(result.failure, HasSubstr("% of the load step"));
    EXPECT_THAT(result.failure, HasSubstr("smallest volume ratio"));
    EXPECT_THAT(result.failure, HasSubstr("Try: "));
    ASSERT_FALSE(result.states.empty());
    EXPECT_EQ(result.states.front().step, "rest");
    for (const ResultState& state : result.states) {
        for (const Vec3& u : state.displacement) ASSERT_TRUE(u.allFinite());
        for (const DiscMeasures& d : state.discs) {
            for (const MeasureColumn& column : disc_measure_columns())
                ASSERT_TRUE(std::isfinite(column.value(d).value()));
        }
    }
    for (const HistoryRow& row : result.history) EXPECT_TRUE(row.converged);
}

TEST(Failure, an_absurd_load_keeps_the_steps_before) {
    Scenario scenario = l4l5_compression();
    scenario.steps.resize(2);
    scenario.steps[1].name = "absurd";
    scenario.steps[1].compression_N = 2e6;
    scenario.solver.min_increment = 0.01;
    const Result result = run_scenario(scenario);
    expect_clean_failure(result);
    EXPECT_THAT(result.failure, HasSubstr("load step 'absurd'"));
    EXPECT_NEAR(end_of_step(result, 0).discs.at(0).compression_N, 500.0, 0.5);
    EXPECT_GE(result.states.back().time, 1.0);
    EXPECT_LT(result.states.back().time, 2.0);
}

TEST(Failure, too_few_iterations) {
    Scenario scenario = l4l5_compression();
    scenario.solver.max_iterations = 1;
    scenario.solver.min_increment = 0.1;
    const Result result = run_scenario(scenario);
    expect_clean_failure(result);
    EXPECT_EQ(result.states.size(), 1U) << "nothing but rest was reached";
}

// Without muscles the column collapses under a fraction of the body's weight (about 90 to 120 N in experiments).
TEST(Failure, a_bare_column_does_not_carry_a_vertical_load) {
    Scenario scenario = coarse_spine(Vertebra::L1, Vertebra::S1);
    LoadStep step;
    step.name = "weight";
    step.vertical_load_N = 5000.0;
    scenario.steps.push_back(step);
    scenario.solver.min_increment = 0.05;
    expect_clean_failure(run_scenario(scenario));
}

TEST(Failure, a_scenario_without_steps_is_the_users_mistake) {
    EXPECT_THROW(run_scenario(coarse_spine(Vertebra::L4, Vertebra::L5)), UserError);
}

}  // namespace

}  // namespace spondyl
