// SPDX-License-Identifier: Apache-2.0
// Every scenario that is shipped runs to its end, on the coarse mesh.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "io/scenario/scenario_file.hpp"
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

class Shipped : public testing::TestWithParam<std::string> {};

TEST_P(Shipped, completes) {
    const test::ScratchFolder folder;
    const std::string base = SPONDYL_SOURCE_DIR "/scenarios/" + GetParam() + ".toml";
    const std::filesystem::path child =
        folder.write("coarse.toml", "extends = \"" + base + "\"\n[spine]\nmesh = \"coarse\"\n");
    const test::Finished finished =
        test::spondyl({"run", child.string(), "-o", (folder.path() / "out").string(), "--json"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    EXPECT_EQ(object.at("complete"), true);
    const Scenario scenario = load_scenario(base);
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

INSTANTIATE_TEST_SUITE_P(Scenarios, Shipped, testing::ValuesIn(shipped()),
                         [](const auto& parameter) { return parameter.param; });

}  // namespace

}  // namespace spondyl
