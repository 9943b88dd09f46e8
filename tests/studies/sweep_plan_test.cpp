// SPDX-License-Identifier: Apache-2.0
// Cases of a study: which there are, in which order, and that a plan is written once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"
#include "studies/sweep/case_record.hpp"
#include "studies/sweep/collect.hpp"
#include "studies/sweep/plan.hpp"
#include "studies/sweep/sweep_tables.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string base =
    "title = \"Lift\"\n[[task]]\nname = \"lift\"\nposture = \"lift_stoop\"\nload_kg = 15\nload_distance_cm = 45\n"
    "[[task]]\nname = \"light\"\nposture = \"lift_stoop\"\nload_kg = 2\nload_distance_cm = 40\n";
const std::string head = "title = \"t\"\nbase = \"base.toml\"\n";

class SweepPlanTest : public ::testing::Test {
  protected:
    SweepPlanTest() { folder_.write("base.toml", base); }
    [[nodiscard]] SweepPlan plan(const std::string& rest) const {
        return plan_sweep(read_study(folder_.write("study.toml", head + rest)));
    }
    [[nodiscard]] std::string refusal(const std::string& rest) const {
        try {
            static_cast<void>(plan(rest));
        } catch (const UserError& error) {
            return error.what();
        }
        return "accepted";
    }
    test::ScratchFolder folder_;
};

TEST_F(SweepPlanTest, cases_of_a_foreign_plan_name_no_folder_outside) {
    const std::filesystem::path sweep = folder_.path() / "sweep";
    write_plan(plan("[[grid]]\nkey = \"task.load_kg\"\nvalues = [5]\n"), sweep);
    EXPECT_NO_THROW(read_manifest(sweep));
    std::string text = test::read_text(sweep / "manifest.json");
    const std::size_t id = text.find("[\"1\",");
    ASSERT_NE(id, std::string::npos);
    text.replace(id, 5, "[\"../../1\",");
    folder_.write("sweep/manifest.json", text);
    EXPECT_THAT([&] { read_manifest(sweep); },
                ::testing::ThrowsMessage<UserError>(HasSubstr("\"../../1\" is no number of a case")));
}

TEST_F(SweepPlanTest, every_row_with_every_point_every_sample_and_every_strategy) {
    const SweepPlan found = plan(
        "strategies = [\"base\", \"squat\"]\n"
        "[[list]]\nperson.sex = \"male\"\nperson.mass_kg = 80\n[[list]]\nperson.sex = \"female\"\nperson.mass_kg = 60\n"
        "[[grid]]\nkey = \"task.lift.load_kg\"\nvalues = [5, 10, 20]\n"
        "[[grid]]\nkey = \"task.load_distance_cm\"\nhow = \"scale\"\nfrom = 0.8\nto = 1.0\ncount = 2\n"
        "[samples]\ncount = 2\n[[sample]]\nkey = \"person.height_cm\"\ndistribution = \"uniform\"\nlow = 160\nhigh = "
        "180\n");
    ASSERT_EQ(found.manifest.cases.size(), 2U * 3 * 2 * 2 * 2);
    EXPECT_EQ(found.manifest.cases.front().id, "01");
    EXPECT_EQ(found.manifest.cases.back().id, "48");
    std::set<std::string> different;
    for (std::size_t i = 0; i < found.scenarios.size(); ++i) {
        EXPECT_EQ(found.manifest.cases[i].sha256, sha256(found.scenarios[i]));
        different.insert(found.scenarios[i]);
    }
    EXPECT_EQ(different.size(), 48U);
    // The strategy varies fastest, then the sample, then the last axis of the grid.
    const SweepCase& one = found.manifest.cases[5];
    EXPECT_EQ(one.strategy, "squat");
    EXPECT_THAT(std::vector(one.values.begin(), one.values.end() - 1),
                ElementsAre(SweepValue("male"), SweepValue(80.0), SweepValue(5.0), SweepValue(1.0)));
    const Scenario scenario = parse_scenario(found.scenarios[5], "5");
    EXPECT_EQ(scenario.tasks[0].load_kg, 5.0);
    EXPECT_EQ(scenario.tasks[1].load_kg, 2.0) << "the grid names one task";
    EXPECT_EQ(parse_scenario(found.scenarios[0], "0").tasks[1].load_distance_cm, 32.0) << "the factor is for all";
    EXPECT_EQ(scenario.tasks[0].posture, "lift_squat");
    EXPECT_EQ(scenario.person.height_cm, std::get<double>(one.values.back()));
    EXPECT_EQ(scenario.person.mass_kg, 80.0);
}

