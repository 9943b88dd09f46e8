// SPDX-License-Identifier: Apache-2.0
#include "viz/svg_chart.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spondyl::viz {

namespace {

using testing::HasSubstr;
using testing::Not;

Chart chart() {
    Chart chart{
        .name = "both", .title = "A < B", .x_label = "moment (N m)", .y_label = "deg", .curves = {}, .published = {}};
    chart.curves.push_back({"start", {0.0, 10.0}, {0.0, 2.5}});
    chart.curves.push_back({"fitted", {0.0, 10.0}, {0.0, 5.0}});
    chart.published.push_back({"measured", 10.0, 4.0, 3.0, 5.0});
    return chart;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

// Axes from 0 to 10 by 2 and from 0 to 5 by 1 between the corners (52, 216) and (286, 54) of the picture.
TEST(SvgChart, values_stand_where_the_axes_say) {
    const std::string svg = svg_charts({chart()});
    EXPECT_THAT(svg, HasSubstr("points=\"52.0,216.0 286.0,54.0\" fill=\"none\" stroke=\"#1f4e79\""));
    EXPECT_THAT(svg, HasSubstr("points=\"52.0,216.0 286.0,135.0\" fill=\"none\" stroke=\"#777777\""));
    EXPECT_THAT(svg, HasSubstr("<circle cx=\"286.0\" cy=\"86.4\""));
    EXPECT_THAT(svg, HasSubstr("x1=\"286.0\" y1=\"118.8\" x2=\"286.0\" y2=\"54.0\""));
    EXPECT_THAT(svg, HasSubstr(">A &lt; B<"));
}

TEST(SvgChart, charts_stand_side_by_side_under_one_legend) {
    const std::string svg = svg_charts({chart(), chart(), chart(), chart()});
    EXPECT_THAT(svg, HasSubstr("viewBox=\"0 0 900 488\""));
    EXPECT_EQ(count(svg, ">fitted<"), 1U);
    EXPECT_EQ(count(svg, "<polyline"), 8U);
}

TEST(SvgChart, negative_values_and_nothing_at_all_are_drawn) {
    Chart below = chart();
    below.curves[0].y = {0.0, -1.0};
    EXPECT_THAT(svg_charts({below}), HasSubstr(">-2<"));
    EXPECT_THAT(svg_charts({Chart{}}), Not(HasSubstr("nan")));
    EXPECT_THAT(svg_charts({}), HasSubstr("</svg>"));
}

}  // namespace

}  // namespace spondyl::viz
