// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"

namespace spondyl {
namespace {

using ::testing::HasSubstr;

const std::string bone_steps = "[[step]]\nname = \"a\"\ncompression_N = 1\n";

TEST(OwnBonesKeys, paths_are_relative_to_the_file_and_come_back) {
    const std::string text =
        "title = \"a\"\n[person.bones]\nL4 = \"L4.stl\"\nL5 = \"../b/L5.ply\"\nunit = \"m\"\nlandmarks = "
        "\"marks.csv\"\n" +
        bone_steps;
    const Scenario scenario = parse_scenario(text, "/data/case/a.toml");
    EXPECT_EQ(scenario.person.bones.surface[4], "/data/case/L4.stl");
    EXPECT_EQ(scenario.person.bones.surface[5], "/data/b/L5.ply");
    EXPECT_EQ(scenario.person.bones.landmarks, "/data/case/marks.csv");
    EXPECT_EQ(scenario.person.bones.unit, LengthUnit::m);
    EXPECT_EQ(parse_scenario(canonical_toml(scenario), "elsewhere.toml"), scenario);
}

TEST(OwnBonesKeys, a_scenario_without_own_bones_says_nothing_of_them) {
    EXPECT_THAT(canonical_toml(parse_scenario("title = \"a\"\n" + bone_steps, "a.toml")),
                ::testing::Not(HasSubstr("bones")));
}

TEST(OwnBonesKeys, what_means_nothing_is_refused) {
    const auto refused = [](const std::string& text, const char* why) {
        EXPECT_THAT([&] { parse_scenario("title = \"a\"\n" + text + bone_steps, "a.toml"); },
                    ::testing::ThrowsMessage<UserError>(HasSubstr(why)));
    };
    refused("[person.bones]\nunit = \"m\"\n", "\"unit\" in [person.bones] has no effect without a surface");
    refused("[person.bones]\nL4 = \"a.stl\"\n[spine]\nlordosis_scale = 0.5\n", "this person has own bones");
    refused("[person.bones]\nL6 = \"a.stl\"\n", "unknown key \"L6\"");
}

}  // namespace
}  // namespace spondyl
