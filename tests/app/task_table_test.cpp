// SPDX-License-Identifier: Apache-2.0
#include "app/task_table.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spondyl::app {

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Result two_tasks() {
    Result result;
    result.complete = true;
    result.muscles = {{"m1 l", "multifidus", Side::left, 100.0},
                      {"m1 r", "multifidus", Side::right, 100.0},
                      {"m2 l", "multifidus", Side::left, 50.0},
                      {"p1 l", "psoas", Side::left, 200.0},
                      {"p1 r", "psoas", Side::right, 200.0}};
    for (const auto& [name, time] :
         std::vector<std::pair<std::string, double>>{{"rest", 0.0}, {"stand", 1.0}, {"lift", 2.0}}) {
        ResultState state;
        state.step = name;
        state.time = time;
        for (const Disc disc : {Disc::L4_L5, Disc::L5_S1})
            state.discs.push_back({.disc = disc, .nucleus_pressure_MPa = disc == Disc::L4_L5 ? 0.5 * time : 0.25});
        if (time > 0.0) {
            TaskMeasures task;
            task.compression_L5S1_N = 1000.0 * time;
            task.shear_L5S1_N = -0.2;
            task.external_moment_flexion_Nm = 12.34;
            task.activation_max = 0.25;
            task.strength_used = 0.5 * time;
            task.stability_margin_Nm_rad = 40.0;
            state.task = task;
            for (std::size_t i = 0; i < result.muscles.size(); ++i) {
                MuscleState muscle;
                muscle.force_N = time * (10.0 + static_cast<double>(i));
                muscle.passive_N = 1.0;
                muscle.activation = 0.1 * static_cast<double>(i);
                state.muscles.push_back(muscle);
            }
        }
        result.states.push_back(state);
    }
    return result;
}

TEST(TaskTable, one_row_per_task_with_units) {
    EXPECT_EQ(task_table(two_tasks()),
              "task   compression  ant. shear  L4-L5  L5-S1  ext. moment  activation  strength  stability\n"
              "         L5-S1 [N]   L5-S1 [N]  [MPa]  [MPa]        [N*m]    max. [%]  used [%]  [N*m/rad]\n"
              "stand         1000           0  0.500  0.250         12.3          25        50         40\n"
              "lift          2000           0  1.000  0.250         12.3          25       100         40\n");
}

TEST(TaskTable, a_task_without_an_equilibrium_has_a_row) {
    Result result = two_tasks();
    result.complete = false;
    result.verdicts = {{.task = "bend", .kind = VerdictKind::no_equilibrium, .progress = 0.4}};
    EXPECT_THAT(task_table(result), HasSubstr("\nbend             -           -      -      -            -"));
}

TEST(TaskTable, muscles_by_group_strongest_first) {
    EXPECT_EQ(muscle_table(two_tasks()),
              "task   strongest muscles  left  right  passive  activation\n"
              "                           [N]    [N]      [N]    max. [%]\n"
              "stand  multifidus           22     11        3          20\n"
              "stand  psoas                13     14        2          40\n"
              "lift   multifidus           44     22        3          20\n"
              "lift   psoas                26     28        2          40\n");
    Result result = two_tasks();
    for (ResultState& state : result.states) {
        if (!state.muscles.empty()) state.muscles[4].force_N = 1000.0;
    }
    const std::string table = muscle_table(result);
    EXPECT_LT(table.find("stand  psoas"), table.find("stand  multifidus"));
}

TEST(TaskTable, eight_groups_at_most) {
    Result result = two_tasks();
    for (int i = 0; i < 9; ++i) {
        result.muscles.push_back({fmt::format("x{}", i), fmt::format("group {}", i), Side::left, 1.0});
        for (ResultState& state : result.states) {
            if (!state.task) continue;
            state.muscles.emplace_back();
            state.muscles.back().force_N = 0.5 + i;
        }
    }
    const std::string table = muscle_table(result);
    EXPECT_THAT(table, HasSubstr("stand  group 3"));
    EXPECT_THAT(table, Not(HasSubstr("stand  group 2"))) << "two groups are stronger, and six of nine";
}

TEST(TaskTable, nothing_without_tasks) {
    Result result = two_tasks();
    for (ResultState& state : result.states) {
        state.task.reset();
        state.muscles.clear();
    }
    EXPECT_EQ(task_table(result), "");
    EXPECT_EQ(muscle_table(result), "");
    EXPECT_TRUE(task_rows_json(result).empty());
    EXPECT_TRUE(muscle_rows_json(result).empty());
}

TEST(TaskTable, json_has_every_measure_and_every_group) {
    const nlohmann::ordered_json tasks = task_rows_json(two_tasks()), muscles = muscle_rows_json(two_tasks());
    ASSERT_EQ(tasks.size(), 2U);
    EXPECT_EQ(tasks[1].at("step"), "lift");
    EXPECT_EQ(tasks[1].at("compression_L5S1_N"), 2000.0);
    for (const auto& column : task_measure_columns()) EXPECT_TRUE(tasks[0].contains(std::string(column.name)));
    ASSERT_EQ(muscles.size(), 8U) << "two tasks, two groups, two sides";
    const nlohmann::ordered_json left = {{"step", "stand"},  {"time", 1.0},          {"group", "multifidus"},
                                         {"side", "left"},   {"fascicles", 2},       {"force_N", 22.0},
                                         {"passive_N", 2.0}, {"activation_max", 0.2}};
    EXPECT_EQ(muscles[0], left);
}

}  // namespace

}  // namespace spondyl::app
