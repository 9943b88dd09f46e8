// SPDX-License-Identifier: Apache-2.0
// Words of what a result came to, and that a result keeps the verdict they come from.
#include "io/results/result_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "io/results/result_file.hpp"
#include "models/result/drop_fields.hpp"
#include "tests/io/sample_result.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TaskVerdict too_weak() {
    return {.task = "lift",
            .kind = VerdictKind::too_weak,
            .needed_scale = 1.34,
            .needed_stress_MPa = 1.005,
            .short_of = ShortCondition::extension,
            .vertebra = Vertebra::L5,
            .limiting = {{MuscleGroup::multifidus, Side::left}, {MuscleGroup::psoas, Side::right}}};
}

TEST(ResultText, a_verdict_in_words) {
    EXPECT_EQ(verdict_text({.task = "lift", .kind = VerdictKind::held}), "");
    EXPECT_EQ(
        verdict_text(too_weak()),
        "the muscles are too weak for it: 1.34 times their strength would be needed, first of all in extension of "
        "L5");
    EXPECT_EQ(verdict_advice(too_weak()),
              "max_stress_MPa = 1.00 for all muscles would suffice; at their limit, most important first: multifidus "
              "left, psoas right");
    EXPECT_EQ(verdict_text({.task = "lift",
                            .kind = VerdictKind::unstable,
                            .co_contraction = 0.5,
                            .stability_margin_Nm_rad = 12.34,
                            .wanted_margin_Nm_rad = 20.0}),
              "co-contraction of 50 % gives a stability margin of 12.3 instead of the required 20 N m / rad");
    EXPECT_THAT(
        verdict_text({.task = "lift", .kind = VerdictKind::unbalanced, .short_of = ShortCondition::lumbar_flexion}),
        HasSubstr("no muscle forces, however large, balance this posture, first of all in the lumbar flexion"));
    EXPECT_THAT(verdict_text({.task = "lift", .kind = VerdictKind::no_equilibrium, .progress = 0.4}),
                HasSubstr("beyond 40 %"));
}

TEST(ResultText, warnings_are_of_verdicts_input_and_ranges) {
    Result result;
    result.complete = true;
    EXPECT_FALSE(is_infeasible(result));
    result.verdicts = {{.task = "stand", .kind = VerdictKind::held}, too_weak()};
    result.warnings = {{.kind = InputWarningKind::waist, .task = {}, .value = 50.0, .least = 70.0, .most = 110.0}};
    ResultState bend;
    bend.step = "bend";
    bend.beyond = {{RangeKind::extension, "L4-L5", 7.0, 5.8}, {RangeKind::extension, "L3-L4", 3.8, 3.7}};
    result.states = {bend};
    EXPECT_THAT(
        warning_texts(result),
        ElementsAre(HasSubstr("a waist of 50 cm is implausible"), HasSubstr("task 'lift': infeasible because"),
                    "load step 'bend': L4-L5 extends by 7.0 deg; up to 5.8 deg have been measured (and 1 more)"));
    EXPECT_TRUE(is_infeasible(result));
    EXPECT_EQ(failure_text(result), "");
    result.complete = false;
    EXPECT_FALSE(is_infeasible(result)) << "no numbers to speak of";
}

TEST(ResultText, a_failure_names_run_and_tasks) {
    Result result;
    result.failure = "the run was ended\nbefore its end";
    result.verdicts = {
        {.task = "lift", .kind = VerdictKind::no_equilibrium, .progress = 0.4, .solver_report = "Try: less"}};
    EXPECT_EQ(
        failure_text(result),
        "the run was ended\nbefore its end\ntask 'lift': no equilibrium beyond 40 % of the path to it\nTry: less");
    EXPECT_EQ(failure_line(result), "the run was ended");
    result.failure.clear();
    EXPECT_EQ(failure_line(result), "task 'lift': no equilibrium beyond 40 % of the path to it");
}

TEST(ResultText, a_file_keeps_verdicts_and_warnings) {
    const test::ScratchFolder folder;
    const Result result = test::sample_result();
    ASSERT_FALSE(result.verdicts.empty());
    ASSERT_FALSE(result.warnings.empty());
    write_results(result, folder.path() / "a.vtkhdf");
    const Result read = read_results(folder.path() / "a.vtkhdf");
    EXPECT_EQ(read.verdicts, result.verdicts);
    EXPECT_EQ(read.warnings, result.warnings);
}

TEST(ResultText, a_verdict_must_fit_its_result) {
    const test::ScratchFolder folder;
    const auto writes = [&](const TaskVerdict& verdict) {
        return [&] {
            Result result = test::sample_result();
            result.verdicts = {verdict};
            write_results(result, folder.path() / "a.vtkhdf");
        };
    };
    EXPECT_THAT(writes({.task = "sleep", .kind = VerdictKind::held}),
                ThrowsMessage<InternalError>(HasSubstr("the task sleep is held, and lacks a state")));
    EXPECT_THAT(writes({.task = "sleep", .kind = VerdictKind::no_equilibrium}),
                ThrowsMessage<InternalError>(HasSubstr("verdict 0 is no_equilibrium without progress")));
    EXPECT_THAT(writes({.task = "sleep", .kind = VerdictKind::unbalanced, .short_of = ShortCondition::extension}),
                ThrowsMessage<InternalError>(HasSubstr("a vertebra belongs to a condition on moments")));
}

TEST(ResultText, a_result_without_fields_can_be_written) {
    const test::ScratchFolder folder;
    Result result = test::sample_result();
    drop_fields(result);
    EXPECT_FALSE(has_fields(result));
    write_results(result, folder.path() / "a.vtkhdf");
    const Result read = read_results(folder.path() / "a.vtkhdf");
    ASSERT_EQ(read.states.size(), result.states.size());
    EXPECT_EQ(read.states.back().discs.front().compression_N, result.states.back().discs.front().compression_N);
    EXPECT_EQ(read.states.back().facets.size(), result.states.back().facets.size());
    EXPECT_EQ(read.states.back().muscles.size(), result.states.back().muscles.size());
}

}  // namespace
}  // namespace spondyl
