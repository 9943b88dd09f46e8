// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using test::ScratchFolder;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* base = R"(title = "base"
description = "d"
[person]
sex = "male"
height_cm = 180
[person.disc_grade]
L4-L5 = 1
L5-S1 = 2
[[step]]
name = "one"
compression_N = 100
[[step]]
name = "two"
compression_N = 200
[[expect]]
measure = "flexion_deg"
disc = "L4-L5"
value = 0
tolerance = 1
source = "s"
)";

std::string message_of_file(const std::filesystem::path& path) {
    try {
        load_scenario(path);
    } catch (const UserError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Extends, changes_key_by_key) {
    const ScratchFolder folder;
    folder.write("base.toml", base);
    const Scenario s = load_scenario(folder.write(
        "child.toml",
        "extends = \"base.toml\"\ntitle = \"child\"\n[person]\nheight_cm = 160\n[person.disc_grade]\nL4-L5 = 3\n"));
    EXPECT_EQ(s.title, "child");
    EXPECT_EQ(s.description, "d");
    EXPECT_EQ(s.person.sex, Sex::male);
    EXPECT_EQ(s.person.height_cm, 160.0);
    EXPECT_EQ(s.person.disc_grade, (std::array<int, disc_count>{0, 0, 0, 0, 3, 2}));
    ASSERT_EQ(s.steps.size(), 2U);
    EXPECT_EQ(s.steps[1].compression_N, 200.0);
}

TEST(Extends, a_step_list_replaces_the_whole_list) {
    const ScratchFolder folder;
    folder.write("base.toml", base);
    const Scenario s = load_scenario(
        folder.write("child.toml", "extends = \"base.toml\"\n[[step]]\nname = \"one\"\naxial_moment_Nm = 1\n"));
    ASSERT_EQ(s.steps.size(), 1U);
    EXPECT_EQ(s.steps[0].compression_N, 0.0);
    EXPECT_EQ(s.steps[0].axial_moment_Nm, 1.0);
}

TEST(Extends, a_task_list_replaces_the_whole_list) {
    const ScratchFolder folder;
    folder.write("base.toml",
                 "title = \"base\"\n[[task]]\nname = \"lift\"\nload_kg = 20\nload_distance_cm = 30\n"
                 "[[task]]\nname = \"stand\"\n[[muscle_change]]\ngroup = \"psoas\"\narea_scale = 2\n");
    const Scenario heavier =
        load_scenario(folder.write("heavier.toml", "extends = \"base.toml\"\n[person]\nmass_kg = 90\n"));
    EXPECT_EQ(heavier.tasks.size(), 2U);
    EXPECT_EQ(heavier.spine.top, Vertebra::T12);
    EXPECT_EQ(heavier.person.mass_kg, 90.0);
    EXPECT_EQ(heavier.muscle_changes.size(), 1U);
    const Scenario lighter = load_scenario(folder.write(
        "lighter.toml", "extends = \"base.toml\"\nmuscle_change = []\n[[task]]\nname = \"lift\"\nload_kg = 10\n"));
    ASSERT_EQ(lighter.tasks.size(), 1U);
    EXPECT_EQ(lighter.tasks[0].load_kg, 10.0);
    EXPECT_EQ(lighter.tasks[0].load_distance_cm, std::nullopt);
    EXPECT_TRUE(lighter.muscle_changes.empty());
}

TEST(Extends, tasks_replace_steps_only_when_asked_to) {
    const ScratchFolder folder;
    folder.write("base.toml", base);
    const std::string task = "[[task]]\nname = \"stand\"\n";
    const std::string message = message_of_file(folder.write("both.toml", "extends = \"base.toml\"\n" + task));
    EXPECT_THAT(message, HasSubstr("both.toml:2:3: error: a scenario has load steps or tasks, not both"));
    EXPECT_THAT(message, HasSubstr("base.toml:9:3"));
    const Scenario s = load_scenario(folder.write("one.toml", "extends = \"base.toml\"\nstep = []\n" + task));
    EXPECT_TRUE(s.steps.empty());
    EXPECT_EQ(s.tasks.size(), 1U);
}

TEST(Extends, expected_values_are_not_taken_over) {
    const ScratchFolder folder;
    folder.write("base.toml", base);
    EXPECT_TRUE(load_scenario(folder.write("child.toml", "extends = \"base.toml\"\n")).expect.empty());
    EXPECT_EQ(load_scenario(folder.path() / "base.toml").expect.size(), 1U);
}

TEST(Extends, goes_through_several_files_and_folders) {
    const ScratchFolder folder;
    folder.write("base.toml", base);
    folder.write("sub/middle.toml", "extends = \"../base.toml\"\n[person]\nage_years = 70\n");
    const Scenario s =
        load_scenario(folder.write("sub/deep/leaf.toml", "extends = \"../middle.toml\"\ntitle = \"leaf\"\n"));
    EXPECT_EQ(s.title, "leaf");
    EXPECT_EQ(s.person.age_years, 70.0);
    EXPECT_EQ(s.person.height_cm, 180.0);
}

TEST(Extends, errors_point_into_the_right_file) {
    const ScratchFolder folder;
    folder.write("base.toml", "title = \"base\"\n[person]\nsex = \"man\"\n[[step]]\nname = \"a\"\n");
    const std::string message =
        message_of_file(folder.write("child.toml", "extends = \"base.toml\"\n\n[spine]\nmesh = \"thick\"\n"));
    EXPECT_THAT(message, HasSubstr((folder.path() / "base.toml").string() + ":3:7: error: \"sex\" in [person]"));
    EXPECT_THAT(message, HasSubstr("    3 | sex = \"man\"\n"));
    EXPECT_THAT(message, HasSubstr((folder.path() / "child.toml").string() + ":4:8: error: \"mesh\" in [spine]"));
    EXPECT_THAT(message, HasSubstr("    4 | mesh = \"thick\"\n"));
    EXPECT_THAT(message, HasSubstr("\n2 errors"));
}

TEST(Extends, a_contradiction_points_to_the_file_that_caused_it) {
    const ScratchFolder folder;
    folder.write("base.toml", "title = \"base\"\n[spine]\ntop = \"L4\"\nbottom = \"L5\"\n[[step]]\nname = \"a\"\n");
    const std::string message =
        message_of_file(folder.write("child.toml", "extends = \"base.toml\"\n[spine]\ntop = \"S1\"\n"));
    EXPECT_THAT(message, HasSubstr("child.toml:3:7: error: top \"S1\" must lie above bottom \"L5\""));
}

TEST(Extends, a_mistake_in_a_replaced_list_is_reported_in_the_base) {
    const ScratchFolder folder;
    folder.write("base.toml", "title = \"base\"\n[[step]]\nname = 3\n");
    const std::string message =
        message_of_file(folder.write("child.toml", "extends = \"base.toml\"\n[[step]]\nname = \"a\"\n"));
    EXPECT_THAT(message, HasSubstr("base.toml:3:8: error: \"name\" in [[step]] must be text in quotes"));
    EXPECT_THAT(message, HasSubstr("\n1 error"));
}

TEST(Extends, a_base_that_is_not_toml_is_the_only_complaint) {
    const ScratchFolder folder;
    folder.write("base.toml", "title = \n");
    const std::string message = message_of_file(folder.write("child.toml", "extends = \"base.toml\"\n"));
    EXPECT_THAT(message, HasSubstr("base.toml:1:9: error: not valid TOML"));
    EXPECT_THAT(message, HasSubstr("\n1 error"));
}

TEST(Extends, a_file_that_extends_itself) {
    const ScratchFolder folder;
    const std::string message = message_of_file(folder.write("a.toml", "extends = \"a.toml\"\n"));
    EXPECT_THAT(message, HasSubstr("a.toml:1:11: error: files extend each other in a circle: a.toml -> a.toml"));
    EXPECT_THAT(message, HasSubstr("\n1 error"));
}

TEST(Extends, a_circle_of_three) {
    const ScratchFolder folder;
    folder.write("b.toml", "extends = \"c.toml\"\n");
    folder.write("c.toml", "# c\nextends = \"./a.toml\"\n");
    const std::string message = message_of_file(folder.write("a.toml", "extends = \"b.toml\"\n"));
    EXPECT_THAT(
        message,
        HasSubstr("c.toml:2:11: error: files extend each other in a circle: a.toml -> b.toml -> c.toml -> a.toml"));
    EXPECT_THAT(message, Not(HasSubstr("2 errors")));
}

TEST(Extends, missing_base_is_searched_next_to_the_file) {
    const ScratchFolder folder;
    const std::string message = message_of_file(folder.write("sub/child.toml", "extends = \"base.toml\"\n"));
    EXPECT_THAT(message, HasSubstr("child.toml:1:11: error: cannot extend \"base.toml\": cannot read the scenario " +
                                   (folder.path() / "sub/base.toml").string()));
}

}  // namespace

}  // namespace spondyl
