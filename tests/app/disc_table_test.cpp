// SPDX-License-Identifier: Apache-2.0
#include "app/disc_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "app/progress_line.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"

namespace spondyl::app {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Result two_steps() {
    Result result;
    result.complete = true;
    for (const auto& [step, time] : std::vector<std::pair<std::string, double>>{
             {"rest", 0.0}, {"press", 0.5}, {"press", 0.7 + 0.2 + 0.1}, {"bend", 1.4}, {"bend", 2.0}}) {
        ResultState state;
        state.step = step;
        state.time = time;
        DiscMeasures disc;
        disc.disc = Disc::L4_L5;
        disc.compression_N = 1000.0 * time;
        disc.flexion_deg = -0.001;
        disc.fibre_strain_peak = 0.0414;
        disc.nucleus_pressure_MPa = 0.5;
        state.discs = {disc};
        result.states.push_back(state);
    }
    return result;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

TEST(DiscTable, one_row_at_the_end_of_each_step) {
    EXPECT_THAT(step_ends(two_steps()), ElementsAre(2, 4)) << "rounding of the sum of increments does not matter";
    const std::vector<std::string> lines = lines_of(disc_table(two_steps()));
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_TRUE(lines[2].starts_with("press  L4-L5 "));
    EXPECT_TRUE(lines[3].starts_with("bend   L4-L5 "));
}

TEST(DiscTable, units_below_the_names_and_columns_aligned) {
    const std::vector<std::string> lines = lines_of(disc_table(two_steps()));
    for (const char* unit : {"[deg]", "[MPa]", "[N]", "[mm]", "[%]"}) EXPECT_THAT(lines[1], HasSubstr(unit));
    for (const std::string& line : lines) EXPECT_EQ(line.size(), lines[0].size());
    EXPECT_EQ(lines[2].find(" 1000") + 5, lines[0].find("compression") + 11) << "numbers end where headings end";
    EXPECT_TRUE(lines[2].ends_with(" 4.1")) << "strain in per cent";
    EXPECT_THAT(lines[2], Not(HasSubstr("-0.00"))) << "no negative zero";
}

TEST(DiscTable, a_failed_run_shows_how_far_it_came) {
    Result result = two_steps();
    result.states.pop_back();
    result.complete = false;
    EXPECT_THAT(step_ends(result), ElementsAre(2, 3));
    EXPECT_THAT(disc_table(result), HasSubstr("\nbend (to 40 %)  L4-L5 "));
}

TEST(DiscTable, json_has_every_measure_of_every_state) {
    const nlohmann::ordered_json rows = disc_rows_json(two_steps());
    ASSERT_EQ(rows.size(), two_steps().states.size());
    EXPECT_EQ(rows[3].at("compression_N"), 1400.0) << "on the way, for curves";
    EXPECT_EQ(rows[4].at("step"), "bend");
    EXPECT_EQ(rows[4].at("disc"), "L4-L5");
    for (const MeasureColumn& column : disc_measure_columns()) EXPECT_TRUE(rows[4].contains(std::string(column.name)));
    EXPECT_EQ(rows[4].at("compression_N"), 2000.0);
}

TEST(TextTable, first_columns_left_numbers_right) {
    EXPECT_EQ(text_table({"name", "value"}, {{"a", "1"}, {"long name", "100000"}}, 1),
              "name        value\na               1\nlong name  100000\n");
}

TEST(TextTable, counts_characters_not_bytes) {
    EXPECT_EQ(text_table({"x", "y"}, {{"\xC2\xB0\xC2\xB0", "1"}, {"ab", "2"}}, 1),
              "x   y\n\xC2\xB0\xC2\xB0  1\nab  2\n");
}

TEST(TextTable, rows_must_fit_the_header) {
    EXPECT_THROW(text_table({"x"}, {{"1", "2"}}, 1), InternalError);
}

TEST(ProgressLine, tells_step_share_and_residual) {
    EXPECT_EQ(progress_text({.step = "bend", .time = 1.5, .end_time = 2.0, .iteration = 3, .residual = 0.00123}),
              " 75 %  bend  iteration 3  residual 1.2e-03");
}

TEST(ProgressLine, tells_programs_the_cases_one_object_a_line) {
    ::testing::internal::CaptureStderr();
    ProgressLine line(false, true);
    line.show({.done = 1, .all = 8, .last = "a \"b\"", .failed = 0}, "cases");
    line.show({.done = 2, .all = 8, .last = "", .failed = 1}, "cases");
    EXPECT_EQ(::testing::internal::GetCapturedStderr(),
              "{\"done\":1,\"all\":8,\"failed\":0,\"last\":\"a \\\"b\\\"\"}\n"
              "{\"done\":2,\"all\":8,\"failed\":1,\"last\":\"\"}\n");
}

TEST(ProgressLine, is_silent_where_nobody_looks) {
    ::testing::internal::CaptureStderr();
    ProgressLine(true).show({.done = 1, .all = 8, .last = "x", .failed = 0}, "cases");  // the test's is no terminal
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

}  // namespace

}  // namespace spondyl::app
