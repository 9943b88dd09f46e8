// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/scenario/scenario_file.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using test::Finished;
using test::ScratchFolder;
using ::testing::HasSubstr;

// load_scenario poses every task: the hands get where the files put them.
TEST(NewCommand, every_kind_is_a_valid_scenario) {
    const ScratchFolder folder;
    for (const char* kind : {"lift", "hold", "sit", "segment"}) {
        const std::string file = (folder.path() / (std::string(kind) + ".toml")).string();
        const Finished finished = test::spondyl({"new", kind, "-o", file});
        ASSERT_EQ(finished.code, 0) << finished.err;
        const Scenario scenario = load_scenario(file);
        EXPECT_EQ(scenario.tasks.empty(), std::string(kind) == "segment") << kind;
        EXPECT_FALSE(scenario.tasks.empty() && scenario.steps.empty()) << kind;
    }
}

TEST(NewCommand, a_lift_has_both_ends) {
    const ScratchFolder folder;
    const std::string file = (folder.path() / "lift.toml").string();
    ASSERT_EQ(test::spondyl({"new", "lift", "-o", file}).code, 0);
    const Scenario scenario = load_scenario(file);
    ASSERT_EQ(scenario.tasks.size(), 2u);
    EXPECT_EQ(scenario.tasks[1].destination_of, scenario.tasks[0].name);
    EXPECT_EQ(scenario.tasks[1].load_kg, scenario.tasks[0].load_kg);
}

TEST(NewCommand, lists_what_there_is) {
    const Finished finished = test::spondyl({"new"});
    EXPECT_EQ(finished.code, 0);
    EXPECT_THAT(finished.out, HasSubstr("A lift: a box"));
    EXPECT_THAT(finished.out, HasSubstr("segment"));
}

TEST(NewCommand, overwrites_nothing) {
    const ScratchFolder folder;
    const std::string file = folder.write("mine.toml", "title = \"mine\"\n").string();
    const Finished finished = test::spondyl({"new", "hold", "-o", file});
    EXPECT_EQ(finished.code, 2);
    EXPECT_THAT(finished.err, HasSubstr("exists already"));
    const Finished unknown = test::spondyl({"new", "lfit"});
    EXPECT_EQ(unknown.code, 2);
    EXPECT_THAT(unknown.err, HasSubstr("did you mean \"lift\"?"));
}

}  // namespace

}  // namespace spondyl
