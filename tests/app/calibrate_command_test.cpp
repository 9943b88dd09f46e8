// SPDX-License-Identifier: Apache-2.0
// spondyl calibrate as a user calls it: it recovers the constants that produced the data, and reports bands that cannot
// be met.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "models/tissue/tissue_set.hpp"
#include "studies/calibration/calibrate.hpp"
#include "studies/calibration/calibration_report.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::Finished;
using ::testing::HasSubstr;

const std::string base = SPONDYL_SOURCE_DIR "/docs/examples/calibrate/disc_only.toml";

// Rotations at two moments in two directions.
std::string table(const std::vector<double>& rotations, double sd) {
    std::string text = "segment,direction,moment_Nm,rotation_deg,sd\n";
    const char* loads[] = {"flexion,2", "flexion,6", "axial,2", "axial,6"};
    for (std::size_t i = 0; i < 4; ++i) text += fmt::format("L4-L5,{},{},{}\n", loads[i], rotations[i], sd);
    return text;
}

std::vector<std::string> command(const std::string& target, const fs::path& out, const std::vector<std::string>& more) {
    std::vector<std::string> words = {"calibrate", target,   "--base", base, "--from",
                                      "hgo",       "--mesh", "coarse", "-o", out.string()};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

// What the model measures with some constants held.
std::vector<double> model(const test::ScratchFolder& folder, const std::vector<std::string>& held) {
    const std::string target = folder.write("dummy.csv", table({1, 1, 1, 1}, 100)).string();
    std::vector<std::string> more = {"--iterations", "0", "--json"};
    for (const std::string& one : held) more.insert(more.end(), {"--hold", one});
    const Finished finished = test::spondyl(command(target, folder.path() / "model", more));
    EXPECT_EQ(finished.code, 0) << finished.err;
    std::vector<double> values;
    const json printed = json::parse(finished.out);
    for (const json& row : printed["rows"]) values.push_back(row["before"]);
    return values;
}

TEST(CalibrateCommand, constants_that_made_the_data_are_found_again) {
    const test::ScratchFolder folder;
    const std::vector<double> made = model(folder, {"matrix=0.2", "fibre_k1=12"});
    const std::string target = folder.write("target.csv", table(made, 0.1)).string();
    const fs::path out = folder.path() / "set";
    const Finished finished = test::spondyl(command(target, out, {"--free", "matrix", "--free", "fibre_k1", "--json"}));
    ASSERT_EQ(finished.code, 0) << finished.err;
    EXPECT_EQ(finished.err, "") << "no progress where nobody is looking";
    const json found = json::parse(finished.out);
    EXPECT_EQ(found["end"], "settled");
    EXPECT_GT(found["rms_before"], 1.0);
    EXPECT_LT(found["rms_after"], 0.02);
    EXPECT_NEAR(found["parameters"][0]["value"], 0.2, 0.002);
    EXPECT_NEAR(found["parameters"][1]["value"], 12.0, 0.3);
    EXPECT_EQ(found["parameters"][1]["determined"], true);
    EXPECT_LT(found["sets_tried"], 60);
    // The folder is a set that a scenario takes.
    const TissueSet set = load_tissue_set(out.string() + "/");
    EXPECT_NEAR(std::get<ExponentialAnnulus>(set.annulus).material.c10, 0.2, 0.002);
    EXPECT_THAT(test::read_text(out / "report.md"),
                ::testing::AllOf(HasSubstr("Every row is within 2 SD."),
                                 HasSubstr("![L4-L5 axial](charts/l4_l5_axial_rotation_deg.png)")));
    for (const char* chart : {"l4_l5_flexion_rotation_deg.png", "l4_l5_axial_rotation_deg.png"})
        EXPECT_TRUE(test::read_text(out / "charts" / chart).starts_with("\x89PNG")) << chart;
}

TEST(CalibrateCommand, the_model_is_that_of_spondyl_run) {
    const test::ScratchFolder folder;
    const std::vector<double> values = model(folder, {});
    std::string scenario = test::read_text(base);
    scenario.erase(scenario.find("[[step]]"));
    scenario +=
        "[tissue]\nset = \"hgo\"\n[[step]]\nname = \"2\"\nflexion_moment_Nm = 2\n"
        "[[step]]\nname = \"6\"\nflexion_moment_Nm = 6\n";
    scenario.replace(scenario.find("bottom = \"L5\""), 13, "bottom = \"L5\"\nmesh = \"coarse\"");
    const std::string file = folder.write("run.toml", scenario).string();
    const Finished finished = test::spondyl({"run", file, "-o", (folder.path() / "run").string(), "--json"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    const std::string discs = test::read_text(folder.path() / "run" / "discs.csv");
    const std::size_t last = discs.find("\n6,2,L4-L5,") + 11;
    EXPECT_DOUBLE_EQ(std::stod(discs.substr(last)), values[1]);
}

TEST(CalibrateCommand, a_target_out_of_reach_is_reported) {
    const test::ScratchFolder folder;
    const std::string target = folder.write("target.csv", table({0.2, 0.4, 0.1, 0.2}, 0.1)).string();
    const Finished finished =
        test::spondyl(command(target, folder.path() / "set", {"--free", "fibre_k1=1:4", "--iterations", "8"}));
    EXPECT_EQ(finished.code, 1) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("4 of 4 rows are more than 2 SD away: they are out of reach"));
    EXPECT_THAT(finished.out, HasSubstr("On a bound: fibre_k1"));
}

TEST(CalibrateCommand, an_interrupted_fit_keeps_its_best_set) {
    const test::ScratchFolder folder;
    const std::string target = folder.write("target.csv", table({3, 6, 1, 3}, 0.1)).string();
    const fs::path out = folder.path() / "set";
    const std::vector<std::string> words = command(target, out, {"--samples", "16"});
    std::vector<char*> arguments = {const_cast<char*>(SPONDYL_PROGRAM)};
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t child = fork();
    if (child == 0) {
        execv(SPONDYL_PROGRAM, arguments.data());
        _exit(127);
    }
    for (int i = 0; i < 60000 && !fs::exists(out / "parameters.csv"); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    kill(child, SIGINT);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it had finished before the signal came";
    EXPECT_EQ(WTERMSIG(status), SIGINT);
    EXPECT_NO_THROW(load_tissue_set(out.string() + "/"));
    EXPECT_THAT(test::read_text(out / "report.md"), HasSubstr("The fit was interrupted"));
    EXPECT_FALSE(fs::exists(out / "work"));
}

// A program that crashes with stiff matrices: the fit goes around them and finds the constant that made the data.
TEST(CalibrateCommand, runs_that_crash_do_not_end_the_fit) {
    const test::ScratchFolder folder;
    const fs::path program = folder.write("spondyl_that_crashes", R"sh(#!/bin/sh
set=$(dirname "$(for word in "$@"; do case $word in *.toml) echo "$word";; esac; done)")
if awk -F, '$1 == "all" && $2 == "annulus_C10" && $3 > 0.3 {found = 1} END {exit !found}' "$set/parameters.csv"; then
    kill -SEGV $$
fi
exec ")sh" SPONDYL_PROGRAM R"sh(" "$@"
)sh");
    fs::permissions(program, fs::perms::owner_all);
    CalibrationOptions options;
    options.target = folder.write("target.csv", table(model(folder, {"matrix=0.2"}), 0.1));
    options.base = load_scenario(base);
    options.base.tissue.set = "hgo";
    options.base.spine.mesh = MeshDensity::coarse;
    options.free = {{.name = "matrix", .range = {}}};
    options.samples = 4;
    options.program = program;
    options.work = folder.path() / "work";
    options.result = folder.path() / "set";
    fs::create_directories(options.work);
    fs::create_directories(options.result);
    const Calibration calibration = calibrate(options);
    EXPECT_EQ(calibration.end, CalibrationEnd::settled);
    EXPECT_NEAR(calibration.parameters.at(0).value, 0.2, 0.002);
    EXPECT_GT(calibration.sets_failed, 0);
    EXPECT_LT(calibration.sets_failed, calibration.sets_tried);
    EXPECT_THAT(calibration.failures, HasSubstr("L4-L5_flexion_0N: ended by signal 11"));
    EXPECT_THAT(calibration_markdown(calibration), HasSubstr("## Runs that failed"));
    // With the set to start from it is another matter: every other set would share it.
    options.held = {{"matrix", 0.4}};
    options.free = {{.name = "fibre_k1", .range = {}}};
    EXPECT_THROW(calibrate(options), SolveError);
}

TEST(CalibrateCommand, mistakes_are_refused) {
    const test::ScratchFolder folder;
    const std::string good = folder.write("good.csv", table({3, 6, 1, 3}, 0.1)).string();
    const std::string bad =
        folder.write("bad.csv", "segment,direction,moment_Nm,rotation_deg\nL4-L5,up,1,2\n").string();
    const std::string idle =
        folder.write("idle.csv", "segment,direction,moment_Nm,rotation_deg,weight\nL4-L5,flexion,7.5,5,0\n").string();
    const std::vector<std::pair<std::vector<std::string>, const char*>> mistakes = {
        {{"calibrate", bad}, "bad.csv:2: column 'direction'"},
        {{"calibrate", (folder.path() / "none.csv").string()}, "none.csv"},
        {{"calibrate", good, "--free", "matrix=low"}, "--free takes NAME or NAME=LOW:HIGH"},
        {{"calibrate", good, "--free", "muscle"}, "has no parameter 'muscle'"},
        {{"calibrate", good, "--hold", "matrix"}, "--hold takes NAME=VALUE"},
        {{"calibrate", good, "--free", "matrix", "--hold", "matrix=0.2"}, "cannot be both held and free"},
        {{"calibrate", good, "--hold", "matrix=-5"}, "the parameter 'matrix' cannot be -5: "},
        {{"calibrate", good, "--free", "matrix=0:1000"}, "the parameter 'matrix' cannot be 0: "},
        {{"calibrate", idle}, "there is nothing to fit: every row has the weight 0"},
        {{"calibrate", good, "--from", "nobody"}, "there is no tissue set 'nobody'"},
    };
    for (auto [words, message] : mistakes) {
        words.insert(words.end(), {"-o", (folder.path() / "out").string()});
        const Finished finished = test::spondyl(words);
        EXPECT_EQ(finished.code, 2) << message;
        EXPECT_THAT(finished.err, HasSubstr(message));
        EXPECT_FALSE(std::filesystem::exists(folder.path() / "out")) << message;
    }
}

}  // namespace

}  // namespace spondyl
