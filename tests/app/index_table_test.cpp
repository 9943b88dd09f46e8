// SPDX-License-Identifier: Apache-2.0
#include "app/index_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spondyl::app {

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Result two_rated_tasks() {
    Result result;
    for (int i = 0; i < 3; ++i) {
        ResultState state;
        state.step = i == 0 ? "rest" : i == 1 ? "stand" : "lift";
        state.time = i;
        if (i > 0) {
            state.task.emplace();
            IndexMeasures indices;
            indices.action_limit_ratio = i == 1 ? 0.25 : 1.25;
            indices.strength_margin_N = i == 1 ? 3000.0 : -12.0;
            if (i == 2) indices.niosh_lifting_index = 0.875;
            state.indices = indices;
        }
        result.states.push_back(state);
    }
    return result;
}

TEST(IndexTable, a_column_per_task_with_limits) {
    EXPECT_EQ(index_table(two_rated_tasks()),
              "index                unit  limit  stand    lift\n"
              "action_limit_ratio   1         1  0.25    1.25*\n"
              "strength_margin_N    N         0  3000     -12*\n"
              "niosh_lifting_index  1         1     -   0.875\n"
              "* exceeds its published limit; see `spondyl list indices` for sources and limits\n");
}

TEST(IndexTable, more_than_five_tasks_go_below) {
    Result result = two_rated_tasks();
    for (int i = 3; i <= 6; ++i) {
        result.states.push_back(result.states[2]);
        result.states.back().step = "task " + std::to_string(i);
        result.states.back().time = i;
    }
    const std::string table = index_table(result);
    EXPECT_THAT(table, HasSubstr("\nindex                unit  limit  task 6\n"));
    EXPECT_THAT(table, Not(HasSubstr("task 5  task 6")));
}

TEST(IndexTable, nothing_without_tasks) {
    EXPECT_EQ(index_table(Result{}), "");
    EXPECT_TRUE(index_rows_json(Result{}).empty());
}

TEST(IndexTable, json_has_every_index_and_null_where_none_applies) {
    const nlohmann::ordered_json rows = index_rows_json(two_rated_tasks());
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1].at("step"), "lift");
    EXPECT_EQ(rows[1].at("niosh_lifting_index"), 0.875);
    EXPECT_TRUE(rows[0].at("niosh_lifting_index").is_null());
    for (const IndexColumn& column : index_measure_columns()) EXPECT_TRUE(rows[0].contains(std::string(column.name)));
}

}  // namespace

}  // namespace spondyl::app
