// SPDX-License-Identifier: Apache-2.0
// What the lessons of docs/lessons tell their readers is what the program computes from the lessons' scenarios.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/app/expected_rows.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const fs::path source_dir = SPONDYL_SOURCE_DIR;
const fs::path lessons = source_dir / "scenarios/lessons";

class Lesson : public ::testing::Test {
  protected:
    // Measures of the tasks (and indices) by name of task, or of the discs by name of step.
    [[nodiscard]] std::map<std::string, nlohmann::json> run(const std::string& name, const std::string& rows) const {
        const test::Finished finished =
            test::spondyl({"run", (lessons / name).string(), "-o", (folder_.path() / name).string(), "--json"});
        EXPECT_EQ(finished.code, 0) << finished.err << finished.out;
        std::map<std::string, nlohmann::json> by_step;
        if (finished.code == 0) {
            const nlohmann::json result = nlohmann::json::parse(finished.out);
            test::keep_expected_rows("lessons/" + name.substr(0, name.rfind('.')), result);
            for (const nlohmann::json& row : result.at(rows)) {
                if (row.at("time") == 0.0) continue;  // unloaded
                if (rows == "tasks" || row.at("disc") == "L4-L5") by_step[row.at("step").get<std::string>()] = row;
            }
        }
        return by_step;
    }

    // Measures of the base and the strategies, in the order of the words.
    [[nodiscard]] std::vector<nlohmann::json> compare(const std::string& name, std::vector<std::string> words) const {
        words.insert(words.begin(), {"compare", (lessons / name).string()});
        words.insert(words.end(),
                     {"-o", (folder_.path() / "compared").string(), "--json", "--jobs", "2", "--no-report"});
        const test::Finished finished = test::spondyl(words);
        EXPECT_EQ(finished.code, 0) << finished.err;
        std::vector<nlohmann::json> values;
        if (finished.code == 0) {
            const nlohmann::json result = nlohmann::json::parse(finished.out);
            for (const nlohmann::json& item : result.at("cases")) {
                values.push_back(item.at("values"));
            }
        }
        return values;
    }

    test::ScratchFolder folder_;
};

double of(const nlohmann::json& row, const char* measure) {
    return row.at(measure).get<double>();
}
double value(const nlohmann::json& row, const char* measure) {
    return row.at(measure).at("value").get<double>();
}

TEST(Lessons, name_every_scenario_they_ship) {
    std::string pages;
    for (const auto& page : fs::directory_iterator(source_dir / "docs/lessons")) {
        pages += test::read_text(page.path());
    }
    for (const auto& file : fs::recursive_directory_iterator(lessons)) {
        if (!file.is_regular_file()) continue;
        EXPECT_THAT(pages, HasSubstr(file.path().lexically_relative(source_dir).string()));
    }
}

// The order of Wilke et al. 1999; their values are the [[expect]] rows.
TEST_F(Lesson, posture_orders_the_pressure) {
    auto by_task = run("1-pressure-by-posture.toml", "discs");
    ASSERT_EQ(by_task.size(), 4U);
    const auto pressure = [&](const char* task) { return of(by_task.at(task), "nucleus_pressure_MPa"); };
    EXPECT_LT(pressure("lying"), pressure("standing"));
    EXPECT_LT(pressure("standing"), pressure("bent forward"));
    EXPECT_LT(pressure("sitting"), pressure("bent forward"));
}

TEST_F(Lesson, moment_and_not_mass_alone_loads_the_back) {
    auto by_task = run("2-lever-arm.toml", "tasks");
    ASSERT_EQ(by_task.size(), 4U);
    const auto moment = [&](const char* task) { return of(by_task.at(task), "external_moment_flexion_Nm"); };
    const auto compression = [&](const char* task) { return of(by_task.at(task), "compression_L5S1_N"); };
    // The arms reach out alike in the two tasks at 50 cm: their difference is 5 kg at 50 cm, give or take the share
    // of the arm moment that moves with the settling of the loaded spine (a few millimetres of 500).
    EXPECT_NEAR(moment("10 kg at 50 cm") - moment("5 kg at 50 cm"), 5 * 9.80665 * 0.5, 0.05 * 5 * 9.80665 * 0.5);
    EXPECT_LT(compression("nothing"), compression("10 kg at 25 cm"));
    EXPECT_LT(compression("10 kg at 25 cm"), compression("10 kg at 50 cm"));
    EXPECT_LT(compression("5 kg at 50 cm"), compression("10 kg at 50 cm"));
    // What the compression rises by is much more than what was picked up.
    EXPECT_GT(compression("10 kg at 50 cm") - compression("nothing"), 3 * 10 * 9.80665);
}

TEST_F(Lesson, body_weight_and_waist_load_the_back) {
    const auto cases =
        compare("3-body-weight.toml", {"lose_weight", (lessons / "strategies/smaller_waist.toml").string()});
    ASSERT_EQ(cases.size(), 3U);
    for (const std::size_t less : {1U, 2U}) {
        EXPECT_LT(value(cases[less], "strength_used"), value(cases[0], "strength_used"));
        EXPECT_LT(value(cases[less], "compression_L5S1_N"), value(cases[0], "compression_L5S1_N"));
    }
}

TEST_F(Lesson, the_box_decides_between_stoop_and_squat) {
    auto by_task = run("4-stoop-or-squat.toml", "tasks");
    ASSERT_EQ(by_task.size(), 4U);
    const auto compression = [&](const char* task) { return of(by_task.at(task), "compression_L5S1_N"); };
    EXPECT_LT(compression("straddle, narrow box"), compression("stoop"));
    EXPECT_GT(compression("squat, deep box"), compression("stoop"));
}

// Nachemson 1960, Table 5: the pressure of a degenerated disc is a smaller multiple of load over area.
TEST_F(Lesson, a_degenerated_nucleus_carries_less) {
    auto healthy = run("5-degeneration.toml", "discs");
    auto degenerated = run("5-degeneration-grade2.toml", "discs");
    ASSERT_EQ(healthy.size(), 2U);
    ASSERT_EQ(degenerated.size(), 2U);
    for (const char* step : {"500 N", "1000 N"}) {
        EXPECT_LT(of(degenerated.at(step), "pressure_index"), of(healthy.at(step), "pressure_index"));
    }
}

// Strength is a reserve: what is used of it falls, the compression hardly does.
TEST_F(Lesson, strength_is_a_reserve) {
    auto before = run("6-strengthening.toml", "tasks");
    auto after = run("6-strengthening-trained.toml", "tasks");
    ASSERT_EQ(before.size(), 2U);
    ASSERT_EQ(after.size(), 2U);
    for (const char* task : {"easy", "hard"}) {
        EXPECT_LT(of(after.at(task), "strength_used"), of(before.at(task), "strength_used")) << task;
        EXPECT_NEAR(of(after.at(task), "compression_L5S1_N") / of(before.at(task), "compression_L5S1_N"), 1.0, 0.03)
            << task;
    }
}

}  // namespace

}  // namespace spondyl
