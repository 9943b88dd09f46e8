// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "studies/span.hpp"
#include "studies/validation.hpp"
#include "studies/validation_text.hpp"
#include "tests/studies/hand_made_records.hpp"

namespace spondyl {

namespace {

ValidationRow row_with_band(std::optional<double> low, std::optional<double> high,
                            const std::string& experiment = "bend") {
    ValidationRow row;
    row.level = "L3-L4";
    row.discs = discs_of_span(row.level);
    row.experiment = experiment;
    row.step = "turn";
    row.measure = Expression::parse("flexion_deg");
    row.low = low;
    row.high = high;
    row.confidence = Confidence::confirmed;
    return row;
}

TEST(Verdict, follows_from_the_band_and_nothing_else) {
    const Records records = test::hand_made_records();  // the value is 4
    const auto verdict = [&](auto low, auto high) { return judge(row_with_band(low, high), records).verdict; };
    const std::optional<double> open;
    EXPECT_EQ(verdict(3.0, 5.0), RowVerdict::pass);
    EXPECT_EQ(verdict(4.0, 4.0), RowVerdict::pass);
    EXPECT_EQ(verdict(4.1, 5.0), RowVerdict::fail);
    EXPECT_EQ(verdict(3.0, 3.9), RowVerdict::fail);
    EXPECT_EQ(verdict(open, 3.9), RowVerdict::fail);
    EXPECT_EQ(verdict(open, 4.1), RowVerdict::pass);
    EXPECT_EQ(verdict(4.1, open), RowVerdict::fail);
    EXPECT_EQ(verdict(3.9, open), RowVerdict::pass);
    EXPECT_EQ(verdict(open, open), RowVerdict::info);
}

TEST(Verdict, a_row_without_a_value_fails_and_says_why) {
    const Records records = test::hand_made_records();
    const RowOutcome short_run = judge(row_with_band(3.0, 5.0, "short"), records);
    EXPECT_EQ(short_run.verdict, RowVerdict::fail);
    EXPECT_FALSE(short_run.value.has_value());
    EXPECT_NE(short_run.note.find("did not reach"), std::string::npos);
    EXPECT_EQ(judge(row_with_band({}, {}, "absent"), records).verdict, RowVerdict::fail);
}

TEST(Verdict, counts_only_rows_with_a_band) {
    const Records records = test::hand_made_records();
    Validation validation;
    for (const ValidationRow& row : {row_with_band(3.0, 5.0), row_with_band(5.0, 6.0), row_with_band({}, {})}) {
        validation.rows.push_back(judge(row, records));
    }
    validation.rows[0].row.confidence = Confidence::derived;
    EXPECT_EQ(counts_text(validation), "1 of 2 rows are within their bands; of the confirmed rows, 0 of 1");
}

}  // namespace

}  // namespace spondyl
