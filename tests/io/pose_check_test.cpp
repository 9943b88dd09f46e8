// SPDX-License-Identifier: Apache-2.0
// What is found by posing the tasks of a file, before anything is solved.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using ::testing::HasSubstr;

std::string message_of_poses(const std::string& text) {
    const test::ScratchFolder folder;
    try {
        load_scenario(folder.write("poses.toml", text));
    } catch (const UserError& error) {
        return error.what();
    }
    return "accepted";
}

const std::string pose_head = "title = \"t\"\n[person]\nsex = \"male\"\nheight_cm = 178\nmass_kg = 80\n";

std::string hold(const std::string& name, const std::string& keys) {
    return "[[task]]\nname = \"" + name + "\"\n" + keys;
}

TEST(PoseCheck, a_load_out_of_reach_is_reported_with_task_and_line) {
    const std::string near = "load_kg = 5\nload_distance_cm = 30\nload_height_cm = 100\n",
                      far = "load_kg = 5\nload_distance_cm = 80\nload_height_cm = 100\n";
    EXPECT_EQ(message_of_poses(pose_head + hold("near", near)), "accepted");
    const std::string message =
        message_of_poses(pose_head + hold("near", near) + hold("far", far) + hold("farther", far));
    EXPECT_THAT(message, HasSubstr("poses.toml:11:1: error: task \"far\": "));
    EXPECT_THAT(message, HasSubstr("poses.toml:16:1: error: task \"farther\": ")) << "all of them at once";
    EXPECT_THAT(message, HasSubstr("2 errors"));
}

TEST(PoseCheck, angles_beyond_the_tables) {
    const std::string message =
        message_of_poses(pose_head + hold("fold", "trunk_flexion_deg = 120\nlumbar_flexion_deg = 80\n"));
    EXPECT_THAT(message, HasSubstr("poses.toml:6:1: error: task \"fold\": lumbar flexion 80.0 deg: covered are"));
}

// A file may hold a variant that nobody can do; it fails when it is run.
TEST(PoseCheck, is_for_files_alone) {
    EXPECT_EQ(parse_scenario(pose_head + hold("far", "load_kg = 5\nload_distance_cm = 110\n"), "variant").tasks.size(),
              1U);
}

}  // namespace

}  // namespace spondyl
