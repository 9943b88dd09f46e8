// SPDX-License-Identifier: Apache-2.0
// Quantiles against closed forms and printed tables.
#include "studies/distribution.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/error.hpp"

namespace spondyl {

namespace {

Distribution make(const char* kind, std::vector<double> parameters) {
    return {kind, parameters};
}

TEST(Distribution, quantiles_follow_closed_forms) {
    const Distribution uniform = make("uniform", {-1.0, 3.0});
    EXPECT_DOUBLE_EQ(uniform.quantile(0.25), 0.0);
    const Distribution normal = make("normal", {10.0, 2.0});
    EXPECT_DOUBLE_EQ(normal.quantile(0.5), 10.0);
    EXPECT_NEAR(normal.quantile(0.975), 10.0 + 2.0 * 1.959963984540054, 1e-12);  // every table of the normal law
    EXPECT_NEAR(normal.quantile(0.025), 10.0 - 2.0 * 1.959963984540054, 1e-12);
    // Area below the mode: (mode - low) / (high - low) = 0.25; x = low + sqrt(p (mode - low) (high - low)).
    const Distribution triangular = make("triangular", {0.0, 1.0, 4.0});
    EXPECT_NEAR(triangular.quantile(0.25), 1.0, 1e-14);
    EXPECT_NEAR(triangular.quantile(0.16), std::sqrt(0.16 * 4.0), 1e-14);
    EXPECT_NEAR(triangular.quantile(0.52), 4.0 - std::sqrt(0.48 * 12.0), 1e-14);
}

TEST(Distribution, a_truncated_normal_is_the_normal_between_its_bounds) {
    const Distribution wide = make("truncated_normal", {5.0, 1.0, -10.0, 20.0});
    EXPECT_NEAR(wide.quantile(0.9), make("normal", {5.0, 1.0}).quantile(0.9), 1e-12);
    // Halves of a symmetrical cut, and one far out in the tail, where it falls off like an exponential.
    const Distribution cut = make("truncated_normal", {5.0, 1.0, 4.0, 6.0});
    EXPECT_NEAR(cut.quantile(0.5), 5.0, 1e-14);
    EXPECT_NEAR(cut.quantile(0.1) + cut.quantile(0.9), 10.0, 1e-12);
    EXPECT_GT(cut.quantile(1e-12), 4.0 - 1e-15);
    const Distribution tail = make("truncated_normal", {0.0, 1.0, 20.0, 40.0});
    EXPECT_NEAR((tail.quantile(0.5) - 20.0) / (std::log(2.0) / 20.0), 1.0, 0.005);
    const Distribution other_tail = make("truncated_normal", {0.0, 1.0, -40.0, -20.0});
    EXPECT_NEAR(other_tail.quantile(0.5), -tail.quantile(0.5), 1e-12);
}

TEST(Distribution, tells_what_it_takes) {
    EXPECT_THAT(Distribution::parameter_names("triangular"), ::testing::ElementsAre("low", "mode", "high"));
    EXPECT_EQ(make("normal", {0.5, 0.1}).text(), "normal, mean 0.5, sd 0.1");
}

TEST(Distribution, refuses_what_is_none) {
    EXPECT_THROW(make("gauss", {0.0, 1.0}), UserError);
    EXPECT_THROW(Distribution::parameter_names("gauss"), UserError);
    EXPECT_THROW(make("normal", {0.0}), UserError);
    EXPECT_THROW(make("normal", {0.0, 0.0}), UserError);
    EXPECT_THROW(make("normal", {0.0, std::numeric_limits<double>::quiet_NaN()}), UserError);
    EXPECT_THROW(make("uniform", {1.0, 1.0}), UserError);
    EXPECT_THROW(make("triangular", {0.0, 2.0, 1.0}), UserError);
    EXPECT_THROW(make("truncated_normal", {0.0, 1.0, 2.0, 1.0}), UserError);
    EXPECT_THROW(make("truncated_normal", {0.0, 1.0, 31.0, 32.0}), UserError);
}

}  // namespace

}  // namespace spondyl
