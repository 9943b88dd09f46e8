// SPDX-License-Identifier: Apache-2.0
// Tissue, ligament and muscle sets of a user's own, in files beside the scenario.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "models/anatomy/table.hpp"
#include "models/muscles/muscle_set_folder.hpp"
#include "models/tissue/ligament_set.hpp"
#include "models/tissue/tissue_set.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string press_step = "[[step]]\nname = \"press\"\ncompression_N = 100\n";

std::string refusal_of_scenario(const fs::path& scenario) {
    try {
        load_scenario(scenario);
    } catch (const UserError& error) {
        return error.what();
    }
    return {};
}

void replace(const fs::path& file, const std::string& from, const std::string& to) {
    std::string text = test::read_text(file);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    std::ofstream(file) << text;
}

TEST(OwnSets, rows_of_the_iliolumbar_ligament_are_needed_where_it_is_present) {
    const test::ScratchFolder folder;
    std::string table = test::read_text(data_directory() / "ligament_sets/remus.csv");
    for (std::size_t at = table.find("\nL5-S1,IL_"); at != std::string::npos; at = table.find("\nL5-S1,IL_"))
        table.erase(at, table.find('\n', at + 1) - at);
    folder.write("ligaments.csv", table);
    const std::string scenario = "title = \"a\"\n[tissue]\nligaments = \"ligaments.csv\"\n" + press_step;
    EXPECT_EQ(refusal_of_scenario(folder.write("a.toml", scenario)), "");
    EXPECT_THAT(refusal_of_scenario(folder.write("b.toml", scenario + "[structures]\nIL = \"present\"\n")),
                HasSubstr("has no rows IL_* for L5-S1"));
}

TEST(OwnSets, tables_beside_the_scenario_are_used) {
    const test::ScratchFolder folder;
    const fs::path shipped = data_directory() / "tissue_sets" / "hgo_dispersed";
    fs::create_directories(folder.path() / "sets/mine");
    fs::copy(shipped / "parameters.csv", folder.path() / "sets/mine/parameters.csv");
    fs::copy(shipped / "parameters.csv", folder.path() / "own.csv");
    fs::copy(data_directory() / "ligament_sets/remus.csv", folder.path() / "ligaments.csv");
    const auto scenario = folder.write(
        "a.toml", "title = \"a\"\n[tissue]\nset = \"sets/mine/\"\nligaments = \"ligaments.csv\"\n" + press_step);
    const Scenario mine = load_scenario(scenario);
    EXPECT_THAT(mine.tissue.set, StartsWith(folder.path().string()));
    EXPECT_EQ(load_tissue_set(mine.tissue.set).nucleus[0].c10, load_tissue_set("hgo_dispersed").nucleus[0].c10);
    EXPECT_EQ(load_ligament_set(mine.tissue.ligaments).tissue.size(), load_ligament_set("remus").tissue.size());
    // Wherever the text is read, it means the same files.
    EXPECT_EQ(load_scenario_text(canonical_toml(mine), "elsewhere/b.toml").tissue.set, mine.tissue.set);
    const auto table = folder.write("b.toml", "title = \"b\"\n[tissue]\nset = \"own.csv\"\n" + press_step);
    EXPECT_EQ(load_scenario(table).tissue.set, (folder.path() / "own.csv").string());
    // What another file in a folder below extends keeps its own place.
    folder.write("below/c.toml", "extends = \"../b.toml\"\n");
    EXPECT_EQ(load_scenario(folder.path() / "below/c.toml").tissue.set, (folder.path() / "own.csv").string());
}

TEST(OwnSets, what_is_wrong_is_reported_with_both_places) {
    const test::ScratchFolder folder;
    const auto scenario = folder.write("a.toml", "title = \"a\"\n[tissue]\nset = \"own.csv\"\n" + press_step);
    EXPECT_THAT(refusal_of_scenario(scenario),
                AllOf(HasSubstr("a.toml:3:7:"), HasSubstr("the tissue set cannot be read")));
    const fs::path own = folder.path() / "own.csv";
    fs::copy(data_directory() / "tissue_sets/hgo_dispersed/parameters.csv", own);
    EXPECT_EQ(refusal_of_scenario(scenario), "");
    replace(own, "\nall,annulus_C10,", "\nall,annulus_C10,x");
    EXPECT_THAT(refusal_of_scenario(scenario),
                AllOf(HasSubstr("a.toml:3:7:"), HasSubstr("own.csv:"), HasSubstr("is not a number")));
    replace(own, "\nall,annulus_C10,x", "\nall,annulus_C10,-");
    EXPECT_THAT(refusal_of_scenario(scenario),
                AllOf(HasSubstr("own.csv:"), HasSubstr("'annulus_C10' is -"), HasSubstr("allowed are")));
    replace(own, "\nall,annulus_C10,", "\nall,annulus_c10,");
    EXPECT_THAT(refusal_of_scenario(scenario), HasSubstr("no row gives 'annulus_C10'"));
    const auto no_ligaments =
        folder.write("b.toml", "title = \"b\"\n[tissue]\nligaments = \"./none.csv\"\n" + press_step);
    EXPECT_THAT(refusal_of_scenario(no_ligaments),
                AllOf(HasSubstr("b.toml:3:13:"), HasSubstr("the ligament set cannot be read")));
}

TEST(OwnSets, muscles_are_a_folder_of_tables) {
    const test::ScratchFolder folder;
    const auto scenario =
        folder.write("a.toml", "title = \"a\"\n[muscles]\nset = \"muscles/\"\n[[task]]\nname = \"stand\"\n");
    EXPECT_THAT(refusal_of_scenario(scenario),
                AllOf(HasSubstr("a.toml:3:7:"), HasSubstr("a muscle set of your own is a folder")));
    fs::create_directories(folder.path() / "muscles");
    EXPECT_THAT(refusal_of_scenario(scenario), HasSubstr("the muscle set has no fascicles.csv"));
    fs::copy(data_directory() / "muscle_sets/thoracolumbar", folder.path() / "muscles");
    EXPECT_EQ(refusal_of_scenario(scenario), "");
    EXPECT_EQ(muscle_set_folder(load_scenario(scenario).muscles.set), folder.path() / "muscles/");
}

}  // namespace
}  // namespace spondyl
