// SPDX-License-Identifier: Apache-2.0
#include "core/math/simd.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace spondyl {
namespace {

constexpr double rounding = std::numeric_limits<double>::epsilon();

TEST(Simd, inverse_two_thirds_power_to_rounding) {
    for (int i = 0; i <= 4000; ++i) {
        const double x = std::exp(-4.0 + 8.0 * i / 4000.0);  // 0.018 .. 55, through both branches
        const long double exact = std::pow(static_cast<long double>(x), -2.0L / 3.0L);
        // Near one the series is good to rounding; elsewhere the C library's cbrt, good to 4 units, is squared.
        const double units = x >= 0.5 && x <= 2.0 ? 3.0 : 10.0;
        EXPECT_NEAR(static_cast<double>(inverse_two_thirds_power(x) / exact - 1.0L), 0.0, units * rounding) << x;
    }
    EXPECT_EQ(inverse_two_thirds_power(1.0), 1.0);
}

TEST(Simd, inverse_two_thirds_power_of_lanes) {
    for (int i = 0; i < 500; ++i) {
        // Lanes on both sides of the switch between the branches.
        const Lane x([&](auto lane) { return 0.1 + 0.005 * i + 0.15 * static_cast<double>(lane); });
        const Lane power = inverse_two_thirds_power(x);
        for (int lane = 0; lane < lane_width; ++lane) {
            const double one = inverse_two_thirds_power(double(x[lane]));
            EXPECT_NEAR(power[lane], one, 4.0 * rounding * one);
        }
    }
}

TEST(Simd, select_any_sqrt_and_exp_work_lane_by_lane) {
    const Lane x([](auto lane) { return 1.0 + static_cast<double>(lane); });
    const Lane picked = select(x > 1.5, x, Lane(-1.0));
    EXPECT_EQ(picked[0], -1.0);
    for (int lane = 1; lane < lane_width; ++lane) EXPECT_EQ(picked[lane], 1.0 + lane);
    EXPECT_TRUE(any(x < 1.5));
    EXPECT_FALSE(any(x < 0.5));
    for (int lane = 0; lane < lane_width; ++lane) {
        EXPECT_EQ(sqrt(x)[lane], std::sqrt(1.0 + lane));
        EXPECT_EQ(exp(x)[lane], std::exp(1.0 + lane));
    }
}

}  // namespace
}  // namespace spondyl