TEST_F(SweepPlanTest, samples_follow_seed_and_distribution) {
    const auto sampled = [&](int seed) {
        return plan("[samples]\ncount = 200\nseed = " + std::to_string(seed) +
                    "\n[[sample]]\nkey = \"person.mass_kg\"\ndistribution = \"triangular\"\nlow = 60\nmode = 70\n"
                    "high = 90\n[[sample]]\nkey = \"person.disc_grade.L4-L5\"\ndistribution = \"choice\"\n"
                    "values = [0, 3]\nweights = [3, 1]\n")
            .manifest;
    };
    const SweepManifest first = sampled(1);
    EXPECT_EQ(first, sampled(1));
    EXPECT_NE(first, sampled(2));
    double mean = 0.0;
    int degenerated = 0;
    for (const SweepCase& one : first.cases) {
        mean += std::get<double>(one.values[0]) / 200.0;
        degenerated += std::get<double>(one.values[1]) == 3.0 ? 1 : 0;
    }
    // Strata of a Latin hypercube: the mean is off by far less than a stratum, and 50 of 200 are 3.
    EXPECT_NEAR(mean, 220.0 / 3.0, 30.0 / 200.0);
    EXPECT_EQ(degenerated, 50);
}

TEST_F(SweepPlanTest, measures_are_chosen_by_pattern) {
    const auto names = [&](const std::string& rest) {
        std::vector<std::string> all;
        for (const SweepMeasure& one :
             plan(rest + "[[grid]]\nkey = \"person.mass_kg\"\nvalues = [70, 80]\n").manifest.measures)
            all.push_back(one.name);
        return all;
    };
    EXPECT_THAT(names("measures = [\"L5-S1.compression_N\", \"task.str*\"]\n"),
                ElementsAre("task.strength_used", "L5-S1.compression_N"));
    EXPECT_THAT(names("measures = [\"*task.strength_used\"]\nat = [\"light\", \"lift\"]\n"),
                ElementsAre("light: task.strength_used", "lift: task.strength_used"));
    EXPECT_GT(names("").size(), 6U * 25) << "left out: all of them";
    EXPECT_THAT(refusal("measures = [\"task.strengthused\"]\n"), HasSubstr("did you mean \"task.strength_used\"?"));
}

TEST_F(SweepPlanTest, cases_that_no_scenario_may_be_are_refused_with_their_inputs) {
    EXPECT_THAT(
        refusal("[[grid]]\nkey = \"task.load_kg\"\nhow = \"scale\"\nvalues = [1, 100]\n"),
        ::testing::AllOf(HasSubstr("case 2 (scale task.load_kg 100) is not possible"), HasSubstr("out of range")));
    EXPECT_THAT(refusal("strategies = [\"lumbar_support\"]\n"), HasSubstr("the strategy is for sitting_*"));
    EXPECT_THAT(refusal("[samples]\ncount = 1000000\n[[sample]]\nkey = \"person.mass_kg\"\ndistribution = \"uniform\"\n"
                        "low = 60\nhigh = 90\n[[grid]]\nkey = \"task.load_kg\"\nvalues = [1, 2]\n"),
                HasSubstr("the study has too many cases"));
}

TEST_F(SweepPlanTest, is_written_once_and_read_back) {
    const SweepPlan one = plan("[[grid]]\nkey = \"person.sex\"\nvalues = [\"male\", \"female\"]\n");
    const auto sweep = folder_.path() / "sweep";
    EXPECT_TRUE(write_plan(one, sweep));
    EXPECT_EQ(read_manifest(sweep), one.manifest);
    folder_.write("sweep/scenarios/1.toml", "half");
    EXPECT_FALSE(write_plan(one, sweep));
    EXPECT_EQ(test::read_text(sweep / "scenarios" / "1.toml"), one.scenarios[0]) << "mended";
    EXPECT_THROW(write_plan(plan("[[grid]]\nkey = \"person.sex\"\nvalues = [\"female\", \"male\"]\n"), sweep),
                 UserError);
}

TEST_F(SweepPlanTest, tables_show_what_is_finished_failed_and_missing) {
    const SweepPlan three =
        plan("measures = [\"task.s*\"]\n[[grid]]\nkey = \"person.mass_kg\"\nvalues = [60, 70, 80]\n");
    const auto sweep = folder_.path() / "sweep";
    write_plan(three, sweep);
    const SweepManifest& manifest = three.manifest;
    CaseRecord record{
        .values = std::vector<double>(manifest.measures.size(), 0.25), .infeasible = true, .version = "1"};
    record.values.back() = std::nan("");
    write_record(manifest, manifest.cases[0], record, sweep_files::record(sweep, "1"), sweep / "temporary");
    write_failure(manifest.cases[2], {3, "no \"equilibrium\", sorry"}, sweep_files::failure(sweep, "3"),
                  sweep / "temporary");
    const SweepTable table = collect_sweep(sweep);
    EXPECT_THAT(table.missing(), ElementsAre("2"));
    EXPECT_EQ(table.failed(), 1U);
    EXPECT_THAT(sweep_csv(table),
                ::testing::AllOf(HasSubstr("\n1,base,finished,60,0.25,"), HasSubstr(",,1,\n2,base,missing,70,"),
                                 HasSubstr(",,\"no \"\"equilibrium\"\", sorry\"\n")));
    // A file of another case in its place is no result of this one.
    write_record(manifest, manifest.cases[0], record, sweep_files::record(sweep, "2"), sweep / "temporary");
    EXPECT_THROW(collect_sweep(sweep), UserError);
}

}  // namespace

}  // namespace spondyl
