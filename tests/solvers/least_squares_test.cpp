// SPDX-License-Identifier: Apache-2.0
#include "solvers/least_squares.hpp"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>
#include <stdexcept>

#include "core/error.hpp"

namespace spondyl {

namespace {

using Eigen::VectorXd;

// Of a function of one point; `count` counts the points.
LeastSquaresProblem problem_of(std::function<VectorXd(const VectorXd&)> function, VectorXd start, VectorXd lower,
                               VectorXd upper, int* count = nullptr) {
    return {.start = std::move(start),
            .lower = std::move(lower),
            .upper = std::move(upper),
            .residuals = [function = std::move(function), count](const std::vector<VectorXd>& points) {
                std::vector<std::optional<VectorXd>> all;
                for (const VectorXd& x : points) {
                    if (count != nullptr) ++*count;
                    all.emplace_back(function(x));
                }
                return all;
            }};
}

VectorXd vector(std::initializer_list<double> values) {
    VectorXd v(static_cast<Eigen::Index>(values.size()));
    std::copy(values.begin(), values.end(), v.begin());
    return v;
}

VectorXd rosenbrock(const VectorXd& x) {
    return vector({10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]});
}

// Stresses of an exponential fibre, k1 (exp(k2 e^2) - 1): as correlated as the constants of a tissue.
VectorXd fibre(const VectorXd& x) {
    VectorXd stress(8);
    for (int i = 0; i < 8; ++i) {
        const double e = 0.02 * (i + 1);
        stress[i] = std::exp(x[0]) * std::expm1(std::exp(x[1]) * e * e);
    }
    return stress;
}

TEST(LeastSquares, the_valley_of_rosenbrock_is_followed_to_its_end) {
    int evaluations = 0;
    const LeastSquaresFit fit =
        minimise_squares(problem_of(rosenbrock, vector({-1.2, 1.0}), vector({-3, -3}), vector({3, 3}), &evaluations),
                         {.difference = 1e-6});
    EXPECT_TRUE(fit.settled);
    EXPECT_NEAR(fit.x[0], 1.0, 1e-3);
    EXPECT_NEAR(fit.x[1], 1.0, 2e-3);
    EXPECT_LT(evaluations, 200);
}

TEST(LeastSquares, constants_of_a_fibre_are_found_from_its_stresses) {
    const VectorXd truth = vector({std::log(5.0), std::log(60.0)});
    const VectorXd measured = fibre(truth);
    int evaluations = 0;
    const LeastSquaresFit fit =
        minimise_squares(problem_of([&](const VectorXd& x) -> VectorXd { return (fibre(x) - measured) / 0.05; },
                                    vector({std::log(2.0), std::log(120.0)}), vector({std::log(0.3), std::log(10.0)}),
                                    vector({std::log(100.0), std::log(600.0)}), &evaluations),
                         {});
    EXPECT_TRUE(fit.settled);
    EXPECT_NEAR(fit.x[0], truth[0], 1e-4);
    EXPECT_NEAR(fit.x[1], truth[1], 1e-4);
    EXPECT_LT(evaluations, 60);
}

// min (x - 2)^2 + (y - 1)^2 with x <= 1: on the bound of x, free in y.
TEST(LeastSquares, an_optimum_beyond_a_bound_ends_on_it) {
    const auto distance = [](const VectorXd& x) { return vector({x[0] - 2.0, x[1] - 1.0}); };
    const LeastSquaresFit fit =
        minimise_squares(problem_of(distance, vector({0.2, 0.2}), vector({0, 0}), vector({1, 3})), {.settled = 1e-8});
    EXPECT_TRUE(fit.settled);
    EXPECT_NEAR(fit.x[0], 1.0, 1e-3);
    EXPECT_LE(fit.x[0], 1.0);
    EXPECT_NEAR(fit.x[1], 1.0, 1e-3);
    EXPECT_NEAR(fit.jacobian(0, 0), 1.0, 1e-8);
    EXPECT_NEAR(fit.jacobian(0, 1), 0.0, 1e-8);
}

TEST(LeastSquares, a_start_on_its_bounds_that_is_the_optimum_stays) {
    const auto away = [](const VectorXd& x) { return vector({x[0] + 1.0}); };
    const LeastSquaresFit fit = minimise_squares(problem_of(away, vector({0.0}), vector({0}), vector({1})), {});
    EXPECT_TRUE(fit.settled);
    EXPECT_EQ(fit.x[0], 0.0);
}

// sqrt is not there for x < 0.3: steps into it are shortened.
TEST(LeastSquares, points_without_residuals_are_avoided) {
    LeastSquaresProblem problem{.start = vector({0.9}), .lower = vector({0}), .upper = vector({1}), .residuals = {}};
    problem.residuals = [](const std::vector<VectorXd>& points) {
        std::vector<std::optional<VectorXd>> all;
        for (const VectorXd& x : points) {
            if (x[0] < 0.3) {
                all.emplace_back();
            } else {
                all.emplace_back(vector({std::sqrt(x[0] - 0.3) - 0.1}));
            }
        }
        return all;
    };
    const LeastSquaresFit fit = minimise_squares(problem, {});
    EXPECT_NEAR(fit.x[0], 0.31, 1e-3);
    problem.start = vector({0.1});
    EXPECT_THROW(minimise_squares(problem, {}), SolveError);
}

// Only a slit of y has residuals, narrower than the step of the differences: y stays, x is found.
TEST(LeastSquares, a_variable_without_residuals_on_either_side_stays) {
    LeastSquaresProblem problem{
        .start = vector({0.2, 0.5}), .lower = vector({0, 0}), .upper = vector({1, 1}), .residuals = {}};
    problem.residuals = [](const std::vector<VectorXd>& points) {
        std::vector<std::optional<VectorXd>> all;
        for (const VectorXd& x : points) {
            const bool inside = std::abs(x[1] - 0.5) < 1e-5;
            all.push_back(inside ? std::optional(vector({x[0] - 0.7, 2.0 * x[0] - 1.4})) : std::nullopt);
        }
        return all;
    };
    const LeastSquaresFit fit = minimise_squares(problem, {});
    EXPECT_NEAR(fit.x[0], 0.7, 1e-3);
    EXPECT_NEAR(fit.x[1], 0.5, 1e-5);
    EXPECT_NEAR(fit.jacobian(1, 0), 2.0, 1e-8);
    EXPECT_EQ(fit.jacobian(0, 1), 0.0);
}

TEST(LeastSquares, what_the_residuals_throw_ends_the_search) {
    int left = 4;
    const auto throws_at_fourth_call = [&](const VectorXd& x) {
        if (--left == 0) throw std::length_error("enough");
        return rosenbrock(x);
    };
    EXPECT_THROW(
        minimise_squares(problem_of(throws_at_fourth_call, vector({-1.2, 1.0}), vector({-3, -3}), vector({3, 3})), {}),
        std::length_error);
}

TEST(LeastSquares, few_iterations_are_not_taken_for_the_end) {
    const LeastSquaresFit fit =
        minimise_squares(problem_of(rosenbrock, vector({-1.2, 1.0}), vector({-3, -3}), vector({3, 3})),
                         {.difference = 1e-6, .max_iterations = 2});
    EXPECT_FALSE(fit.settled);
    EXPECT_EQ(fit.residual.size(), 2);
}

}  // namespace

}  // namespace spondyl
