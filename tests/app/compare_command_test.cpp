// SPDX-License-Identifier: Apache-2.0
// spondyl compare the way a user calls it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"
#include "viz/report/report.hpp"

namespace spondyl {

namespace {

using test::Finished;
using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string lift = SPONDYL_SOURCE_DIR "/scenarios/lift_15kg.toml";

TEST(CompareCommand, half_the_load_and_a_posture_out_of_reach) {
    const test::ScratchFolder folder;
    const auto high = folder.write(
        "too_high.toml",
        "title = \"Over the head\"\ndescription = \"d\"\nmechanics = \"m\"\nevidence = \"e\"\nlimits = \"l\"\n"
        "[[change]]\nkey = \"task.load_height_cm\"\nset = 240\n");
    const std::string out = (folder.path() / "out").string();
    std::vector<std::string> words = {"compare", lift, high.string(), "lighter_load", "-o", out, "--json",
                                      "--jobs",  "1"};
    if (!can_write_reports()) words.emplace_back("--no-report");
    const Finished finished = test::spondyl(words);
    ASSERT_EQ(finished.code, 0) << finished.err;
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    const auto compression = [&](int index) {
        return object.at("cases").at(index).at("values").at("compression_L5S1_N").at("value");
    };
    EXPECT_TRUE(object.at("cases").at(0).at("complete"));
    EXPECT_FALSE(object.at("cases").at(1).at("complete"));
    EXPECT_THAT(object.at("cases").at(1).at("failure").get<std::string>(), HasSubstr("short of the grips"));
    EXPECT_TRUE(compression(1).is_null());
    // 7.5 kg less weight, and its lever arm over about 6 cm of the muscles.
    EXPECT_LT(compression(2).get<double>(), compression(0).get<double>() - 7.5 * 9.81);
    EXPECT_THAT(object.at("summary").at(0).get<std::string>(), HasSubstr("best first: lighter_load"));
    EXPECT_THAT(test::read_text(folder.path() / "out" / "comparison.csv"), HasSubstr("\nlighter_load,"));
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "out" / "comparison.h5"));
    if (can_write_reports()) {
        EXPECT_THAT(test::read_text(folder.path() / "out" / "report.html"),
                    AllOf(HasSubstr("Over the head"), HasSubstr("failed: "), HasSubstr("data:image/png")));
    }
}

// Two samples over the ensemble. Whoever it is, the spine carries more with a load in front.
TEST(CompareCommand, samples_of_the_person) {
    const test::ScratchFolder folder;
    const auto stand = folder.write("stand.toml",
                                    "title = \"Standing\"\n[spine]\ntop = \"T12\"\nbottom = \"S1\"\nmesh = "
                                    "\"coarse\"\n[[task]]\nname = \"stand\"\n");
    const auto hold = folder.write(
        "hold.toml",
        "title = \"With 10 kg\"\ndescription = \"d\"\nmechanics = \"m\"\nevidence = \"e\"\nlimits = \"l\"\n"
        "[[change]]\nkey = \"task.load_kg\"\nset = 10\n[[change]]\nkey = \"task.posture\"\nset = \"hold_waist\"\n");
    const std::string out = (folder.path() / "out").string();
    const Finished finished = test::spondyl({"compare", stand.string(), hold.string(), "--ensemble", "--samples", "2",
                                             "--seed", "5", "-o", out, "--json", "--jobs", "2"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    EXPECT_EQ(object.at("samples"), 2);
    EXPECT_GE(object.at("tissue_sets").size(), 4U);
    EXPECT_EQ(object.at("uncertainty").at("sampling"), "latin_hypercube, seed 5");
    const nlohmann::json& base = object.at("cases").at(0);
    EXPECT_TRUE(base.at("failed_samples").empty()) << base.at("failed_samples");
    const nlohmann::json& compression = base.at("values").at("compression_L5S1_N");
    EXPECT_LT(compression.at("low").get<double>(), compression.at("high").get<double>());
    const nlohmann::json& pairs = object.at("uncertainty").at("chance_row_beats_column").at("compression_L5S1_N");
    EXPECT_EQ(pairs.at(0).at(1), 1.0);
    EXPECT_EQ(pairs.at(1).at(0), 0.0);
    EXPECT_TRUE(pairs.at(0).at(0).is_null());
    const std::string samples = test::read_text(folder.path() / "out" / "samples.csv");
    EXPECT_EQ(std::ranges::count(samples, '\n'), 1 + 2 * 2);
    EXPECT_THAT(samples, ::testing::StartsWith("sample,case,tissue_set,muscle_strength,"));
}

TEST(CompareCommand, refuses_samples_it_cannot_take) {
    const auto refused = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"compare", lift, "squat"});
        const Finished finished = test::spondyl(more);
        EXPECT_EQ(finished.code, 2);
        return finished.err;
    };
    EXPECT_THAT(refused({"--samples", "1"}), HasSubstr("2 to 100000"));
    EXPECT_THAT(refused({"--samples", "many"}), HasSubstr("many"));
    EXPECT_THAT(refused({"--samples", "8", "--sampling", "halton"}), HasSubstr("latin_hypercube"));
    EXPECT_THAT(refused({"--seed", "3"}), HasSubstr("--samples"));
}

TEST(CompareCommand, refuses_what_cannot_be_compared) {
    const test::ScratchFolder folder;
    const std::string out = folder.path().string();
    const auto refused = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"compare", "-o", out});
        const Finished finished = test::spondyl(more);
        EXPECT_EQ(finished.code, 2);
        return finished.err;
    };
    EXPECT_THAT(refused({lift, "skwat"}), HasSubstr("there is no strategy \"skwat\"; did you mean \"squat\"?"));
    EXPECT_THAT(refused({lift, "squat", "squat"}), HasSubstr("\"squat\" is named twice"));
    EXPECT_THAT(refused({lift, "arms_supported"}), HasSubstr("does not apply to \"Lifting 15 kg"));
    EXPECT_THAT(refused({lift, "squat", "--task", "carry"}), HasSubstr("has no task \"carry\"; tasks: lift"));
    EXPECT_THAT(refused({SPONDYL_SOURCE_DIR "/scenarios/l4l5_flexion.toml", "lose_weight"}),
                HasSubstr("has no [[task]]"));
}

}  // namespace

}  // namespace spondyl
