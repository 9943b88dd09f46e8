// SPDX-License-Identifier: Apache-2.0
#include "core/math/curve.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/error.hpp"

namespace spondyl {
namespace {

const std::vector<double> strain = {0.012, 0.019, 0.024, 0.028, 0.032, 0.036, 0.043, 0.05, 0.058, 0.07, 0.234, 1.0};
const std::vector<double> stress = {0.0, 0.96, 2.64, 5.52, 10.8, 17.76, 28.8, 38.4, 49.2, 62.4, 127.2, 164.4};

TEST(MonotoneCurve, passes_through_its_points) {
    const MonotoneCurve curve(strain, stress);
    for (std::size_t i = 0; i < strain.size(); ++i) EXPECT_NEAR(curve.value(strain[i]), stress[i], 1e-12);
    EXPECT_EQ(curve.first(), 0.012);
}

TEST(MonotoneCurve, is_zero_below_the_first_point_with_continuous_slope) {
    const MonotoneCurve curve(strain, stress);
    for (const double x : {-10.0, 0.0, 0.012}) {
        EXPECT_EQ(curve.value(x), 0.0);
        EXPECT_EQ(curve.derivative(x), 0.0);
        EXPECT_EQ(curve.integral(x), 0.0);
    }
    EXPECT_NEAR(curve.derivative(0.012 + 1e-9), 0.0, 1e-3);
}

TEST(MonotoneCurve, is_monotone_and_continuously_differentiable) {
    const MonotoneCurve curve(strain, stress);
    double before = 0.0;
    for (int i = 0; i <= 20000; ++i) {
        const double x = 1.2 * i / 20000.0;
        const double y = curve.value(x);
        EXPECT_GE(y, before - 1e-13);
        EXPECT_GE(curve.derivative(x), -1e-9);
        before = y;
    }
    for (const double knot : strain) {
        EXPECT_NEAR(curve.derivative(knot - 1e-10), curve.derivative(knot + 1e-10), 1e-3);
    }
}

TEST(MonotoneCurve, continues_straight_beyond_the_last_point) {
    const MonotoneCurve curve(strain, stress);
    const double slope = curve.derivative(1.0);
    EXPECT_GT(slope, 0.0);
    EXPECT_EQ(curve.derivative(3.0), slope);
    EXPECT_NEAR(curve.value(3.0), 164.4 + 2.0 * slope, 1e-12);
    EXPECT_NEAR(curve.integral(3.0) - curve.integral(1.0), 2.0 * 164.4 + 2.0 * slope, 1e-10);
}

TEST(MonotoneCurve, derivative_and_integral_belong_to_the_value) {
    using D = Dual<double>;
    const MonotoneCurve curve(strain, stress);
    for (int i = 0; i < 500; ++i) {
        const double x = -0.1 + 1.4 * i / 499.0;
        EXPECT_NEAR(curve.value(D(x, 1.0)).derivative, curve.derivative(x), 1e-12 * (1.0 + curve.derivative(x)));
        EXPECT_NEAR(curve.integral(D(x, 1.0)).derivative, curve.value(x), 1e-12 * (1.0 + curve.value(x)));
    }
    // The integral has no jump at the points.
    for (const double knot : strain) EXPECT_NEAR(curve.integral(knot - 1e-12), curve.integral(knot), 1e-9);
}

// Slopes of the limiter in a case that can be done by hand: three points, first slope zero by definition.
TEST(MonotoneCurve, straight_line_after_a_smooth_toe) {
    const double x[] = {0.0, 1.0, 2.0, 3.0};
    const double y[] = {0.0, 1.0, 2.0, 3.0};
    const MonotoneCurve curve(x, y);
    EXPECT_DOUBLE_EQ(curve.value(0.5), 0.5 * 0.5 * (3.0 - 2.0 * 0.5) - 0.125);  // Hermite with slopes 0 and 1
    EXPECT_DOUBLE_EQ(curve.value(1.7), 1.7);
    EXPECT_DOUBLE_EQ(curve.derivative(2.4), 1.0);
}

TEST(MonotoneCurve, flat_stretches_stay_flat) {
    const double x[] = {0.0, 1.0, 2.0, 3.0};
    const double y[] = {0.0, 5.0, 5.0, 6.0};
    const MonotoneCurve curve(x, y);
    EXPECT_DOUBLE_EQ(curve.value(1.3), 5.0);
    EXPECT_DOUBLE_EQ(curve.derivative(1.5), 0.0);
}

TEST(MonotoneCurve, lanes_equal_scalars) {
    const MonotoneCurve curve(strain, stress);
    for (int start = 0; start < 400; ++start) {
        const Lane x([&](auto i) { return -0.05 + 0.003 * start + 0.11 * static_cast<double>(i); });
        const auto lanes = curve.evaluate(x);
        const Lane integral = curve.integral(x);
        for (int i = 0; i < lane_width; ++i) {
            EXPECT_NEAR(lanes.value[i], curve.value(double(x[i])), 1e-14 * 165.0);
            EXPECT_NEAR(lanes.derivative[i], curve.derivative(double(x[i])), 1e-14 * 3000.0);
            EXPECT_NEAR(integral[i], curve.integral(double(x[i])), 1e-14 * 165.0);
        }
    }
}

TEST(MonotoneCurve, widely_spread_points_still_find_their_segment) {
    const double x[] = {0.0, 1e-6, 1.0, 1e6};
    const double y[] = {0.0, 1.0, 2.0, 3.0};
    const MonotoneCurve curve(x, y);
    EXPECT_NEAR(curve.value(1e-6), 1.0, 1e-12);
    EXPECT_NEAR(curve.value(1.0), 2.0, 1e-12);
    EXPECT_NEAR(curve.value(std::nextafter(1e6, 0.0)), 3.0, 1e-12);
}

TEST(MonotoneCurve, passes_nan_on) {
    const MonotoneCurve curve(strain, stress);
    EXPECT_TRUE(std::isnan(curve.value(std::numeric_limits<double>::quiet_NaN())));
}

TEST(MonotoneCurve, default_is_zero) {
    const MonotoneCurve none;
    EXPECT_EQ(none.value(2.0), 0.0);
    EXPECT_EQ(none.integral(-1.0), 0.0);
}

TEST(MonotoneCurve, refuses_bad_tables) {
    const auto make = [](std::vector<double> x, std::vector<double> y) { return MonotoneCurve(x, y); };
    EXPECT_THROW(make({0.0, 0.1, 0.1}, {0.0, 1.0, 2.0}), UserError);
    EXPECT_THROW(make({0.0, 0.2, 0.1}, {0.0, 1.0, 2.0}), UserError);
    EXPECT_THROW(make({0.0, 0.1}, {0.0, 1.0, 2.0}), UserError);
    EXPECT_THROW(make({0.0}, {0.0}), UserError);
    EXPECT_THROW(make({0.0, 0.1}, {1.0, 2.0}), UserError);
    EXPECT_THROW(make({0.0, 0.1, 0.2}, {0.0, 2.0, 1.0}), UserError);
    EXPECT_THROW(make({0.0, std::numeric_limits<double>::infinity()}, {0.0, 1.0}), UserError);
}

}  // namespace
}  // namespace spondyl
