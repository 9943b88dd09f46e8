// SPDX-License-Identifier: Apache-2.0
// Indices of functions whose indices are known in closed form.
#include "studies/sensitivity/sensitivity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "studies/sampling.hpp"

namespace spondyl {

namespace {

constexpr double pi = std::numbers::pi;

Eigen::MatrixXd unit_cube(int count, int dimensions, SamplingMethod method = SamplingMethod::sobol) {
    const auto points = sample_unit_cube(method, count, dimensions, 5);
    Eigen::MatrixXd inputs(count, dimensions);
    for (int i = 0; i < count; ++i) {
        for (int k = 0; k < dimensions; ++k)
            inputs(i, k) = points[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)];
    }
    return inputs;
}

// Every combination of -1, 0, 1.
Eigen::MatrixXd three_levels() {
    Eigen::MatrixXd inputs(27, 3);
    for (int a = 0; a < 3; ++a) {
        for (int b = 0; b < 3; ++b) {
            for (int c = 0; c < 3; ++c) inputs.row(9 * c + 3 * b + a) << a - 1, b - 1, c - 1;
        }
    }
    return inputs;
}

// Ishigami and Homma 1990; indices as in Saltelli et al., Sensitivity Analysis (2000): with a = 7, b = 0.1 the first
// orders are 0.314, 0.442, 0, the totals 0.558, 0.442, 0.244.
TEST(Sensitivity, ishigami) {
    constexpr double a = 7.0, b = 0.1;
    const Eigen::MatrixXd inputs = ((2.0 * unit_cube(1024, 3).array() - 1.0) * pi).matrix();
    const Eigen::ArrayXd x1 = inputs.col(0).array(), x2 = inputs.col(1).array(), x3 = inputs.col(2).array();
    const Eigen::MatrixXd output = (x1.sin() + a * x2.sin().square() + b * x3.pow(4) * x1.sin()).matrix();
    const double only_1 = 0.5 * std::pow(1.0 + b * std::pow(pi, 4) / 5.0, 2);
    const double only_2 = a * a / 8.0;
    const double both_1_3 = 8.0 * b * b * std::pow(pi, 8) / 225.0;
    const double all = only_1 + only_2 + both_1_3;
    const std::array first = {only_1 / all, only_2 / all, 0.0};
    const std::array total = {(only_1 + both_1_3) / all, only_2 / all, both_1_3 / all};

    const Sensitivity found = sensitivities(inputs, output, true).front();
    EXPECT_GT(found.chaos_q2, 0.99);
    for (std::size_t i = 0; i < 3; ++i) {
        // What the polynomial leaves unexplained bounds what the shares can be wrong by.
        const double tolerance = 1.0 - found.chaos_q2 + 0.002;
        EXPECT_NEAR(found.inputs[i].chaos_first_order, first[i], tolerance) << i;
        EXPECT_NEAR(found.inputs[i].chaos_total, total[i], tolerance) << i;
        // Scatter of a squared correlation ratio, 2 sqrt(S) (1 - S) / sqrt(N), is at most 0.025; three of it.
        EXPECT_NEAR(found.inputs[i].first_order, first[i], 0.075) << i;
    }
    EXPECT_LT(found.regression_r2, 0.3) << "it is far from linear";
}

TEST(Sensitivity, of_a_sum_are_the_squares_of_the_factors) {
    const Eigen::MatrixXd inputs = three_levels();
    const Eigen::MatrixXd output = inputs * Eigen::Vector3d(1.0, -2.0, 3.0);
    const Sensitivity found = sensitivities(inputs, output, true).front();
    EXPECT_NEAR(found.regression_r2, 1.0, 1e-12);
    EXPECT_NEAR(found.chaos_q2, 1.0, 1e-12);
    for (std::size_t i = 0; i < 3; ++i) {
        const double factor = std::array{1.0, -2.0, 3.0}[i];
        EXPECT_NEAR(found.inputs[i].regression, factor / std::sqrt(14.0), 1e-12);
        EXPECT_NEAR(found.inputs[i].chaos_first_order, factor * factor / 14.0, 1e-12);
        EXPECT_NEAR(found.inputs[i].chaos_total, factor * factor / 14.0, 1e-12);
        EXPECT_GT(found.inputs[i].rank_correlation * factor, 0.0);
    }
}

TEST(Sensitivity, of_a_product_are_nothing_alone_and_everything_together) {
    const Eigen::MatrixXd inputs = three_levels();
    const Eigen::MatrixXd output = inputs.col(0).cwiseProduct(inputs.col(1));
    const Sensitivity found = sensitivities(inputs, output, true).front();
    for (const std::size_t i : {0U, 1U}) {
        EXPECT_NEAR(found.inputs[i].chaos_first_order, 0.0, 1e-12);
        EXPECT_NEAR(found.inputs[i].chaos_total, 1.0, 1e-12);
        // Kelley's correction of exactly equal means of three classes: 1 - 26 / 24.
        EXPECT_NEAR(found.inputs[i].first_order, 1.0 - 26.0 / 24.0, 1e-12);
    }
    EXPECT_NEAR(found.inputs[2].chaos_total, 0.0, 1e-12);
}

TEST(Sensitivity, ranks_see_what_is_monotonic_and_not_linear) {
    Eigen::MatrixXd inputs = unit_cube(256, 2);
    const Eigen::MatrixXd output = ((12.0 * inputs.col(0)).array().exp() + 1e-3 * inputs.col(1).array()).matrix();
    const Sensitivity found = sensitivities(inputs, output, true).front();
    EXPECT_GT(found.inputs[0].rank_correlation, 0.999);
    EXPECT_LT(found.inputs[0].regression, 0.8);
}

TEST(Sensitivity, an_input_without_influence_explains_nothing_on_average) {
    // Paired at random, as the correction takes them; Sobol points are paired more evenly, and come out below 0.
    const Eigen::MatrixXd inputs = unit_cube(512, 40, SamplingMethod::latin_hypercube);
    const Eigen::VectorXd output = inputs.col(0);
    double mean = 0.0;
    for (int k = 1; k < 40; ++k) mean += first_order_by_classes(inputs.col(k), output) / 39.0;
    // Scatter of one with 22 classes: sqrt(2 * 21) / 512 = 0.013; of the mean of 39: 0.002. Uncorrected it would be
    // 0.04.
    EXPECT_NEAR(mean, 0.0, 3 * 0.0021);
    EXPECT_NEAR(first_order_by_classes(inputs.col(0), output), 1.0, 0.01);
}

TEST(Sensitivity, stays_silent_where_nothing_can_be_said) {
    const Eigen::MatrixXd inputs = unit_cube(16, 2);
    const auto silent = [](const Sensitivity& one) {
        return std::isnan(one.regression_r2) && std::isnan(one.chaos_q2) && std::isnan(one.inputs[0].regression) &&
               std::isnan(one.inputs[0].first_order) && std::isnan(one.inputs[0].chaos_total);
    };
    EXPECT_TRUE(silent(sensitivities(inputs, Eigen::VectorXd::Constant(16, 0.1), true).front()));
    EXPECT_TRUE(silent(sensitivities(inputs.topRows(2), inputs.col(0).head(2), true).front()));
    // Rows that somebody chose: influence yes, shares of variance no.
    const Sensitivity chosen = sensitivities(inputs, inputs.col(0), false).front();
    EXPECT_NEAR(chosen.inputs[0].regression, 1.0, 1e-12);
    EXPECT_TRUE(std::isnan(chosen.inputs[0].first_order));
    EXPECT_TRUE(std::isnan(chosen.inputs[0].chaos_total));
}

}  // namespace

}  // namespace spondyl
