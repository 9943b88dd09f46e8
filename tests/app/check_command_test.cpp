// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"
#include "tests/app/stripped_disc.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using test::coarse_disc;
using test::Finished;
using test::ScratchFolder;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(CheckCommand, valid_scenario) {
    const ScratchFolder folder;
    const std::string file = folder.write("a.toml", coarse_disc).string();
    const Finished finished = test::spondyl({"check", file});
    EXPECT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr(file + ": valid\n"));
    EXPECT_THAT(finished.out, HasSubstr("step    press"));
    EXPECT_THAT(finished.err, IsEmpty());
}

TEST(CheckCommand, json_is_one_object) {
    const ScratchFolder folder;
    const std::filesystem::path file = folder.write("a.toml", coarse_disc);
    const Finished finished = test::spondyl({"check", file.string(), "--json"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    EXPECT_EQ(object.at("title"), "disc");
    EXPECT_EQ(object.at("steps"), nlohmann::json::array({"press"}));
    EXPECT_GT(object.at("cells").get<int>(), 100);
    EXPECT_GT(object.at("min_scaled_jacobian").get<double>(), 0.0);
    EXPECT_EQ(object.at("canonical_scenario"), canonical_toml(load_scenario(file)));
    EXPECT_EQ(object.at("scenario_sha256"), sha256(canonical_toml(load_scenario(file))));
}

TEST(CheckCommand, prints_the_complete_scenario) {
    const ScratchFolder folder;
    const std::filesystem::path file = folder.write("a.toml", coarse_disc);
    const Finished finished = test::spondyl({"check", file.string(), "--print"});
    EXPECT_EQ(finished.code, 0);
    EXPECT_EQ(parse_scenario(finished.out, "printed.toml"), load_scenario(file));
}

const std::string far_task =
    "[[task]]\nname = \"near\"\nload_kg = 5\nload_distance_cm = 30\nload_height_cm = 100\n"
    "[[task]]\nname = \"far\"\nload_kg = 5\nload_distance_cm = 110\nload_height_cm = 100\n"
    "[[task]]\nname = \"floor\"\nload_kg = 10\nload_height_cm = 15\nstyle = \"semi_squat\"\n";

TEST(CheckCommand, a_place_out_of_reach_names_the_task_and_its_line) {
    const ScratchFolder folder;
    const std::string file = folder.write("a.toml", "title = \"t\"\n[spine]\nmesh = \"coarse\"\n" + far_task).string();
    const Finished finished = test::spondyl({"check", file});
    EXPECT_EQ(finished.code, 2);
    EXPECT_THAT(finished.err, HasSubstr(file + ":9:1: error: task \"far\": the load is"));
    EXPECT_THAT(finished.err, HasSubstr("1 error"));
}

TEST(CheckCommand, hands_and_warnings_are_printed) {
    const ScratchFolder folder;
    const std::string file =
        folder
            .write("a.toml",
                   "title = \"t\"\n[person]\nheight_cm = 210\nmass_kg = 35\n[spine]\nmesh = \"coarse\"\n"
                   "[[task]]\nname = \"floor\"\nload_kg = 10\nload_height_cm = 15\nstyle = \"semi_squat\"\n")
            .string();
    const Finished finished = test::spondyl({"check", file});
    EXPECT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("task    floor: hands 15.0 cm high"));
    EXPECT_THAT(finished.err, HasSubstr("Warning: person: the body mass index"));
    const nlohmann::json object = nlohmann::json::parse(test::spondyl({"check", file, "--json"}).out);
    EXPECT_NEAR(object.at("hands").at(0).at("height_cm").get<double>(), 15.0, 1e-6);
    EXPECT_EQ(object.at("warnings").size(), 1U);
}

TEST(CheckCommand, hands_behind_the_ankles_are_said_to_be_behind) {
    const ScratchFolder folder;
    const std::string file =
        folder.write("sit.toml", "title = \"sit\"\n[[task]]\nname = \"sit\"\nposture = \"sitting_relaxed\"\n").string();
    const Finished finished = test::spondyl({"check", file});
    ASSERT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("cm behind the ankles, "));
    EXPECT_THAT(finished.out, HasSubstr("cm ahead of L5-S1; trunk -2"));
}

TEST(CheckCommand, mistakes_go_to_the_standard_error_with_exit_code_2) {
    const ScratchFolder folder;
    const std::string file = folder.write("a.toml", "titel = \"x\"\n[[step]]\nname = \"a\"\n").string();
    const Finished finished = test::spondyl({"check", file});
    EXPECT_EQ(finished.code, 2);
    EXPECT_THAT(finished.out, IsEmpty());
    EXPECT_THAT(finished.err, HasSubstr(file + ":1:1: error: unknown key \"titel\" in the top level"));
    EXPECT_THAT(finished.err, HasSubstr("did you mean \"title\"?"));
    EXPECT_THAT(finished.err, HasSubstr("\n2 errors\n"));
}

TEST(CheckCommand, mistakes_as_json) {
    const ScratchFolder folder;
    const std::string file = folder.write("a.toml", "title = 3\n").string();
    const Finished finished = test::spondyl({"check", "--json", file});
    EXPECT_EQ(finished.code, 2);
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    EXPECT_EQ(object.at("exit_code"), 2);
    EXPECT_THAT(object.at("error").get<std::string>(), HasSubstr("\"title\" in the top level must be text"));
}

TEST(CheckCommand, missing_file) {
    const Finished finished = test::spondyl({"check", "/no/such.toml"});
    EXPECT_EQ(finished.code, 2);
    EXPECT_EQ(finished.err, "cannot read the scenario /no/such.toml: No such file or directory\n");
}

TEST(CheckCommand, unknown_tissue_set_is_found_without_solving) {
    const ScratchFolder folder;
    const std::string file = folder.write("a.toml", std::string(coarse_disc) + "[tissue]\nset = \"stone\"\n").string();
    const Finished finished = test::spondyl({"check", file});
    EXPECT_EQ(finished.code, 2);
    EXPECT_THAT(finished.err, HasSubstr("stone"));
    EXPECT_THAT(finished.err, HasSubstr("curves")) << "says which sets there are";
}

TEST(MeshCommand, reports_quality_and_published_ranges) {
    const ScratchFolder folder;
    const std::string file = folder.write("a.toml", coarse_disc).string();
    const Finished finished = test::spondyl({"mesh", file, "--json", "--vtu", (folder.path() / "vtu").string()});
    ASSERT_EQ(finished.code, 0) << finished.err;
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    ASSERT_FALSE(object.at("parts").empty());
    for (const auto& part : object.at("parts")) {
        EXPECT_GT(part.at("min_jacobian_mm3").get<double>(), 0.0);
        EXPECT_GT(part.at("volume_mm3").get<double>(), 0.0);
    }
    ASSERT_FALSE(object.at("checks").empty());
    for (const auto& check : object.at("checks")) EXPECT_FALSE(check.at("source").get<std::string>().empty());
    ASSERT_FALSE(object.at("files").empty());
    for (const auto& path : object.at("files")) EXPECT_TRUE(std::filesystem::exists(path.get<std::string>()));
}

TEST(MeshCommand, readable_without_json) {
    const ScratchFolder folder;
    const Finished finished = test::spondyl({"mesh", folder.write("a.toml", coarse_disc).string()});
    EXPECT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("L4-L5"));
}

}  // namespace

}  // namespace spondyl
