// SPDX-License-Identifier: Apache-2.0
#include "viz/colour_scale.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/error.hpp"

namespace spondyl::viz {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pointwise;

FieldState make_state() {
    FieldState state;
    state.cell_fields = {{"von_mises_MPa", 1, {1.0, 2.0}},
                         {"fibre_stretch", 2, {1.01, 1.03, 1.2, 1.1}},
                         {"cauchy_stress_MPa", 6, {1, 2, 3, 4, 5, 6, 0, 0, 0, 1, 0, 0}}};
    return state;
}

TEST(choose_scalar, takes_a_field_a_component_or_its_largest) {
    const FieldState state = make_state();
    EXPECT_THAT(choose_scalar(state, "von_mises_MPa").values, ElementsAre(1.0, 2.0));
    EXPECT_THAT(choose_scalar(state, "fibre_stretch").values, ElementsAre(1.03, 1.2));
    EXPECT_THAT(choose_scalar(state, "fibre_stretch:1").values, ElementsAre(1.03, 1.1));
    EXPECT_THAT(choose_scalar(state, "cauchy_stress_MPa:3").values, ElementsAre(4.0, 1.0));
}

TEST(choose_scalar, magnitude_of_a_tensor_counts_shear_twice) {
    const auto values = choose_scalar(make_state(), "cauchy_stress_MPa").values;
    EXPECT_DOUBLE_EQ(values[0], std::sqrt(1.0 + 4 + 9 + 2 * (16 + 25 + 36)));
    EXPECT_DOUBLE_EQ(values[1], std::sqrt(2.0));
}

TEST(choose_scalar, labels_are_words_with_their_unit) {
    const Scalar component = choose_scalar(make_state(), "cauchy_stress_MPa:4");
    EXPECT_EQ(component.label, "Cauchy stress yz");
    EXPECT_EQ(component.unit, "MPa");
    EXPECT_EQ(choose_scalar(make_state(), "fibre_stretch").label, "largest fibre stretch");
}

TEST(choose_scalar, unknown_choices_name_what_exists) {
    for (const char* choice : {"pressure", "von_mises_MPa:1", "fibre_stretch:2", "fibre_stretch:", "fibre_stretch:-1",
                               "fibre_stretch:1x", ""}) {
        try {
            choose_scalar(make_state(), choice);
            ADD_FAILURE() << choice << " was accepted";
        } catch (const UserError& error) {
            EXPECT_THAT(error.what(), HasSubstr(std::string("\"") + choice + "\""));
            EXPECT_THAT(error.what(), HasSubstr("von_mises_MPa, fibre_stretch[:0..:1], cauchy_stress_MPa[:0..:5]"));
        }
    }
}

TEST(make_colour_scale, a_single_hot_cell_does_not_rule) {
    std::vector<double> values;
    values.reserve(1001);
    for (int i = 0; i < 1000; ++i) values.push_back(i / 1000.0);
    values.push_back(50.0);
    const ColourScale scale = make_colour_scale(values, std::vector<double>(values.size(), 1.0));
    EXPECT_DOUBLE_EQ(scale.low, 0.0);
    EXPECT_DOUBLE_EQ(scale.high, 1.0);
    EXPECT_DOUBLE_EQ(scale.largest, 50.0);
    EXPECT_THAT(scale.ticks, Pointwise(DoubleNear(1e-12), {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}));
}

TEST(make_colour_scale, percentiles_weigh_by_volume) {
    // The high half of the cells holds 0.2 % of the volume.
    std::vector<double> values(200, 1.0);
    std::fill(values.begin() + 100, values.end(), 9.0);
    std::vector<double> volumes(200, 1.0);
    std::fill(volumes.begin() + 100, volumes.end(), 0.002);
    EXPECT_LT(make_colour_scale(values, volumes).high, 2.0);
    EXPECT_GE(make_colour_scale(values, std::vector<double>(200, 1.0)).high, 9.0);
}

TEST(make_colour_scale, keeps_a_far_zero_out_and_shows_both_signs) {
    const ColourScale stretch = make_colour_scale({1.0, 1.02, 1.06, 1.1}, {1, 1, 1, 1});
    EXPECT_DOUBLE_EQ(stretch.low, 1.0);
    EXPECT_DOUBLE_EQ(stretch.high, 1.1);
    const ColourScale pressure = make_colour_scale({-0.13, 0.2, 0.55}, {1, 1, 1});
    EXPECT_DOUBLE_EQ(pressure.low, -0.2);
    EXPECT_DOUBLE_EQ(pressure.high, 0.6);
}

TEST(make_colour_scale, a_uniform_field_still_has_two_ends) {
    for (const double value : {0.0, 3.0, -2.0, 1e-9}) {
        const ColourScale scale = make_colour_scale({value, value}, {1.0, 1.0});
        EXPECT_LT(scale.low, scale.high);
        EXPECT_LE(scale.low, value);
        EXPECT_GE(scale.high, value);
        EXPECT_LT(scale.ticks.size(), 12U);
    }
}

TEST(colour_table, reds_and_blues_grow_darker) {
    for (const Palette palette : {Palette::reds, Palette::blues}) {
        const auto table = colour_table(palette);
        for (std::size_t i = 1; i < table.size(); ++i) {
            EXPECT_LE(table[i][0] + table[i][1] + table[i][2], table[i - 1][0] + table[i - 1][1] + table[i - 1][2]);
        }
    }
    EXPECT_EQ(colour_table(Palette::reds).back(), (std::array<unsigned char, 3>{0x67, 0x00, 0x0D}));
    EXPECT_EQ(colour_table(Palette::blues).front(), (std::array<unsigned char, 3>{0xDE, 0xEB, 0xF7}));
}

TEST(colour_table, viridis_runs_from_purple_to_yellow_with_growing_lightness) {
    const auto table = colour_table(Palette::viridis);
    EXPECT_THAT(table.front(), ElementsAre(0x44, 0x01, 0x54));
    EXPECT_THAT(table.back(), ElementsAre(0xFD, 0xE7, 0x25));
    double last = 0.0;
    for (const auto& c : table) {
        const double lightness = 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
        EXPECT_GE(lightness, last - 0.75);  // rounding to 8 bit
        last = lightness;
    }
}

TEST(ColourScale, takes_the_limits_asked_for) {
    const ColourScale found = make_colour_scale({1.0, 2.0, 9.0}, {1.0, 1.0, 1.0});
    const ColourScale chosen = chosen_colour_scale(0.0, 5.0, found);
    EXPECT_EQ(chosen.low, 0.0);
    EXPECT_EQ(chosen.high, 5.0);
    EXPECT_EQ(chosen.ticks, (std::vector<double>{0.0, 1.0, 2.0, 3.0, 4.0, 5.0}));
    EXPECT_EQ(chosen.largest, 9.0);
    EXPECT_TRUE(chosen.chosen);
}

}  // namespace
}  // namespace spondyl::viz
