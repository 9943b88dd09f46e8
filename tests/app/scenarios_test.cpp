// SPDX-License-Identifier: Apache-2.0
// Every scenario that is shipped runs to its end, on the coarse mesh, and keeps what its [[expect]] rows say.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "io/scenario/scenario_file.hpp"
#include "tests/app/expected_rows.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

std::vector<std::string> shipped() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(SPONDYL_SOURCE_DIR "/scenarios")) {
        if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

TEST(Scenarios, have_expected_values) {
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(SPONDYL_SOURCE_DIR "/scenarios")) {
        if (entry.path().extension() != ".toml" || entry.path().parent_path().filename() == "strategies") continue;
        ++files;
        EXPECT_FALSE(load_scenario(entry.path()).expect.empty()) << entry.path() << " has no [[expect]] row";
    }
    EXPECT_GT(files, 40);
}

class Shipped : public ::testing::TestWithParam<std::string> {};

TEST_P(Shipped, completes_with_what_it_expects) {
    const test::ScratchFolder folder;
    Scenario scenario = load_scenario(SPONDYL_SOURCE_DIR "/scenarios/" + GetParam() + ".toml");
    scenario.spine.mesh = MeshDensity::coarse;
    const std::filesystem::path coarse = folder.write("coarse.toml", canonical_toml(scenario));
    const test::Finished finished =
        test::spondyl({"run", coarse.string(), "-o", (folder.path() / "out").string(), "--json"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    EXPECT_EQ(object.at("complete"), true);
    EXPECT_EQ(object.at("expect").size(), scenario.expect.size());
    test::keep_expected_rows(GetParam(), object);
    const auto discs = static_cast<std::size_t>(scenario.spine.bottom) - static_cast<std::size_t>(scenario.spine.top);
    std::size_t outputs = 1 + scenario.tasks.size();
    for (const LoadStep& step : scenario.steps) outputs += static_cast<std::size_t>(step.outputs);
    EXPECT_EQ(object.at("discs").size(), outputs * discs) << "one row per state and disc";
    for (const nlohmann::json& row : object.at("discs")) {
        if (row.at("time") != 0.0) {
            EXPECT_GT(row.at("nucleus_pressure_MPa").get<double>(), 0.0);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Shipped, ::testing::ValuesIn(shipped()),
                         [](const auto& parameter) { return parameter.param; });

}  // namespace

}  // namespace spondyl
