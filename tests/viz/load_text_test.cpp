// SPDX-License-Identifier: Apache-2.0
#include "viz/load_text.hpp"

#include <gtest/gtest.h>

namespace spondyl::viz {
namespace {

Scenario make_scenario() {
    Scenario scenario;
    scenario.steps = {{.name = "preload", .follower_load_N = 500},
                      {.name = "extend", .follower_load_N = 500, .flexion_moment_Nm = -7.5}};
    return scenario;
}

TEST(describe_loads, names_loads_at_the_end_of_a_step) {
    EXPECT_EQ(describe_loads(make_scenario(), 1.0), "500 N follower load");
    EXPECT_EQ(describe_loads(make_scenario(), 2.0), "500 N follower load, 7.5 Nm extension");
}

TEST(describe_loads, goes_linearly_within_a_step) {
    EXPECT_EQ(describe_loads(make_scenario(), 0.0), "no load");
    EXPECT_EQ(describe_loads(make_scenario(), 0.5), "250 N follower load");
    EXPECT_EQ(describe_loads(make_scenario(), 1.2), "500 N follower load, 1.5 Nm extension");
}

TEST(describe_loads, gives_every_load_its_direction) {
    Scenario scenario;
    scenario.steps = {
        {.name = "all", .compression_N = 1000, .vertical_load_N = 400, .lateral_moment_Nm = -5, .axial_moment_Nm = 3}};
    EXPECT_EQ(describe_loads(scenario, 1.0),
              "1000 N compression, 400 N weight, 5 Nm bending to the left, 3 Nm rotation to the left");
}

}  // namespace
}  // namespace spondyl::viz
