// SPDX-License-Identifier: Apache-2.0
// Which task of a scenario is compared, and what it keeps of the others.
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "studies/compare.hpp"

namespace spondyl {
namespace {

Scenario lift() {
    return parse_scenario(R"(
title = "lift"
[person]
height_cm = 170
mass_kg = 70
[[task]]
name = "pick up"
style = "free"
load_kg = 12
load_height_cm = 35
load_distance_cm = 40
load_distance_from = "ankles"
[[task]]
name = "set down"
destination_of = "pick up"
style = "free"
load_height_cm = 140
load_distance_cm = 45
load_distance_from = "ankles"
)",
                          "lift.toml");
}

TEST(ComparedTask, is_the_lift_and_keeps_the_place_of_its_destination) {
    const Scenario one = with_one_task(lift(), "");
    ASSERT_EQ(one.tasks.size(), 1U);
    EXPECT_EQ(one.tasks[0].name, "pick up");
    EXPECT_EQ(one.tasks[0].load_height_cm, 35.0);
    EXPECT_EQ(one.tasks[0].lift.destination_height_cm, 140.0);
    EXPECT_EQ(one.tasks[0].lift.destination_horizontal_cm, 45.0);
    EXPECT_EQ(one.tasks[0].lift.destination_asymmetry_deg, 0.0);
}

TEST(ComparedTask, what_was_measured_goes_before_the_pose_of_the_destination) {
    Scenario scenario = lift();
    scenario.tasks[0].lift.destination_horizontal_cm = 50.0;
    scenario.tasks[1].load_distance_from = LoadFrom::disc;
    EXPECT_EQ(with_one_task(scenario, "").tasks[0].lift.destination_horizontal_cm, 50.0);
    scenario.tasks[0].lift.destination_horizontal_cm = {};
    EXPECT_FALSE(with_one_task(scenario, "").tasks[0].lift.destination_horizontal_cm)
        << "a distance from the disc is no H";
}

TEST(ComparedTask, a_destination_by_its_name_is_a_task_of_its_own) {
    const Scenario one = with_one_task(lift(), "set down");
    ASSERT_EQ(one.tasks.size(), 1U);
    EXPECT_EQ(one.tasks[0].destination_of, "");
    EXPECT_EQ(one.tasks[0].load_kg, 12.0);
    // A strategy is applied to the text of this scenario.
    EXPECT_NO_THROW(parse_scenario(canonical_toml(one), "one.toml"));
}

TEST(ComparedTask, refuses_a_task_that_is_not_there) {
    EXPECT_THROW(with_one_task(lift(), "nothing"), UserError);
    Scenario none = lift();
    none.tasks.clear();
    EXPECT_THROW(with_one_task(none, ""), UserError);
}

}  // namespace
}  // namespace spondyl
