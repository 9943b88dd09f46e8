// SPDX-License-Identifier: Apache-2.0
#include "app/expectations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spondyl::app {

namespace {

using ::testing::HasSubstr;

// Two steps of the same loads; the pressure index rises with time.
struct Case {
    Scenario scenario;
    Result result;

    Case() {
        scenario.steps.resize(2);
        scenario.steps[0].name = "press";
        scenario.steps[1].name = "bend";
        for (const double time : {0.0, 0.5, 1.0, 1.5, 2.0}) {
            ResultState state;
            state.time = time;
            state.step = time <= 1.0 ? "press" : "bend";
            for (const Disc disc : {Disc::L3_L4, Disc::L4_L5}) {
                DiscMeasures measures;
                measures.disc = disc;
                measures.pressure_index = time + (disc == Disc::L4_L5 ? 10.0 : 0.0);
                state.discs.push_back(measures);
            }
            result.states.push_back(state);
        }
        result.complete = true;
    }
    void expect(const std::string& step, double value, double tolerance) {
        scenario.expect.push_back({"pressure_index", Disc::L4_L5, step, value, tolerance, "a source"});
    }
};

TEST(Expectations, are_read_at_the_end_of_their_step_and_disc) {
    Case c;
    c.expect("press", 11.0, 0.1);
    c.expect("bend", 12.0, 0.1);
    const auto checks = check_expectations(c.scenario, c.result);
    ASSERT_EQ(checks.size(), 2U);
    EXPECT_EQ(checks[0].measured, 11.0);
    EXPECT_EQ(checks[1].measured, 12.0);
    EXPECT_TRUE(checks[0].pass());
    EXPECT_TRUE(checks[1].pass());
}

TEST(Expectations, no_step_means_the_last) {
    Case c;
    c.expect("", 12.0, 0.1);
    const auto checks = check_expectations(c.scenario, c.result);
    EXPECT_EQ(checks[0].expectation.step, "bend");
    EXPECT_EQ(checks[0].measured, 12.0);
}

TEST(Expectations, the_tolerance_is_inclusive) {
    Case c;
    c.expect("press", 10.5, 0.5);
    c.expect("press", 11.5, 0.5);
    c.expect("press", 10.5, 0.49);
    c.expect("press", 11.5, 0.49);
    const auto checks = check_expectations(c.scenario, c.result);
    EXPECT_TRUE(checks[0].pass());
    EXPECT_TRUE(checks[1].pass());
    EXPECT_FALSE(checks[2].pass());
    EXPECT_FALSE(checks[3].pass());
}

TEST(Expectations, a_step_that_was_not_reached_fails) {
    Case c;
    c.expect("bend", 12.0, 0.1);
    c.result.states.pop_back();
    c.result.complete = false;
    const auto checks = check_expectations(c.scenario, c.result);
    EXPECT_FALSE(checks[0].measured);
    EXPECT_FALSE(checks[0].pass());
    EXPECT_THAT(expectation_table(checks), HasSubstr("not reached"));
    EXPECT_TRUE(expectations_json(checks)[0].at("measured").is_null());
}

TEST(Expectations, measures_of_tasks_and_of_their_discs) {
    Case c;
    c.scenario.steps.clear();
    c.scenario.tasks.resize(2);
    c.scenario.tasks[0].name = "stand";
    c.scenario.tasks[1].name = "lift";
    for (ResultState& state : c.result.states) {
        state.step = state.time <= 1.0 ? "stand" : "lift";
        state.task.emplace();
        state.task->compression_L5S1_N = 1000.0 * state.time;
    }
    c.scenario.expect = {{"compression_L5S1_N", std::nullopt, "stand", 1000.0, 1.0, "a source"},
                         {"task.compression_L5S1_N", std::nullopt, "", 2000.0, 1.0, "a source"},
                         {"pressure_index", Disc::L3_L4, "lift", 2.0, 0.1, "a source"}};
    const auto checks = check_expectations(c.scenario, c.result);
    EXPECT_EQ(checks[0].measured, 1000.0);
    EXPECT_EQ(checks[1].expectation.step, "lift");
    EXPECT_EQ(checks[1].measured, 2000.0);
    EXPECT_EQ(checks[2].measured, 2.0);
    EXPECT_THAT(expectation_table(checks), HasSubstr("pass  lift   -      task.compression_L5S1_N  2000 "));
    c.result.states.back().task.reset();
    EXPECT_FALSE(check_expectations(c.scenario, c.result)[1].measured);
}

TEST(Expectations, table_says_pass_or_fail_with_source) {
    Case c;
    c.expect("press", 11.0, 0.25);
    c.expect("press", 3.0, 0.25);
    const std::string table = expectation_table(check_expectations(c.scenario, c.result));
    EXPECT_THAT(table, HasSubstr("pass  press  L4-L5  pressure_index  11        11 +- 0.25  a source\n"));
    EXPECT_THAT(table, HasSubstr("FAIL  press  L4-L5  pressure_index  11        3 +- 0.25   a source\n"));
}

}  // namespace

}  // namespace spondyl::app
