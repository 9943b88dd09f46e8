// SPDX-License-Identifier: Apache-2.0
// What a sample makes of a scenario.
#include "studies/uncertainty.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using ::testing::HasSubstr;

// The values that change nothing, where there is such: factors 1, additions 0, the first choice.
std::vector<double> neutral(const std::vector<UncertainQuantity>& quantities) {
    std::vector<double> values;
    for (const UncertainQuantity& one : quantities) {
        const bool scale = one.effects.front().change.how == StrategyChange::How::scale;
        values.push_back(scale ? 1.0 : 0.0);
    }
    return values;
}

Scenario bending() {
    return parse_scenario(
        "title = \"bend\"\n[spine]\ntop = \"T12\"\n[[task]]\nname = \"a\"\nposture = \"standing_bent\"\n[[task]]\n"
        "name = \"b\"\n",
        "bend.toml");
}

std::size_t place(const std::vector<UncertainQuantity>& quantities, const std::string& name) {
    const auto found = std::ranges::find(quantities, name, &UncertainQuantity::name);
    EXPECT_NE(found, quantities.end()) << name;
    return static_cast<std::size_t>(found - quantities.begin());
}

TEST(Uncertainty, every_quantity_has_a_source_and_a_centre_that_changes_nothing) {
    const auto quantities = person_uncertainty();
    EXPECT_GE(quantities.size(), 8U);
    for (const UncertainQuantity& one : quantities) {
        EXPECT_FALSE(one.source.empty()) << one.name;
        EXPECT_FALSE(one.confidence.empty()) << one.name;
        EXPECT_FALSE(one.spread().empty()) << one.name;
        if (!one.distribution) continue;
        const double centre = one.effects.front().change.how == StrategyChange::How::scale ? 1.0 : 0.0;
        EXPECT_LT(one.value(0.3), centre) << one.name;
        EXPECT_GT(one.value(0.7), centre) << one.name;
    }
}

TEST(Uncertainty, values_go_to_their_keys) {
    const auto quantities = person_uncertainty();
    std::vector<double> values = neutral(quantities);
    values[place(quantities, "muscle_strength")] = 1.2;
    values[place(quantities, "lordosis")] = 10.0;
    values[place(quantities, "lumbar_share")] = 1.1;
    values[place(quantities, "level_shares")] = 1.0;
    values[place(quantities, "disc_height")] = 0.9;
    const Scenario base = bending();
    const Scenario person = with_values(base, quantities, values, "sample 1");
    EXPECT_DOUBLE_EQ(person.muscles.max_stress_MPa, 1.2 * base.muscles.max_stress_MPa);
    EXPECT_DOUBLE_EQ(person.spine.sacral_slope_deg, base.spine.sacral_slope_deg + 10.0);
    EXPECT_NEAR(person.spine.lordosis_scale, 1.0 + 10.0 / 49.2, 1e-3);  // the wedges of disc_geometry.csv
    EXPECT_DOUBLE_EQ(person.person.disc_height_scale, 0.9);
    EXPECT_EQ(person.tasks[0].level_shares, LevelShares::cranial);
    // standing_bent: pelvis 8.5, lumbar 21.5 deg. The trunk stays; standing upright there is nothing to share.
    EXPECT_NEAR(*person.tasks[0].trunk_flexion_deg, 30.0, 1e-12);
    EXPECT_NEAR(*person.tasks[0].lumbar_flexion_deg, 1.1 * 21.5, 1e-12);
    EXPECT_EQ(*person.tasks[1].lumbar_flexion_deg, 0.0);
    EXPECT_EQ(person.tissue.ligaments, "remus");
}

TEST(Uncertainty, the_ensemble_is_walked_in_equal_parts) {
    const std::vector<UncertainQuantity> set = {ensemble_uncertainty()};
    ASSERT_GE(set.front().choices.size(), 4U);
    const auto sets = static_cast<double>(set.front().choices.size());
    for (std::size_t i = 0; i < set.front().choices.size(); ++i) {
        const double value = set.front().value((static_cast<double>(i) + 0.999) / sets);
        EXPECT_EQ(with_values(bending(), set, {value}, "s").tissue.set, set.front().choices[i]);
    }
}

TEST(Uncertainty, a_sample_that_is_no_scenario_is_refused) {
    const auto quantities = person_uncertainty();
    std::vector<double> values = neutral(quantities);
    values[place(quantities, "muscle_strength")] = 5.0;
    EXPECT_THAT([&] { with_values(bending(), quantities, values, "sample 3"); },
                ::testing::ThrowsMessage<UserError>(
                    ::testing::AllOf(::testing::StartsWith("sample 3 cannot be used"), HasSubstr("max_stress_MPa"))));
}

// A copy of the table with other rows.
std::string message_of_table(const std::string& row) {
    const test::ScratchFolder folder;
    folder.write(
        "uncertainty.csv",
        "quantity,title,key,how,factor,distribution,mean,sd,low,mode,high,choices,source,doi,confidence,note\n" + row +
            "\n");
    setenv("SPONDYL_DATA", folder.path().c_str(), 1);
    std::string message = "no error";
    try {
        person_uncertainty();
    } catch (const UserError& error) {
        message = error.what();
    }
    unsetenv("SPONDYL_DATA");
    return message;
}

TEST(Uncertainty, mistakes_of_the_table_are_reported_with_their_line) {
    EXPECT_EQ(message_of_table("a,t,person.mass_kg,scale,1,normal,1,0.1,,,,,s,,derived,"), "no error");
    EXPECT_THAT(message_of_table("a,t,person.mas_kg,scale,1,normal,1,0.1,,,,,s,,derived,"),
                HasSubstr("uncertainty.csv:2: a scenario has no key \"person.mas_kg\""));
    EXPECT_THAT(message_of_table("a,t,person.mass_kg,scale,1,gauss,1,0.1,,,,,s,,derived,"),
                HasSubstr("no distribution \"gauss\""));
    EXPECT_THAT(message_of_table("a,t,person.mass_kg,set,1,normal,1,0.1,,,,,s,,derived,"),
                HasSubstr("cannot be changed by set"));
    EXPECT_THAT(message_of_table("a,t,tissue.set,set,1,normal,1,0.1,,,,,s,,derived,"), HasSubstr("set takes choices"));
    EXPECT_THAT(message_of_table("a,t,person.mass_kg,times,1,normal,1,0.1,,,,,s,,derived,"),
                HasSubstr("allowed: scale, add, set"));
    EXPECT_THAT(message_of_table("a,t,task.level_shares,set,1,choice,,,,,,caudal|middle,s,,derived,"),
                HasSubstr("\"middle\" is none of"));
}

}  // namespace

}  // namespace spondyl
