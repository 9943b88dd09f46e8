// SPDX-License-Identifier: Apache-2.0
#include "studies/validation_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "studies/span.hpp"
#include "tests/studies/hand_made_records.hpp"

namespace spondyl {

namespace {

using ::testing::HasSubstr;

TEST(ValidationReport, draws_the_measure_over_all_states_against_the_load) {
    Validation validation;
    validation.records = test::hand_made_records();
    ValidationRow row;
    row.group = "hand_made";
    row.level = "L3-L4";
    row.quantity = "flexion | bending";
    row.discs = discs_of_span(row.level);
    row.experiment = "bend";
    row.step = "turn";
    row.measure = Expression::parse("flexion_deg - flexion_deg@rest");
    row.published = 5.0;
    row.low = 4.5;
    row.high = 5.5;
    row.unit = "deg";
    row.source = "Somebody 1999";
    row.chart = "Flexion of L3-L4";
    row.abscissa = Expression::parse("load.follower_load_N");
    validation.rows = {judge(row, validation.records)};
    row.experiment = "short";
    validation.rows.push_back(judge(row, validation.records));

    const ValidationReport report = validation_report(validation);
    ASSERT_EQ(report.charts.size(), 1U);
    const Chart& chart = report.charts[0];
    EXPECT_EQ(chart.name, "flexion_of_l3_l4");
    EXPECT_EQ(chart.x_label, "follower load (N)");
    EXPECT_THAT(chart.curves.at(0).x, ::testing::ElementsAre(0.0, 100.0, 200.0, 300.0));
    EXPECT_THAT(chart.curves.at(0).y, ::testing::ElementsAre(0.0, 1.0, 2.0, 4.0));
    ASSERT_EQ(chart.published.size(), 1U) << "a step that was not reached has no load";
    EXPECT_EQ(chart.published[0].x, 300.0);
    EXPECT_EQ(chart.published[0].low, 4.5);

    EXPECT_THAT(report.markdown, HasSubstr("## hand made"));
    EXPECT_THAT(report.markdown, HasSubstr("![Flexion of L3-L4](flexion_of_l3_l4.png)"));
    EXPECT_THAT(report.markdown, HasSubstr("| **FAIL** | L3-L4 | flexion \\| bending | 4 | 5 | 4.5 to 5.5 | deg |"));
    EXPECT_THAT(report.markdown, HasSubstr("did not reach the end of step"));
}

}  // namespace

}  // namespace spondyl
