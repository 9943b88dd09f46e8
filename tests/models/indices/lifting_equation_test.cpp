// SPDX-License-Identifier: Apache-2.0
#include "models/indices/lifting_equation.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace spondyl {
namespace {

TEST(LiftingEquation, a_job_that_is_not_allowed_has_no_composite_index) {
    const LiftingEquation equation;
    EXPECT_FALSE(equation.composite_index({}).has_value());
    const std::vector<JobTask> fast = {{10, 15, 9, 1, 20}, {10, 15, 9, 1, 20}};
    EXPECT_FALSE(equation.composite_index(fast).has_value()) << "18 lifts a minute";
    const std::vector<JobTask> out_of_reach = {{10, 0, 1, 1, 20}};
    EXPECT_FALSE(equation.composite_index(out_of_reach).has_value());
}

TEST(LiftingEquation, the_best_place_allows_the_load_constant) {
    const LiftingMultipliers m =
        LiftingEquation().multipliers({.horizontal = 25, .vertical = 75, .travel = 25, .coupling = Coupling::good});
    EXPECT_DOUBLE_EQ(LiftingEquation().recommended_weight(m).value(), 23.0);
}

// Section 1.3 of the manual.
TEST(LiftingEquation, multipliers_in_metric_units) {
    const LiftingEquation equation;
    const auto at = [&](const Lift& lift) { return equation.multipliers(lift); };
    EXPECT_DOUBLE_EQ(at({.horizontal = 10}).horizontal, 1.0) << "nearer than 25 cm counts as 25 cm";
    EXPECT_DOUBLE_EQ(at({.horizontal = 50}).horizontal, 0.5);
    EXPECT_DOUBLE_EQ(at({.horizontal = 63.1}).horizontal, 0.0);
    EXPECT_NEAR(at({.vertical = 0}).vertical, 0.775, 1e-12);
    EXPECT_NEAR(at({.vertical = 175}).vertical, 0.70, 1e-12);
    EXPECT_DOUBLE_EQ(at({.vertical = 176}).vertical, 0.0);
    EXPECT_DOUBLE_EQ(at({.travel = 20}).travel, 1.0);
    EXPECT_NEAR(at({.travel = 100}).travel, 0.865, 1e-12);
    EXPECT_DOUBLE_EQ(at({.travel = 176}).travel, 0.0);
    EXPECT_NEAR(at({.asymmetry_deg = 90}).asymmetry, 0.712, 1e-12);
    EXPECT_NEAR(at({.asymmetry_deg = -90}).asymmetry, 0.712, 1e-12) << "left as right";
    EXPECT_DOUBLE_EQ(at({.asymmetry_deg = 136}).asymmetry, 0.0);
    EXPECT_DOUBLE_EQ(at({.vertical = 74, .coupling = Coupling::fair}).coupling, 0.95);
    EXPECT_DOUBLE_EQ(at({.vertical = 75, .coupling = Coupling::fair}).coupling, 1.0);
    EXPECT_DOUBLE_EQ(at({.vertical = 75, .coupling = Coupling::poor}).coupling, 0.90);
}

TEST(LiftingEquation, frequency_multiplier_of_table_5) {
    const LiftingEquation equation;
    EXPECT_DOUBLE_EQ(equation.frequency_multiplier(0.05, 1.0, 30).value(), 1.0) << "at least one in five minutes";
    EXPECT_DOUBLE_EQ(equation.frequency_multiplier(5, 2.0, 30).value(), 0.60);
    EXPECT_DOUBLE_EQ(equation.frequency_multiplier(5, 2.1, 30).value(), 0.35);
    EXPECT_DOUBLE_EQ(equation.frequency_multiplier(9, 8.0, 30).value(), 0.0);
    EXPECT_DOUBLE_EQ(equation.frequency_multiplier(9, 8.0, 75).value(), 0.15);
    EXPECT_NEAR(equation.frequency_multiplier(2.4, 1.0, 30).value(), 0.898, 1e-12) << "between 2 and 3, as example 7";
    EXPECT_DOUBLE_EQ(equation.frequency_multiplier(12.5, 1.0, 30).value(), 0.0) << "no part of what is not allowed";
    EXPECT_DOUBLE_EQ(equation.frequency_multiplier(15.1, 1.0, 75).value(), 0.0);
    EXPECT_FALSE(equation.frequency_multiplier(1, 8.1, 75).has_value());
}

}  // namespace
}  // namespace spondyl
