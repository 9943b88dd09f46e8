// SPDX-License-Identifier: Apache-2.0
#include "core/math/dual.hpp"

#include <gtest/gtest.h>

namespace spondyl {
namespace {

using D = Dual<double>;
using D2 = Dual<D>;

TEST(Dual, product_and_quotient_rules) {
    const D x(2.0, 1.0);
    EXPECT_EQ((x * x).derivative, 4.0);
    EXPECT_EQ((1.0 / x).derivative, -0.25);
    EXPECT_EQ((3.0 * x - 1.0).value, 5.0);
    EXPECT_EQ((-x).derivative, -1.0);
}

TEST(Dual, functions) {
    const D x(2.25, 1.0);
    EXPECT_DOUBLE_EQ(sqrt(x).derivative, 0.5 / 1.5);
    EXPECT_DOUBLE_EQ(exp(x).derivative, std::exp(2.25));
    EXPECT_DOUBLE_EQ(inverse_two_thirds_power(x).value, std::pow(2.25, -2.0 / 3.0));
    EXPECT_DOUBLE_EQ(inverse_two_thirds_power(x).derivative, -2.0 / 3.0 * std::pow(2.25, -5.0 / 3.0));
}

TEST(Dual, nested_second_derivatives) {
    const D2 x(D(1.5, 1.0), D(1.0, 0.0));
    EXPECT_DOUBLE_EQ((x * x * x).derivative.derivative, 6.0 * 1.5);
    EXPECT_DOUBLE_EQ(sqrt(x).derivative.derivative, -0.25 * std::pow(1.5, -1.5));
    EXPECT_DOUBLE_EQ(exp(x * x).derivative.derivative, (2.0 + 4.0 * 2.25) * std::exp(2.25));
    EXPECT_DOUBLE_EQ(inverse_two_thirds_power(x).derivative.derivative, 10.0 / 9.0 * std::pow(1.5, -8.0 / 3.0));
    EXPECT_DOUBLE_EQ((1.0 / x).derivative.derivative, 2.0 / std::pow(1.5, 3));
    EXPECT_EQ(primal(x), 1.5);
}

TEST(Dual, branches_follow_the_value) {
    const D small(1.0, 5.0);
    const D large(2.0, 7.0);
    EXPECT_TRUE(small < large);
    EXPECT_TRUE(large > 1.5);
    EXPECT_FALSE(small >= large);
    EXPECT_EQ(select(small < large, small, large).derivative, 5.0);
    EXPECT_EQ(select(small > large, small, large).derivative, 7.0);
}

}  // namespace
}  // namespace spondyl
