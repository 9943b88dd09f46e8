// SPDX-License-Identifier: Apache-2.0
// Wrong files for whole-body tasks, each with the message it must give.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/schema.hpp"

namespace spondyl {

namespace {

using ::testing::HasSubstr;

std::string message_of_task(const std::string& text) {
    try {
        parse_scenario(text, "bad.toml");
    } catch (const UserError& error) {
        return error.what();
    }
    return "accepted";
}

const std::string task_head = "title = \"t\"\n";
const std::string task = "[[task]]\nname = \"lift\"\n";
const std::string task2 = "[[task]]\nname = \"down\"\n";

struct BadTask {
    const char* name;
    std::string text;
    std::vector<const char*> says;  // all of these, among them file:line:column
};

void PrintTo(const BadTask& bad, std::ostream* stream) {
    *stream << bad.name;
}

class BadTaskTest : public ::testing::TestWithParam<BadTask> {};

TEST_P(BadTaskTest, says_what_is_wrong_and_where) {
    const std::string message = message_of_task(GetParam().text);
    for (const char* part : GetParam().says) EXPECT_THAT(message, HasSubstr(part));
    EXPECT_THAT(message, HasSubstr("\n1 error"));
}

const std::vector<BadTask> bad_tasks = {
    {"unknown_posture",
     task_head + task + "posture = \"lift_stop\"\n",
     {"bad.toml:4:11: error: there is no posture \"lift_stop\"", "did you mean \"lift_stoop\"?"}},
    {"unknown_muscle_set",
     task_head + "[muscles]\nset = \"thoracolumbr\"\n" + task,
     {"bad.toml:3:7: error: there is no muscle set \"thoracolumbr\"", "did you mean \"thoracolumbar\"?"}},
    {"unknown_ligament_set",
     task_head + "[tissue]\nligaments = \"gool\"\n" + task,
     {"bad.toml:3:13: error: there is no ligament set \"gool\"", "did you mean \"goel\"?"}},
    {"unknown_tissue_set",
     task_head + "[tissue]\nset = \"hgo_disperse\"\n" + task,
     {"bad.toml:3:7: error: there is no tissue set \"hgo_disperse\"", "did you mean \"hgo_dispersed\"?"}},
    {"lifts_of_a_day_that_contradict_rate_and_hours",
     task_head + "[work]\nfrequency_per_min = 2\nduration_h = 4\nlifts_per_day = 100\n" + task,
     {"bad.toml:5:17: error: task \"lift\": 2 lifts a minute for 4 h are 480 lifts, not 100", "leave one out"}},
    {"hours_of_a_task_that_contradict_the_common_rates",
     task_head + "[work]\nfrequency_per_min = 2\nduration_h = 4\nlifts_per_day = 480\n" + task + "duration_h = 2\n",
     {"bad.toml:5:17: error: task \"lift\": 2 lifts a minute for 2 h are 240 lifts, not 480"}},
    {"lifts_of_a_day_in_too_short_a_time",
     task_head + "[work]\nduration_h = 0.1\nlifts_per_day = 50000\n" + task,
     {"bad.toml:4:17: error: task \"lift\": 8333.33 lifts a minute for 0.1 h are 50000 lifts a day",
      "frequency_per_min may be 0.01 to 60"}},
    {"more_lifts_than_a_day_may_have",
     task_head + "[work]\nfrequency_per_min = 60\nduration_h = 24\n" + task,
     {"bad.toml:3:21: error: task \"lift\": 60 lifts a minute for 24 h are 86400 lifts a day",
      "lifts_per_day may be 1 to 50000"}},
    {"steps_and_tasks",
     task_head + "[[step]]\nname = \"a\"\n" + task,
     {"bad.toml:4:3: error: a scenario has load steps or tasks, not both", "the steps are at bad.toml:2:3"}},
    {"empty_task_list", task_head + "task = []\n", {"bad.toml:2:1: error: there is no load step and no task"}},
    {"task_with_single_brackets",
     task_head + "[task]\nname = \"a\"\n",
     {"bad.toml:2:2: error: task must be a list of tables, found a table", "write [[task]] with double brackets"}},
    {"task_without_name",
     task_head + "[[task]]\nload_kg = 5\n",
     {"bad.toml:2:1: error: this [[task]] has no \"name\""}},
    {"task_with_empty_name",
     task_head + "[[task]]\nname = \"\"\n",
     {"bad.toml:3:8: error: \"name\" in [[task]] is empty"}},
    {"duplicate_task_name",
     task_head + task + task,
     {"bad.toml:5:8: error: the task name \"lift\" is used twice", "first used at bad.toml:3:8"}},
    {"style_with_angles",
     task_head + task + "style = \"squat\"\nload_height_cm = 20\nknee_flexion_deg = 90\n",
     {"bad.toml:6:20: error: \"knee_flexion_deg\" and \"style\" are both given", "leave one of the two out"}},
    {"style_without_height",
     task_head + task + "style = \"squat\"\n",
     {"bad.toml:4:9: error: \"style\" needs \"load_height_cm\""}},
    {"destination_of_nothing",
     task_head + task + task2 + "destination_of = \"lfit\"\n",
     {"bad.toml:6:18: error: no other task is called \"lfit\"", "tasks: lift"}},
    {"destination_of_itself",
     task_head + task + task2 + "destination_of = \"down\"\n",
     {"bad.toml:6:18: error: a task cannot be its own destination", "picked up"}},
    {"destination_with_another_load",
     task_head + task + "load_kg = 5\n" + task2 + "destination_of = \"lift\"\nload_kg = 6\n",
     {"error: 6 kg are set down, 5 kg were picked up", "leave load_kg out"}},
    {"unknown_style", task_head + task + "style = \"sqat\"\nload_height_cm = 20\n", {"bad.toml:4:9", "\"squat\""}},
    {"one_hand_without_its_side",
     task_head + task + "posture = \"lift_one_handed\"\nload_kg = 5\n",
     {"bad.toml:4:11: error: the posture lift_one_handed does not say which hand", "hands = \"left\""}},
    {"top_below_the_thorax",
     task_head + "[spine]\ntop = \"L1\"\n" + task,
     {"bad.toml:3:7: error: tasks need the whole lumbar spine, spine.top = \"T12\"", "leave the key out"}},
    {"bottom_above_the_pelvis",
     task_head + "[spine]\nbottom = \"L5\"\n" + task,
     {"bad.toml:3:10: error: tasks need the whole lumbar spine, spine.bottom = \"S1\"", "leave the key out"}},
    {"deformable_bone",
     task_head + "[spine]\nbone = \"deformable\"\n" + task,
     {"bad.toml:3:8: error: tasks need rigid vertebrae, but this file has deformable ones"}},
    {"three_angles",
     task_head + task + "trunk_flexion_deg = 50\npelvis_flexion_deg = 20\nlumbar_flexion_deg = 30\n",
     {"bad.toml:6:22: error: the angles of trunk, pelvis and lumbar spine are all given", "leave one out"}},
    {"misspelt_key",
     task_head + task + "load_distanc_cm = 30\n",
     {"bad.toml:4:1: error: unknown key \"load_distanc_cm\" in [[task]]", "did you mean \"load_distance_cm\"?"}},
    {"load_as_text",
     task_head + task + "load_distance_cm = \"30\"\n",
     {"bad.toml:4:20: error: \"load_distance_cm\" in [[task]] must be a number, found the text \"30\"",
      "write 30 without quotes; allowed: 0 to 120 cm"}},
    {"unknown_group",
     task_head + "[[muscle_change]]\ngroup = \"multifidi\"\n" + task,
     {"bad.toml:3:9: error: \"group\" in [[muscle_change]] cannot be \"multifidi\"", "did you mean \"multifidus\"?"}},
    {"change_without_group",
     task_head + "[[muscle_change]]\narea_scale = 1\n" + task,
     {"bad.toml:2:1: error: this [[muscle_change]] has no \"group\""}},
    {"unknown_vertebra_of_a_change",
     task_head + "[[muscle_change]]\ngroup = \"psoas\"\nvertebra = \"T11\"\n" + task,
     {"bad.toml:4:12: error: \"vertebra\" in [[muscle_change]] cannot be \"T11\"", "\"T12\""}},
    {"unknown_task",
     task_head + task + "[[expect]]\nmeasure = \"load_N\"\nstep = \"lfit\"\nvalue = 1\ntolerance = 1\nsource = \"s\"\n",
     {"bad.toml:6:8: error: there is no task \"lfit\"", "did you mean \"lift\"? tasks: \"lift\""}},
    {"disc_of_a_task_measure",
     task_head + task +
         "[[expect]]\nmeasure = \"load_N\"\ndisc = \"L5-S1\"\nvalue = 1\ntolerance = 1\nsource = \"s\"\n",
     {"bad.toml:6:8: error: \"load_N\" is a measure of a task, not of a disc", "leave disc out"}},
    {"disc_measure_without_disc",
     task_head + task + "[[expect]]\nmeasure = \"compression_N\"\nvalue = 1\ntolerance = 1\nsource = \"s\"\n",
     {"bad.toml:4:1: error: \"compression_N\" needs a \"disc\"", "\"L5-S1\""}},
    {"task_measure_without_tasks",
     task_head + "[[step]]\nname = \"a\"\n[[expect]]\nmeasure = \"load_N\"\nvalue = 1\ntolerance = 1\nsource = \"s\"\n",
     {"bad.toml:5:11: error: \"load_N\" is a measure of a task, but this file has none"}},
    {"tiny_person", task_head + "[person]\nmass_kg = 30\n" + task, {"bad.toml:3:11", "allowed: 35 to 200 kg"}},
    {"waist_in_inches",
     task_head + "[person]\nwaist_cm = 34\n" + task,
     {"bad.toml:3:12: error: \"waist_cm\" in [person] is out of range: 34", "allowed: 50 to 200 cm"}},
    {"unknown_cost",
     task_head + "[muscles]\ncost = \"stress_cube\"\n" + task,
     {"bad.toml:3:8: error: \"cost\" in [muscles] cannot be \"stress_cube\"", "did you mean \"stress_cubed\"?"}},
    {"index_of_a_disc",
     task_head + task +
         "[[expect]]\nmeasure = \"dortmund_ratio\"\ndisc = \"L5-S1\"\nvalue = 1\ntolerance = 1\nsource = \"s\"\n",
     {"bad.toml:6:8: error: \"dortmund_ratio\" is a measure of a task, not of a disc", "leave disc out"}},
    {"lifts_twice_a_second",
     task_head + "[work]\nfrequency_per_min = 120\n" + task,
     {"bad.toml:3:21: error: \"frequency_per_min\" in [work] is out of range: 120", "allowed: 0.01 to 60 1/min"}},
    {"unknown_coupling",
     task_head + task + "coupling = \"handles\"\n",
     {"bad.toml:4:12: error: \"coupling\" in [[task]] cannot be \"handles\"", "\"good\", \"fair\", \"poor\""}},
    {"density_of_a_rock",
     task_head + "[person]\nbone_density_mg_ml = 2000\n" + task,
     {"bad.toml:3:22: error: \"bone_density_mg_ml\" in [person] is out of range: 2000", "allowed: 10 to 400 mg/ml"}},
    {"unknown_hands",
     task_head + task + "hands = \"one\"\n",
     {"bad.toml:4:9: error: \"hands\" in [[task]] cannot be \"one\"", "\"both\", \"left\", \"right\""}},
};

INSTANTIATE_TEST_SUITE_P(all, BadTaskTest, ::testing::ValuesIn(bad_tasks),
                         [](const auto& test) { return test.param.name; });

std::string file_with(const schema::Table& table, const std::string& line) {
    if (table.name == "task") return task_head + task + line;
    return task_head +
           fmt::format("{}\n{}{}", table.title(), table.name == "muscle_change" ? "group = \"all\"\n" : "", line) +
           task;
}

// Every key, so that none of them takes what it cannot mean.
TEST(BadTasks, every_key_refuses_the_wrong_type_and_what_is_out_of_range) {
    int numbers = 0;
    for (const char* name : {"muscles", "muscle_change", "work", "task"}) {
        const schema::Table& table = *schema::find_table(name);
        for (const schema::Key& key : table.keys) {
            if (key.required) continue;
            const std::string wrong_type = message_of_task(file_with(table, fmt::format("{} = true\n", key.name)));
            EXPECT_THAT(wrong_type, HasSubstr(fmt::format("\"{}\" in {} must be", key.name, table.title())));
            EXPECT_THAT(wrong_type, HasSubstr("\n1 error"));
            if (key.access.kind != schema::Kind::number) {
                if (key.choices().empty()) continue;
                EXPECT_THAT(message_of_task(file_with(table, fmt::format("{} = \"qqqqqqqqqq\"\n", key.name))),
                            HasSubstr(fmt::format("\"{}\" in {} cannot be \"qqqqqqqqqq\"", key.name, table.title())));
                continue;
            }
            ++numbers;
            for (const double value : {key.limits.least - 0.125, key.limits.most + 0.125}) {
                EXPECT_THAT(message_of_task(file_with(table, fmt::format("{} = {}\n", key.name, value))),
                            HasSubstr(fmt::format("\"{}\" in {} is out of range: {}", key.name, table.title(), value)));
            }
            for (const double value : {key.limits.least, key.limits.most}) {
                EXPECT_EQ(message_of_task(file_with(table, fmt::format("{} = {}\n", key.name, value))), "accepted")
                    << key.name;
            }
        }
    }
    EXPECT_EQ(numbers, 68);
}

}  // namespace

}  // namespace spondyl
