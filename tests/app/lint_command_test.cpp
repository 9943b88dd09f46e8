// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {
namespace {

TEST(LintCommand, PrintsEveryCheckWithItsBandAndSource) {
    const test::Finished finished = test::spondyl({"lint", "--json"});
    EXPECT_EQ(finished.code, 1) << "docs/muscles.md lists what fails";
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    EXPECT_GT(object.at("findings").size(), 100U);
    for (const nlohmann::json& row : object.at("findings")) {
        const double value = row.at("value");
        EXPECT_EQ(row.at("pass"), value >= row.at("low") && value <= row.at("high")) << row;
        EXPECT_FALSE(row.at("source").get<std::string>().empty()) << row;
    }
    EXPECT_THAT(test::spondyl({"lint"}).out, ::testing::HasSubstr("120 checks, 5 failed"));
}

TEST(LintCommand, NamesTheMistakeInAScenario) {
    const test::ScratchFolder folder;
    const auto file = folder.write("bad.toml", "[person]\nmass_kg = 5\n");
    const test::Finished finished = test::spondyl({"lint", file.string()});
    EXPECT_EQ(finished.code, 2);
    EXPECT_THAT(finished.err, ::testing::HasSubstr("bad.toml:2:"));
}

// The muscles are those of the whole lumbar spine.
TEST(LintCommand, TakesThePersonOfASegment) {
    const test::ScratchFolder folder;
    const auto file = folder.write("segment.toml",
                                   "title = \"t\"\n[person]\nsex = \"male\"\nheight_cm = 175\nmass_kg = 75\n"
                                   "[spine]\ntop = \"L4\"\nbottom = \"L5\"\n[[step]]\nname = \"a\"\n");
    EXPECT_EQ(test::spondyl({"lint", file.string()}).out, test::spondyl({"lint"}).out);
}

}  // namespace
}  // namespace spondyl
