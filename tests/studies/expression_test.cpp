// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "studies/span.hpp"
#include "tests/studies/hand_made_records.hpp"

namespace spondyl {

namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

double value(const std::string& text, const std::string& level = "L4-L5", const std::string& step = "turn",
             const std::string& experiment = "bend") {
    const Records records = test::hand_made_records();
    return Expression::parse(text).value(test::at(records, experiment, step, level));
}

TEST(Expression, reads_the_end_of_the_step) {
    EXPECT_EQ(value("flexion_deg"), -8.0);
    EXPECT_EQ(value("flexion_deg", "L3-L4"), 4.0);
    EXPECT_EQ(value("flexion_deg", "L4-L5", "hold"), -2.0);
    EXPECT_EQ(value("flexion_deg[L3-L4]"), 4.0);
    EXPECT_EQ(value("flexion_deg@rest"), -1.0);
    EXPECT_EQ(value("flexion_deg[L3-L4]@short:hold"), 1.0);
}

TEST(Expression, is_of_bounded_length_and_depth) {
    EXPECT_THAT([] { Expression::parse(std::string(1001, '1')); },
                ThrowsMessage<UserError>(HasSubstr("a formula of 1001 characters; at most 1000 are allowed")));
    const std::string parentheses(60, '('), signs(60, '-');
    EXPECT_THAT([&] { Expression::parse(parentheses + "1" + std::string(60, ')')); },
                ThrowsMessage<UserError>(HasSubstr("at most 50 nested signs and parentheses at column 51")));
    EXPECT_THAT([&] { Expression::parse(signs + "1"); },
                ThrowsMessage<UserError>(HasSubstr("at most 50 nested signs")));
    EXPECT_EQ(value("--((1)) + ((((2))))"), 3.0);
}

TEST(Expression, calculates_from_left_to_right_with_products_first) {
    EXPECT_EQ(value("2 + 3 * 4 - 6 / 2 - 1"), 10.0);
    EXPECT_EQ(value("-(2 - 5) * 2"), 6.0);
    EXPECT_EQ(value("-flexion_deg - -flexion_deg@hold"), 6.0);
    EXPECT_EQ(value("flexion_deg / load.flexion_moment_Nm"), -1.0);
}

TEST(Expression, reduces_over_the_discs_of_the_level) {
    EXPECT_EQ(value("sum(flexion_deg)", "L3-L5"), -4.0);
    EXPECT_EQ(value("mean(flexion_deg)", "L3-L5"), -2.0);
    EXPECT_EQ(value("largest(flexion_deg)", "L3-L5"), 4.0);
    EXPECT_EQ(value("smallest(flexion_deg)", "L3-L5"), -8.0);
    EXPECT_EQ(value("largest(abs(flexion_deg - flexion_deg@rest))", "L3-L5"), 7.0);
    EXPECT_EQ(value("max(1, 3, 2) + min(1, 3)"), 4.0);
}

TEST(Expression, adds_the_sides_of_a_ligament_and_takes_its_largest_strain) {
    EXPECT_EQ(value("CL.force_N"), 15.0);
    EXPECT_EQ(value("CL.strain_peak"), 0.3);
    EXPECT_THAT([] { value("SSL.force_N"); }, ThrowsMessage<UserError>(HasSubstr("no such ligament at L4-L5")));
}

TEST(Expression, loads_change_linearly_within_a_step) {
    const Records records = test::hand_made_records();
    Viewpoint view = test::at(records, "bend", "turn", "L4-L5");
    view.state = 2;  // the middle of turn
    EXPECT_DOUBLE_EQ(Expression::parse("load.follower_load_N").value(view), 200.0);
    EXPECT_DOUBLE_EQ(Expression::parse("load.flexion_moment_Nm").value(view), 4.0);
    EXPECT_EQ(value("load.follower_load_N@rest"), 0.0);
}

TEST(Expression, carried_is_where_the_tilt_reaches_its_limit_or_the_last_equilibrium) {
    // Tilt 1, 2, 5, 8 at 0, 100, 200, 300 N.
    const std::string tilt = "carried(load.follower_load_N, abs(sum(flexion_deg)), ";
    EXPECT_DOUBLE_EQ(value(tilt + "3.5)"), 150.0);
    EXPECT_DOUBLE_EQ(value(tilt + "20)"), 300.0);
    EXPECT_DOUBLE_EQ(value(tilt + "20)", "L4-L5", "turn", "short"), 200.0);
    EXPECT_DOUBLE_EQ(value(tilt + "0.5)"), 0.0);
}

TEST(Expression, says_which_step_was_not_reached) {
    try {
        value("flexion_deg", "L4-L5", "turn", "short");
        FAIL() << "the run ended before";
    } catch (const NotReached& missing) {
        EXPECT_THAT(missing.why, HasSubstr("\"Short\" did not reach the end of step \"turn\""));
    }
    EXPECT_THROW(value("flexion_deg@nowhere:turn"), NotReached);
}

TEST(Expression, refuses_what_it_does_not_know) {
    const std::vector<std::pair<std::string, std::string>> wrong = {
        {"flexion_dge", "did you mean \"flexion_deg\"?"},
        {"flexion_deg +", "expected a reading, a number or a function at column 14, found the end"},
        {"(flexion_deg", "expected \")\""},
        {"flexion_deg[L5-L4]", "expected a level such as L4-L5"},
        {"flexion_deg@", "expected the name of a step"},
        {"median(flexion_deg)", "there are abs, max, min, sum"},
        {"sum(3)", "sum of something that differs by disc"},
        {"max(3)", "several inputs of max"},
        {"carried(load.follower_load_N, flexion_deg, 3)", "none of which differs by disc"},
        {"flexion_deg flexion_deg", "expected an operator or the end at column 13"},
        {"", "found the end"},
    };
    for (const auto& [text, message] : wrong) {
        const std::string& wrong_text = text;
        EXPECT_THAT([&] { Expression::parse(wrong_text); }, ThrowsMessage<UserError>(HasSubstr(message))) << text;
    }
    EXPECT_THAT([] { value("flexion_deg", "L3-L5"); }, ThrowsMessage<UserError>(HasSubstr("one per disc")));
    EXPECT_THAT([] { value("1 / (2 - 2)"); }, ThrowsMessage<UserError>(HasSubstr("not a finite number")));
    EXPECT_THAT([] { value("flexion_deg", "L5-S1"); }, ThrowsMessage<UserError>(HasSubstr("no disc L5-S1")));
}

TEST(Span, is_the_discs_between_two_vertebrae) {
    EXPECT_EQ(discs_of_span("L4-L5"), std::vector{Disc::L4_L5});
    EXPECT_EQ(discs_of_span("L4-S1"), (std::vector{Disc::L4_L5, Disc::L5_S1}));
    for (const char* wrong : {"L4", "L5-L4", "L4-L4", "L4-L6", "-", ""})
        EXPECT_TRUE(discs_of_span(wrong).empty()) << wrong;
}

}  // namespace

}  // namespace spondyl
