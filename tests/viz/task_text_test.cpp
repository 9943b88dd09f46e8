// SPDX-License-Identifier: Apache-2.0
#include "viz/task_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/anatomy/anatomy.hpp"
#include "models/body/styles.hpp"
#include "tests/viz/synthetic_result.hpp"

namespace spondyl::viz {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Result lift() {
    return test::make_synthetic_result({.top = Vertebra::L5, .task = true});
}

TEST(task_text, describes_posture_and_what_acts) {
    const Result result = lift();
    auto shown = find_task(default_anatomy(), result, result.states.back());
    ASSERT_TRUE(shown);
    EXPECT_EQ(describe_task(*shown), "Task \"lift\": relaxed standing, 10 kg in both hands");
    shown->task.hands = Hands::left;
    shown->task.push_N = -80.0;
    shown->task.exoskeleton_Nm = 25.0;
    EXPECT_EQ(describe_task(*shown),
              "Task \"lift\": relaxed standing, 10 kg in the left hand, pulling with 80 N, "
              "exoskeleton 25 Nm");
}

TEST(task_text, a_style_has_its_own_words) {
    auto shown = find_task(default_anatomy(), lift(), lift().states.back());
    ASSERT_TRUE(shown);
    Task squat = shown->task;
    squat.style = "squat";
    EXPECT_EQ(describe_posture(default_anatomy(), squat),
              "style squat (bent knees, trunk as upright as the reach allows)");
    EXPECT_EQ(describe_posture(default_anatomy(), shown->task), "relaxed standing");
    squat.style = {};
    squat.posture = "unknown";
    EXPECT_EQ(describe_posture(default_anatomy(), squat), "");
}

TEST(task_text, states_without_a_task_have_no_words) {
    Result result = lift();
    EXPECT_FALSE(find_task(default_anatomy(), result, result.states.front()));
    result.canonical_scenario = "no_such_key = 1";
    EXPECT_FALSE(find_task(default_anatomy(), result, result.states.back()));
}

TEST(task_text, groups_by_activation_with_the_force_of_each_side) {
    Result result = lift();
    result.states.back().muscles[1].force_N = 300.0;  // right multifidus
    const auto groups = group_measures(result, result.states.back());
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0].words, "multifidus");
    EXPECT_DOUBLE_EQ(groups[0].activation, 0.9);
    EXPECT_DOUBLE_EQ(groups[0].force_left_N, 540.0);
    EXPECT_DOUBLE_EQ(groups[0].force_right_N, 300.0);
    EXPECT_EQ(groups[1].words, "rectus abdominis");
    result.states.back().muscles[1].activation = 1.0;
    EXPECT_EQ(group_measures(result, result.states.back(), Side::right)[0].strongest, 1U);
    EXPECT_EQ(group_measures(result, result.states.back(), Side::left)[0].strongest, 0U);
}

TEST(task_text, caption_has_loads_muscles_and_the_warning_of_this_task) {
    Result result = lift();
    ResultState& state = result.states.back();
    state.task->trunk_flexion_deg = 40.0;
    result.verdicts = {{.task = "other", .kind = VerdictKind::too_weak, .needed_scale = 2.0},
                       {.task = "lift", .kind = VerdictKind::held}};
    TaskCaption caption = task_caption(result, state, find_task(default_anatomy(), result, state));
    ASSERT_EQ(caption.lines.size(), 3U);
    EXPECT_THAT(caption.lines[0], HasSubstr("40\u00b0 forward"));
    EXPECT_THAT(caption.lines[1], HasSubstr("compression 1234 N"));
    EXPECT_THAT(caption.lines[2], HasSubstr("multifidus 90 %"));
    EXPECT_THAT(caption.lines[2], ::testing::Not(HasSubstr("rectus")));
    EXPECT_EQ(caption.warning, "");
    result.verdicts[1] = {.task = "lift",
                          .kind = VerdictKind::too_weak,
                          .needed_scale = 1.34,
                          .short_of = ShortCondition::extension,
                          .vertebra = Vertebra::L5,
                          .limiting = {{MuscleGroup::multifidus, Side::left}}};
    caption = task_caption(result, state, std::nullopt);
    EXPECT_EQ(caption.warning,
              "INFEASIBLE because the muscles are too weak for it: 1.34 times their strength would be needed, first of "
              "all in extension of L5");
}

}  // namespace
}  // namespace spondyl::viz
