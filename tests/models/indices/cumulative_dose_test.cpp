#include "models/indices/cumulative_dose.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace spondyl {
namespace {

// Calculated from the published formulas; no printed result was at hand.
TEST(Lifft, damage_and_risk_of_one_task) {
    const TissueLimits data;
    struct Vector {
        double moment, lifts, damage, risk;
    };
    for (const Vector& v : {Vector{30, 1000, 0.0047716, 0.3383}, Vector{50, 1000, 0.010203, 0.4180},
                            Vector{61, 760, 0.011778, 0.4337}, Vector{100, 100, 0.0068216, 0.3749}}) {
        EXPECT_NEAR(lifft_damage(data, v.moment, v.lifts) / v.damage, 1.0, 5e-5) << v.moment;
        EXPECT_NEAR(lifft_risk(data, v.damage), v.risk, 5e-5) << v.moment;
    }
}

// "A 30 N m exoskeleton: about 70 % less damage" (Zelik et al. 2022).
TEST(Lifft, an_exoskeleton_of_30_Nm_saves_two_thirds) {
    const TissueLimits data;
    EXPECT_NEAR(1.0 - lifft_damage(data, 20, 100) / lifft_damage(data, 50, 100), 0.68, 0.005);
}

TEST(Lifft, no_damage_no_risk) {
    EXPECT_EQ(lifft_risk(TissueLimits(), 0.0), 0.0);
}

TEST(MainzDortmund, force_counts_squared_and_time_once) {
    const TissueLimits data;
    const Loading shift{.compression_N = 4000, .hours = 8.0, .threshold_N = 3200};
    EXPECT_NEAR(mainz_dortmund_dose(data, std::vector{shift}), 32.0, 1e-12) << "4 kN for 8 h";
    const Loading half{.compression_N = 4000, .hours = 2.0, .threshold_N = 3200};
    EXPECT_NEAR(mainz_dortmund_dose(data, std::vector{half}), 16.0, 1e-12) << "a quarter of the time";
    EXPECT_NEAR(mainz_dortmund_dose(data, std::vector{half, half, half, half}), 32.0, 1e-12);
}

TEST(MainzDortmund, forces_below_the_threshold_do_not_count) {
    const Loading light{.compression_N = 3199, .hours = 8.0, .threshold_N = 3200};
    EXPECT_EQ(mainz_dortmund_dose(TissueLimits(), std::vector{light}), 0.0);
}

}  // namespace
}  // namespace spondyl
