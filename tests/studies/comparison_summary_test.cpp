// SPDX-License-Identifier: Apache-2.0
// Sentences and tables of comparisons whose every number is known.
#include "studies/comparison_summary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>

#include "studies/compared_measures.hpp"
#include "studies/comparison_bands.hpp"
#include "studies/comparison_text.hpp"
#include "studies/comparison_verdicts.hpp"

namespace spondyl {

namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

ComparedCase a_case(const std::string& name, const std::vector<double>& values) {
    ComparedCase one;
    one.name = name;
    one.title = "Title of " + name;
    one.result.complete = true;
    for (const double value : values) one.values.emplace_back().value = value;
    return one;
}

Comparison a_comparison() {
    Comparison comparison;
    comparison.measures = {
        {.key = "compression_N", .title = "Compression", .unit = "N", .limit = 3400.0, .resolution_percent = 1.0},
        {.key = "strength_used", .title = "Strength used", .unit = "1", .decimals = 2},
        {.key = "margin", .title = "Margin", .unit = "N", .lower_is_better = false}};
    comparison.cases = {a_case("base", {4000.0, 0.9, 10.0}), a_case("stronger", {4004.0, 0.75, 10.0}),
                        a_case("closer", {3200.0, 0.8, 10.0}), a_case("squat", {3800.0, 0.8, 8.0})};
    return comparison;
}

TEST(ComparisonSummary, ranks_with_changes_in_per_cent) {
    EXPECT_THAT(summary_of(a_comparison()),
                Contains("Compression, best first: closer 3200 N (-20 %), squat 3800 N (-5 %), base 4000 N, stronger "
                         "4004 N (+0 %)."));
}

TEST(ComparisonSummary, no_per_cent_of_what_is_shown_as_zero) {
    Comparison comparison = a_comparison();
    comparison.measures[2].decimals = 2;
    comparison.cases[0].values[2].value = 0.004;
    EXPECT_TRUE(std::isnan(change_percent(comparison, 1, 2)));
    comparison.cases[0].values[2].value = 0.006;
    EXPECT_GT(change_percent(comparison, 1, 2), 0.0);
}

TEST(ComparisonSummary, strengthening_lowers_compression_only_if_it_does) {
    Comparison comparison = a_comparison();
    EXPECT_THAT(summary_of(comparison), Contains("stronger does not change Compression (+0.1 %). Changes: "
                                                 "Strength used -17 %."));
    comparison.cases[1].values[0].value = 3600.0;
    EXPECT_THAT(summary_of(comparison), Not(Contains(HasSubstr("stronger does not change"))));
}

TEST(ComparisonSummary, tells_what_an_improvement_costs) {
    Comparison comparison = a_comparison();
    const std::string cost = "squat improves Compression but worsens Margin (-20 %).";
    EXPECT_THAT(summary_of(comparison), Contains(cost));
    comparison.measures[2].judged = false;
    EXPECT_THAT(summary_of(comparison), Not(Contains(cost)));
}

TEST(ComparisonVerdicts, what_the_model_does_not_distinguish_is_no_change) {
    Comparison comparison = a_comparison();
    comparison.measures[0].resolution_percent = 2.0;
    comparison.cases[1].values[0].value = 3930.0;
    EXPECT_EQ(verdict_of(comparison, 1, 0), Verdict::same);
    comparison.cases[1].values[0].value = 3910.0;
    EXPECT_EQ(verdict_of(comparison, 1, 0), Verdict::better);
    comparison.measures[0].resolution = 100.0;  // in the unit
    EXPECT_EQ(verdict_of(comparison, 1, 0), Verdict::same);
    // A formula has no resolution, but what is shown alike is alike.
    comparison.cases[1].values[1].value = 0.9049;
    EXPECT_EQ(verdict_of(comparison, 1, 1), Verdict::same);
    comparison.cases[1].values[1].value = 0.93;
    EXPECT_EQ(verdict_of(comparison, 1, 1), Verdict::worse);
}

TEST(ComparisonVerdicts, a_margin_that_falls_with_the_muscles_is_no_loss) {
    Comparison comparison = a_comparison();
    comparison.measures[2].follows = "compression_N";
    EXPECT_EQ(verdict_of(comparison, 3, 2), Verdict::neutral);
    EXPECT_THAT(summary_of(comparison), Not(Contains(HasSubstr("worsens"))));
    comparison.cases[3].values[0].value = 4400.0;  // more is asked of the muscles, and still the margin falls
    EXPECT_EQ(verdict_of(comparison, 3, 2), Verdict::worse);
}

TEST(ComparisonSummary, says_whose_limit_it_is) {
    Comparison comparison = a_comparison();
    comparison.measures[0].limit_note = "for a woman of 48 years";
    EXPECT_THAT(summary_of(comparison),
                Contains(HasSubstr("exceeds the limit of 3400 N (for a woman of 48 years). It is met by")));
}

TEST(ComparisonSummary, begins_with_the_recommended_weight) {
    Comparison comparison = a_comparison();
    ResultState& state = comparison.cases[0].result.states.emplace_back();
    LiftingRow& row = state.lifting.emplace_back();
    row.load_kg = 12.0;
    row.recommended_weight_kg = 7.47;
    row.lifting_index = 1.606;
    row.counts = 1.0;
    EXPECT_EQ(
        summary_of(comparison).front(),
        "The lifting equation recommends at most 7.5 kg for the base, at the origin of the lift. The load of 12 kg is "
        "1.61 times that: the lifting index.");
    state.lifting.front().recommended_weight_kg = 0.0;
    EXPECT_EQ(summary_of(comparison).front(),
              "The lifting equation gives no permissible weight for the lift of the base, at its origin.");
}

TEST(ComparedMeasures, carry_one_limit_for_one_quantity) {
    std::set<std::string> keys;
    for (const MeasureReader& reader : measure_readers()) keys.insert(reader.measure.key);
    // The action limit is that of the compression, the margin that of the strength ratio.
    EXPECT_TRUE(keys.contains("compression_L5S1_N") && keys.contains("strength_ratio") && keys.contains("shear_ratio"));
    for (const char* twice : {"action_limit_ratio", "strength_margin_N", "lifft_job_damage", "shear_limit_N"})
        EXPECT_FALSE(keys.contains(twice)) << twice;
    const auto shear = std::ranges::find_if(
        measure_readers(), [](const MeasureReader& reader) { return reader.measure.key == "shear_L5S1_N"; });
    EXPECT_FALSE(shear->measure.limit);
}

TEST(ComparisonSummary, tells_which_cross_a_limit) {
    Comparison comparison = a_comparison();
    EXPECT_THAT(
        summary_of(comparison),
        Contains("Compression: 4000 N in the base. This exceeds the limit of 3400 N. It is met by closer (3200 N)."));
    comparison.cases[2].values[0].value = 3500.0;
    EXPECT_THAT(summary_of(comparison),
                Contains("Compression: 4000 N in the base. This exceeds the limit of 3400 N. No strategy meets it."));
    for (ComparedCase& one : comparison.cases) one.values[0].value = 3000.0;
    EXPECT_THAT(summary_of(comparison), Not(Contains(HasSubstr("limit"))));
}

TEST(ComparisonSummary, names_the_infeasible_and_the_failed) {
    Comparison comparison = a_comparison();
    TaskVerdict& verdict = comparison.cases[2].result.verdicts.emplace_back();
    verdict.task = "lift";
    verdict.kind = VerdictKind::too_weak;
    verdict.needed_scale = 1.3;
    comparison.cases[3].result.complete = false;
    comparison.cases[3].result.failure = "no equilibrium at 40 %\nmore";
    for (ComparedValue& value : comparison.cases[3].values) value.value = none;
    EXPECT_THAT(summary_of(comparison), Contains(HasSubstr("The muscles are too weak for closer. Its numbers")));
    EXPECT_THAT(summary_of(comparison), Contains("squat could not be computed: no equilibrium at 40 %"));
    const std::string csv = comparison_csv(comparison);
    EXPECT_THAT(csv, HasSubstr("closer,Title of closer,compression_N,N,3200,-20,,,,3400,0,0,infeasible: numbers of a "
                               "person strong enough\n"));
    EXPECT_THAT(csv, HasSubstr("squat,Title of squat,margin,N,,,,,,,0,0,failed: no equilibrium at 40 %\n"));
}

TEST(ComparisonSummary, counts_paired_samples) {
    Comparison comparison = a_comparison();
    comparison.cases[0].values[0].draws = {10.0, 20.0, 30.0, none, 5.0};
    comparison.cases[3].values[0].draws = {9.0, 21.0, 29.0, 1.0, 5.0};
    EXPECT_DOUBLE_EQ(chance_better(comparison, 3, 0, 0), 2.5 / 4.0);
    EXPECT_DOUBLE_EQ(chance_better(comparison, 0, 3, 0), 1.5 / 4.0);
    EXPECT_TRUE(is_undecided(comparison, 3, 0, 0));
    EXPECT_FALSE(is_undecided(comparison, 2, 0, 0));  // no samples
    EXPECT_THAT(summary_of(comparison),
                Contains("Within the uncertainty it is undecided which is better: squat or base."));
    comparison.cases[3].values[0].draws = {9.0, 19.0, 29.0, 1.0, 4.0};
    EXPECT_FALSE(is_undecided(comparison, 3, 0, 0));
}

// Four samples of base, stronger, closer, squat; the limit is 3400 N.
Comparison sampled_comparison() {
    Comparison comparison = a_comparison();
    comparison.samples = 4;
    const std::vector<std::vector<double>> draws = {{3000.0, 4000.0, 5000.0, 4400.0},
                                                    {3001.0, 3999.0, 5001.0, 4400.0},
                                                    {2500.0, 3200.0, 4000.0, none},
                                                    {3100.0, 3700.0, 4600.0, 4000.0}};
    for (std::size_t i = 0; i < 4; ++i) {
        comparison.cases[i].values[0].draws = draws[i];
        comparison.cases[i].values[1].draws.assign(4, comparison.cases[i].values[1].value);
        comparison.cases[i].values[2].draws.assign(4, comparison.cases[i].values[2].value);
    }
    comparison.cases[2].failed_samples = {{3, "sample 4: no equilibrium\nTry: less"}};
    comparison.cases[3].infeasible_samples = 2;
    add_bands(comparison);
    return comparison;
}

TEST(ComparisonSummary, tells_bands_order_and_what_failed_of_samples) {
    const std::vector<std::string> summary = summary_of(sampled_comparison());
    EXPECT_THAT(summary, Contains(HasSubstr("Compression, range of 95 % of 4 samples: closer 2535 to 3960 N, squat ")));
    EXPECT_THAT(summary, Contains("Order within the samples: closer before squat in 100 %, squat before base in 75 %, "
                                  "base before stronger in 62 %."));
    EXPECT_THAT(summary, Contains("Within the uncertainty it is undecided which is better: squat or base; squat or "
                                  "stronger; base or stronger."));
    EXPECT_THAT(summary, Contains("closer has no numbers in 1 of 4 samples. No comparison with it counts them. The "
                                  "first: sample 4: no equilibrium"));
    EXPECT_THAT(summary, Contains(HasSubstr("The muscles are too weak for squat in 2 of 4 samples")));
    EXPECT_THAT(
        summary,
        Contains("Compression: 4000 N in the base, and so in 75 % of the samples. This exceeds the limit of 3400 N. "
                 "It is met by closer (3200 N, and so in 67 % of the samples)."));
    // squat improves only perhaps, so nothing is said of what it costs.
    EXPECT_THAT(summary, Not(Contains(HasSubstr("squat improves"))));
}

TEST(ComparisonBands, are_percentiles_of_the_samples_there_are) {
    EXPECT_DOUBLE_EQ(percentile({4.0, none, 1.0, 3.0, 2.0}, 0.5), 2.5);
    EXPECT_DOUBLE_EQ(percentile({4.0, 1.0, 3.0, 2.0}, 0.1), 1.3);
    EXPECT_DOUBLE_EQ(percentile({7.0}, 0.975), 7.0);
    EXPECT_TRUE(std::isnan(percentile({none}, 0.5)));
    std::vector<double> hundred_and_one(101);
    std::iota(hundred_and_one.begin(), hundred_and_one.end(), 0.0);
    EXPECT_DOUBLE_EQ(percentile(hundred_and_one, 0.975), 97.5);
    const Comparison comparison = sampled_comparison();
    EXPECT_TRUE(std::isnan(comparison.cases[0].values[0].chance_better));
    EXPECT_DOUBLE_EQ(comparison.cases[2].values[0].chance_better, 1.0);
    EXPECT_DOUBLE_EQ(comparison.cases[3].values[0].chance_better, 0.75);
    EXPECT_DOUBLE_EQ(comparison.cases[3].values[2].chance_better, 0.0);  // a smaller margin is worse
    EXPECT_DOUBLE_EQ(comparison.cases[1].values[2].chance_better, 0.5);  // equal: neither
    EXPECT_DOUBLE_EQ(comparison.cases[2].values[0].low, 2535.0);
}

TEST(ComparisonSummary, samples_as_a_table) {
    Comparison comparison = sampled_comparison();
    comparison.sampled = {
        {.name = "lever", .title = "", .spread = "", .source = "", .choices = {}, .values = {1.0, 2.0, 3.0, 4.0}},
        {.name = "set",
         .title = "",
         .spread = "",
         .source = "",
         .choices = {"a", "b"},
         .values = {0.0, 1.0, 1.0, 0.0}}};
    const std::string csv = samples_csv(comparison);
    EXPECT_THAT(csv, ::testing::StartsWith("sample,case,lever,set,compression_N,strength_used,margin,failure\n"
                                           "1,base,1,a,3000,0.9,10,\n1,stronger,1,a,3001,"));
    EXPECT_THAT(csv, HasSubstr("\n4,closer,4,a,,0.8,10,sample 4: no equilibrium\n"));
}

TEST(ComparedMeasures, are_missing_where_a_result_is_not_complete) {
    Result result;
    result.states.resize(2);
    for (const double value : read_measures({}, result)) EXPECT_TRUE(std::isnan(value));
    result.complete = true;
    result.states.back().task.emplace();
    result.states.back().task->compression_L5S1_N = 1234.0;
    result.states.back().task->shear_L5S1_N = -56.0;
    result.states.back().task->stability_margin_Nm_rad = 7.0;
    const std::vector<double> values = read_measures({}, result);
    EXPECT_EQ(values[0], 1234.0);
    EXPECT_EQ(values[1], 56.0);
    EXPECT_EQ(values[3], 7.0);
    result.states.back().task->stability_margin_Nm_rad.reset();  // as of muscles that are too weak
    EXPECT_TRUE(std::isnan(read_measures({}, result)[3]));
}

TEST(ComparedMeasures, have_unique_keys) {
    std::set<std::string> keys;
    for (const MeasureReader& reader : measure_readers())
        EXPECT_TRUE(keys.insert(reader.measure.key).second) << reader.measure.key;
    EXPECT_TRUE(keys.contains("niosh_lifting_index"));
}

}  // namespace

}  // namespace spondyl
