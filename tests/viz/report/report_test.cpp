// SPDX-License-Identifier: Apache-2.0
// Reports of a comparison whose every number is known.
#include "viz/report/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>

#include "core/error.hpp"
#include "tests/viz/report/made_up_comparison.hpp"
#include "tests/viz/temporary_folder.hpp"
#include "viz/report/bar_chart.hpp"
#include "viz/report/html.hpp"
#include "viz/report/sections.hpp"
#include "viz/report/verdicts.hpp"
#include "viz/report/viewer_data.hpp"

namespace spondyl::viz {

namespace {

using test::made_up_comparison;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++found;
    return found;
}

// Everything that is words: no pictures, whose letters are chance.
std::string words_of(const Comparison& comparison) {
    return summary_section(comparison) + headline_section(comparison) + lifting_section(comparison) +
           strategies_section(comparison) + ranking_section(comparison) + charts_section(comparison) +
           measures_section(comparison) + discs_section(comparison, drawn_cases(comparison)) +
           assumptions_section(comparison) + evidence_section(comparison) + provenance_section(comparison) +
           citation_section();
}

TEST(Html, base64_as_in_the_standard) {
    const auto encoded = [](std::string_view text) {
        return base64({reinterpret_cast<const unsigned char*>(text.data()), text.size()});
    };
    // RFC 4648, section 10.
    EXPECT_EQ(encoded(""), "");
    EXPECT_EQ(encoded("f"), "Zg==");
    EXPECT_EQ(encoded("fo"), "Zm8=");
    EXPECT_EQ(encoded("foo"), "Zm9v");
    EXPECT_EQ(encoded("foobar"), "Zm9vYmFy");
}

TEST(Html, texts_of_the_user_are_no_markup) {
    const std::string html = words_of(made_up_comparison(true));
    for (const char* raw : {"<15", "<closer>", "<b>said", "<40 cm>", "<made up>", "A < B"})
        EXPECT_THAT(html, Not(HasSubstr(raw)));
    EXPECT_THAT(html, AllOf(HasSubstr("Load &lt;closer&gt;"), HasSubstr("the arm reaches &lt;40 cm&gt; only"),
                            HasSubstr("load_distance_cm &amp; more"), HasSubstr("Only &quot;mechanics&quot;.")));
}

TEST(Html, ticks_have_the_decimals_they_need) {
    const auto scale = [](double low, double high, std::size_t steps) {
        ColourScale result;
        result.low = low;
        result.high = high;
        result.ticks.assign(steps + 1, 0.0);
        return result;
    };
    EXPECT_EQ(decimals_of_ticks(scale(0, 6, 6)), 0);
    EXPECT_EQ(decimals_of_ticks(scale(0, 1, 5)), 1);
    EXPECT_EQ(decimals_of_ticks(scale(0, 0.1, 4)), 3);
}

TEST(Report, never_prints_a_number_that_is_none) {
    for (const bool samples : {false, true}) {
        const std::string html = words_of(made_up_comparison(samples));
        std::smatch found;
        EXPECT_FALSE(std::regex_search(html, found, std::regex(R"(\b-?(nan|inf)\b)", std::regex::icase)))
            << found.str();
    }
}

TEST(Report, numbers_as_in_the_table_on_the_terminal) {
    const std::string table = measures_section(made_up_comparison(false));
    EXPECT_THAT(table, HasSubstr("<td class=\"cell-better\">3200 <small>-20 %</small></td>"));
    EXPECT_THAT(table, HasSubstr("<td class=\"cell-worse\">0.92 <small>+2 %</small></td>"));
    EXPECT_THAT(table, HasSubstr("<td class=\"cell-neutral\">0.20 <small>+100 %</small></td>"));
    EXPECT_THAT(table, HasSubstr("Stability margin, N\u00b7m/rad"));
    EXPECT_THAT(table, HasSubstr("Limit: 3400 N. <span class=\"source\">Source: A &lt; B</span>"));
    EXPECT_THAT(measures_section(made_up_comparison(true)), HasSubstr("2880 to 3520"));
}

TEST(Report, begins_with_who_lifts_what) {
    const Comparison comparison = made_up_comparison(false);
    const std::string table = job_section(default_anatomy(), comparison, drawn_cases(comparison));
    // The same in all cases stands once, what a case changes in bold; the failed case has a scenario as well.
    EXPECT_THAT(table, HasSubstr("<th scope=\"row\">Person</th><td colspan=\"5\">woman, 48 years, 165 cm, 62 kg</td>"));
    EXPECT_THAT(table, HasSubstr("<td>12 kg in both hands</td><td><strong>10 kg in both hands</strong></td>"));
    EXPECT_THAT(table, HasSubstr("<td colspan=\"5\">4 per minute for 2 h: 480 lifts per day</td>"));
    EXPECT_THAT(table, HasSubstr("<td>40 cm</td>"));
    EXPECT_THAT(table, HasSubstr("lift &lt;it&gt;"));
    EXPECT_EQ(count_of(table, "<img class=\"body\""), 4U);
    EXPECT_THAT(table, HasSubstr("<td>no equilibrium</td>"));
}

TEST(Report, shows_few_numbers_first_with_whose_limit_it_is) {
    const std::string table = headline_section(made_up_comparison(false));
    EXPECT_EQ(count_of(table, "<th scope=\"row\">"), 1U);
    EXPECT_THAT(table, HasSubstr("<td>3400<br><small>of &lt;NIOSH&gt;</small></td>"));
    EXPECT_THAT(table, HasSubstr("<td class=\"cell-base beyond\">4000\u00a0!</td>"));
    EXPECT_THAT(table, HasSubstr("<td class=\"cell-better\">3200<br><small>-20 % better</small></td>"));
    const std::string sheet = lifting_section(made_up_comparison(false));
    EXPECT_THAT(sheet, HasSubstr("<tr class=\"counts\"><th scope=\"row\">Base, origin</th><td>12</td><td>40*</td>"));
    EXPECT_THAT(sheet, HasSubstr("<td>0.625</td>"));
    EXPECT_THAT(sheet, HasSubstr("<td>7.47</td><td>1.61</td></tr>"));
}

TEST(Report, folds_all_but_the_first_sections) {
    const Comparison comparison = made_up_comparison(false);
    for (const std::string& open : {summary_section(comparison), strategies_section(comparison),
                                    assumptions_section(comparison), headline_section(comparison)})
        EXPECT_THAT(open, Not(HasSubstr("class=\"folded\"")));
    for (const std::string& folded :
         {ranking_section(comparison), charts_section(comparison), measures_section(comparison),
          evidence_section(comparison), provenance_section(comparison), citation_section()})
        EXPECT_THAT(folded, HasSubstr("class=\"folded\""));
}

TEST(Report, tells_why_a_case_has_no_numbers) {
    const Comparison comparison = made_up_comparison(false);
    EXPECT_THAT(strategies_section(comparison), HasSubstr("failed: the arm reaches"));
    EXPECT_THAT(strategies_section(comparison), HasSubstr("infeasible: numbers of a person strong enough"));
    const std::string chart = bar_chart(comparison, 0);
    EXPECT_THAT(chart, AllOf(HasSubstr("no equilibrium"), HasSubstr("Weak muscles *")));
    EXPECT_THAT(bar_chart(comparison, 2), HasSubstr("not applicable"));
    EXPECT_EQ(count_of(chart, "<rect"), 4U);
}

TEST(BarChart, bars_start_at_zero_and_are_as_long_as_their_numbers) {
    Comparison comparison = made_up_comparison(false);
    comparison.measures[0].limit.reset();
    const std::string chart = bar_chart(comparison, 0);
    // 336 units for the largest, 4400 N, from the margin of 2.
    EXPECT_THAT(chart, HasSubstr("class=\"bar-worse\" x=\"2.0\" y=\"102.0\" width=\"336.0\""));
    EXPECT_THAT(chart, HasSubstr("class=\"bar-better\" x=\"2.0\" y=\"62.0\" width=\"244.4\""));
    EXPECT_THAT(chart, Not(HasSubstr("class=\"limit\"")));
    // Below zero: from -2 to 12, so that zero lies at a seventh.
    EXPECT_THAT(bar_chart(comparison, 2), HasSubstr("class=\"axis\" x1=\"50.0\""));
}

TEST(BarChart, long_titles_leave_room_for_the_number) {
    Comparison comparison = made_up_comparison(false);
    comparison.cases[1].title = std::string(30, 'a') + "\u00fc" + std::string(30, 'b');
    const std::string chart = bar_chart(comparison, 0);
    EXPECT_THAT(chart, AllOf(HasSubstr(">aaaaaaaaaa"), HasSubstr("a\u2026</text>"), HasSubstr("3200 N (-20 %)")));
}

TEST(BarChart, limit_whiskers_and_chance) {
    const std::string without = bar_chart(made_up_comparison(false), 0);
    EXPECT_THAT(without, HasSubstr("limit 3400 N"));
    EXPECT_EQ(count_of(without, "class=\"limit\""), 4U);
    EXPECT_EQ(count_of(without, "class=\"whisker\""), 0U);
    EXPECT_THAT(without, Not(HasSubstr("samples")));
    const std::string with = bar_chart(made_up_comparison(true), 0);
    EXPECT_EQ(count_of(with, "class=\"whisker\""), 12U);  // a line and two ends for four bars
    EXPECT_THAT(with, HasSubstr("better than the base in 100 % of the samples"));
    EXPECT_THAT(with, HasSubstr("undecided: better than the base in 50 % of the samples"));
    EXPECT_THAT(with, HasSubstr("class=\"bar-open\""));
    EXPECT_THAT(with, HasSubstr("aria-label=\"Compression at L5-S1, N: Base 4000, Load &lt;closer&gt; 3200,"));
}

TEST(Verdicts, ranking_joins_what_cannot_be_distinguished) {
    Comparison comparison = made_up_comparison(false);
    EXPECT_THAT(ranking(comparison, 0), ElementsAre(Place{1}, Place{0}, Place{4}, Place{2}));
    EXPECT_THAT(ranking(made_up_comparison(true), 0), ElementsAre(Place{1}, Place{0, 4}, Place{2}));
    comparison.cases[4].values[0].value = 4030.0;
    EXPECT_THAT(ranking(comparison, 0), ElementsAre(Place{1}, Place{0, 4}, Place{2}));
    EXPECT_EQ(verdict_of(comparison, 4, 0), Verdict::same);
    EXPECT_EQ(verdict_of(comparison, 1, 2), Verdict::better);  // more is better
    EXPECT_EQ(verdict_of(comparison, 1, 3), Verdict::neutral);
    EXPECT_EQ(verdict_of(comparison, 3, 0), Verdict::missing);
    EXPECT_EQ(verdict_of(made_up_comparison(true), 4, 0), Verdict::open);
}

TEST(ReportFields, all_cases_share_the_limits_of_the_colours) {
    const Comparison comparison = made_up_comparison(false);
    const std::vector<DrawnCase> cases = drawn_cases(comparison);
    ASSERT_EQ(cases.size(), 4U);  // the failed one has nothing to draw
    const std::vector<ReportField> fields = report_fields(cases);
    ASSERT_FALSE(fields.empty());
    EXPECT_EQ(fields.front().choice, "von_mises_MPa");
    const std::vector<ReportField> base_alone = report_fields({cases[0]});
    EXPECT_GT(fields.front().scale.largest, base_alone.front().scale.largest);
    EXPECT_LT(fields.front().scale.smallest, base_alone.front().scale.smallest);
}

TEST(ViewerData, same_shapes_once_and_nodes_where_the_loads_moved_them) {
    const Comparison comparison = made_up_comparison(false);
    const std::vector<DrawnCase> cases = drawn_cases(comparison);
    const std::string text = viewer_data(comparison, cases, report_fields(cases));
    EXPECT_THAT(text, Not(HasSubstr("<")));
    EXPECT_THAT(text, Not(HasSubstr("null")));
    const nlohmann::json data = nlohmann::json::parse(text);
    EXPECT_EQ(data.at("meshes").size(), 1U);
    ASSERT_EQ(data.at("cases").size(), 4U);
    EXPECT_EQ(data.at("cases").at(1).at("title"), "Load <closer>");
    const nlohmann::json& nodes = data.at("cases").at(0).at("nodes");
    Vec3 low = Vec3::Constant(1e30), high = Vec3::Constant(-1e30);
    for (std::size_t i = 0; i < cases[0].result->mesh.nodes.size(); ++i) {
        const Vec3 place = cases[0].result->mesh.nodes[i] + cases[0].state->displacement[i];
        low = low.cwiseMin(place);
        high = high.cwiseMax(place);
    }
    for (int k = 0; k < 3; ++k) {
        EXPECT_DOUBLE_EQ(nodes.at("low").at(static_cast<std::size_t>(k)).get<double>(), low[k]);
        EXPECT_DOUBLE_EQ(nodes.at("high").at(static_cast<std::size_t>(k)).get<double>(), high[k]);
    }
    // Three numbers of two bytes per node, in groups of three bytes that take four letters.
    const std::size_t bytes = 6 * cases[0].result->mesh.nodes.size();
    EXPECT_EQ(nodes.at("data").get<std::string>().size(), (bytes + 2) / 3 * 4);
}

TEST(Report, one_file_that_asks_for_nothing_else) {
    if (!can_write_reports()) GTEST_SKIP() << "built with SPONDYL_REPORT=OFF";
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "report.html";
    write_report(made_up_comparison(true), file);
    std::ifstream stream(file, std::ios::binary);
    const std::string html{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_THAT(html, HasSubstr("<title>Lifting &lt;15 kg&gt; &amp; &quot;more&quot;</title>"));
    EXPECT_THAT(html, HasSubstr("content=\"default-src 'none';"));
    for (const char* reference : {"href=\"http", "url(http", "@import"}) EXPECT_THAT(html, Not(HasSubstr(reference)));
    EXPECT_EQ(count_of(html, "src=\""), count_of(html, "src=\"data:image/png;base64,"));
    // Four bodies, four pairs of discs: the base once, though it stands beside each variant.
    EXPECT_EQ(count_of(html, "data:image/png;base64,"), 8U);
    EXPECT_THAT(html, Not(HasSubstr("onclick=")));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(Report, refuses_a_folder_that_cannot_be_written) {
    if (!can_write_reports()) GTEST_SKIP() << "built with SPONDYL_REPORT=OFF";
    EXPECT_THROW(write_report(made_up_comparison(false), "/nowhere/report.html"), UserError);
}

}  // namespace

}  // namespace spondyl::viz
