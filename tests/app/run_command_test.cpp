// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "io/results/result_file.hpp"
#include "io/results/summary_csv.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"
#include "tests/app/stripped_disc.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using test::Finished;
using test::ScratchFolder;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string checked_disc = std::string("title = \"Coarse disc\"") + test::stripped_disc + R"([[step]]
name = "press"
compression_N = 100
top_rotation = "fixed"
[[expect]]
measure = "compression_N"
disc = "L4-L5"
value = 100
tolerance = 1
source = "equilibrium"
)";

TEST(RunCommand, writes_results_and_prints_the_table) {
    const ScratchFolder folder;
    const std::filesystem::path scenario = folder.write("a.toml", checked_disc);
    const Finished finished =
        test::spondyl({"run", scenario.string(), "-o", (folder.path() / "out").string(), "--threads", "1"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.err, IsEmpty()) << "no progress in a pipe";
    EXPECT_THAT(finished.out, ::testing::StartsWith("Coarse disc\n\nstep   disc "));
    EXPECT_THAT(finished.out, HasSubstr("\npress  L4-L5 "));
    EXPECT_THAT(finished.out, HasSubstr("\npass  press  L4-L5  compression_N "));
    const Result result = read_results(folder.path() / "out/result.vtkhdf");
    EXPECT_TRUE(result.complete);
    EXPECT_EQ(result.canonical_scenario, canonical_toml(load_scenario(scenario)));
    EXPECT_EQ(result.scenario_sha256, sha256(result.canonical_scenario));
    EXPECT_EQ(test::read_text(folder.path() / "out/discs.csv"), summary_csv(result));
    EXPECT_EQ(test::read_text(folder.path() / "out/ligaments.csv"), ligaments_csv(result));
    EXPECT_EQ(test::read_text(folder.path() / "out/facets.csv"), facets_csv(result));
    EXPECT_EQ(test::read_text(folder.path() / "out/tasks.csv"), tasks_csv(result));
    EXPECT_EQ(test::read_text(folder.path() / "out/lifting.csv"), lifting_csv(result));
    EXPECT_EQ(test::read_text(folder.path() / "out/muscles.csv"), muscles_csv(result));
}

TEST(RunCommand, json_is_one_object_with_every_measure) {
    const ScratchFolder folder;
    const Finished finished =
        test::spondyl({"run", folder.write("a.toml", checked_disc).string(), "-o", folder.path().string(), "--json"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    EXPECT_EQ(object.at("complete"), true);
    ASSERT_EQ(object.at("discs").size(), 2U) << "the unloaded state and the end";
    const nlohmann::json& end = object.at("discs")[1];
    for (const MeasureColumn& column : disc_measure_columns()) {
        EXPECT_TRUE(end.contains(std::string(column.name))) << column.name;
    }
    EXPECT_NEAR(end.at("compression_N").get<double>(), 100.0, 1.0);
    EXPECT_EQ(object.at("discs")[0].at("applied_compression_N"), 0.0);
    EXPECT_EQ(end.at("applied_compression_N"), 100.0);
    EXPECT_EQ(object.at("expect")[0].at("pass"), true);
    EXPECT_TRUE(std::filesystem::exists(object.at("result").get<std::string>()));
    EXPECT_TRUE(std::filesystem::exists(object.at("table").get<std::string>()));
}

TEST(RunCommand, measures_only_writes_the_same_tables_and_no_mesh) {
    const ScratchFolder folder;
    const std::string scenario = folder.write("a.toml", checked_disc).string();
    const std::string whole = (folder.path() / "whole").string(), measures = (folder.path() / "measures").string();
    ASSERT_EQ(test::spondyl({"run", scenario, "-o", whole, "--quiet"}).code, 0);
    const Finished finished = test::spondyl({"run", scenario, "-o", measures, "--quiet", "--measures-only"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    const Result a = read_results(folder.path() / "whole/result.vtkhdf"),
                 b = read_results(folder.path() / "measures/result.vtkhdf");
    ASSERT_EQ(a.states.size(), b.states.size());
    for (const MeasureColumn& column : disc_measure_columns())
        EXPECT_EQ(column.value(a.states.back().discs[0]), column.value(b.states.back().discs[0])) << column.name;
    EXPECT_FALSE(a.mesh.nodes.empty());
    EXPECT_TRUE(b.mesh.nodes.empty());
    EXPECT_EQ(test::spondyl({"info", measures}).code, 0);
    const Finished drawn = test::spondyl({"export", measures});
    EXPECT_EQ(drawn.code, 2);
    EXPECT_THAT(drawn.err, HasSubstr("only measures"));
    EXPECT_EQ(test::spondyl({"run", scenario, "-o", measures, "--measures-only", "--resume"}).code, 2);
}

TEST(RunCommand, a_missed_expectation_is_shown_and_fails_only_if_strict) {
    const ScratchFolder folder;
    std::string text = checked_disc;
    text.replace(text.find("value = 100"), 11, "value = 300");
    const std::string scenario = folder.write("a.toml", text).string();
    const Finished lenient = test::spondyl({"run", scenario, "-o", folder.path().string()});
    EXPECT_EQ(lenient.code, 0);
    EXPECT_THAT(lenient.out, HasSubstr("\nFAIL  press  L4-L5  compression_N "));
    EXPECT_EQ(test::spondyl({"run", scenario, "-o", folder.path().string(), "--strict"}).code, 1);
}

TEST(RunCommand, quiet_prints_nothing) {
    const ScratchFolder folder;
    const Finished finished =
        test::spondyl({"run", folder.write("a.toml", checked_disc).string(), "-o", folder.path().string(), "--quiet"});
    EXPECT_EQ(finished.code, 0);
    EXPECT_THAT(finished.out, IsEmpty());
    EXPECT_THAT(finished.err, IsEmpty());
}

TEST(RunCommand, progress_appears_on_a_terminal_and_is_wiped) {
    const ScratchFolder folder;
    const std::string scenario = folder.write("a.toml", checked_disc).string();
    const Finished shown = test::spondyl_on_terminal({"run", scenario, "-o", folder.path().string()});
    EXPECT_EQ(shown.code, 0);
    EXPECT_THAT(shown.err, HasSubstr(" %  press  iteration "));
    EXPECT_THAT(shown.err, ::testing::EndsWith("\r\033[K"));
    EXPECT_THAT(shown.out, Not(HasSubstr("\033")));
    EXPECT_THAT(test::spondyl_on_terminal({"run", scenario, "-o", folder.path().string(), "-q"}).err, IsEmpty());
}

TEST(RunCommand, a_solve_that_fails_keeps_what_was_reached) {
    const ScratchFolder folder;
    // One Newton iteration per increment cannot find a finite-strain equilibrium.
    const std::string scenario =
        folder
            .write("a.toml", std::string(checked_disc) +
                                 "[solver]\nmax_iterations = 1\nfirst_increment = 1.0\nmin_increment = 0.9\n")
            .string();
    const Finished finished = test::spondyl({"run", scenario, "-o", folder.path().string()});
    EXPECT_EQ(finished.code, 3);
    EXPECT_THAT(finished.err, HasSubstr("The states computed so far are in"));
    const Result result = read_results(folder.path() / "result.vtkhdf");
    EXPECT_FALSE(result.complete);
    EXPECT_FALSE(result.failure.empty());
    EXPECT_EQ(result.states.front().step, "rest");
}

TEST(RunCommand, a_bad_scenario_is_not_run) {
    const ScratchFolder folder;
    const Finished finished = test::spondyl(
        {"run", folder.write("a.toml", "title = \"t\"\n").string(), "-o", (folder.path() / "out").string()});
    EXPECT_EQ(finished.code, 2);
    EXPECT_THAT(finished.err, HasSubstr("there is no load step"));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "out"));
}

TEST(RunCommand, a_folder_that_cannot_be_made) {
    const ScratchFolder folder;
    const std::string scenario = folder.write("a.toml", checked_disc).string();
    const Finished finished = test::spondyl({"run", scenario, "-o", scenario + "/out"});
    EXPECT_EQ(finished.code, 2);
    EXPECT_THAT(finished.err, HasSubstr("cannot create the folder"));
}

}  // namespace

}  // namespace spondyl
