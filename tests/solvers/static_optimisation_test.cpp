// SPDX-License-Identifier: Apache-2.0
#include "solvers/static_optimisation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "core/error.hpp"
#include "tests/solvers/support/recruitment_problems.hpp"

namespace spondyl::testing {
namespace {

RecruitmentProblem single_row(const std::vector<double>& arms, const std::vector<double>& weight, double target,
                              double upper, int power) {
    const auto n = static_cast<Eigen::Index>(arms.size());
    RecruitmentProblem p;
    p.balance = Eigen::Map<const Eigen::RowVectorXd>(arms.data(), n);
    p.weight = Eigen::Map<const Eigen::VectorXd>(weight.data(), n);
    p.target = Eigen::VectorXd::Constant(1, target);
    p.lower = Eigen::VectorXd::Zero(n);
    p.upper = Eigen::VectorXd::Constant(n, upper);
    p.power = power;
    return p;
}

// One condition, no limit reached: (a x)^(p-1) a = lambda r, so x ~ (r / a^p)^(1/(p-1)).
TEST(StaticOptimisation, OneConditionHasAClosedForm) {
    const std::vector<double> arms = {40.0, 60.0, 10.0, 55.0};
    const std::vector<double> weight = {1.0 / 300, 1.0 / 900, 1.0 / 200, 1.0 / 50};
    for (const int power : {2, 3, 5}) {
        const RecruitmentProblem p = single_row(arms, weight, 2.0e4, 1000.0, power);
        Eigen::VectorXd x(4);
        for (int j = 0; j < 4; ++j) x[j] = std::pow(arms[j] / std::pow(weight[j], power), 1.0 / (power - 1));
        x *= p.target[0] / p.balance.row(0).dot(x);
        const RecruitmentResult r = optimise_recruitment(p);
        ASSERT_TRUE(r.feasible);
        EXPECT_LT((r.force - x).norm(), 1e-6 * x.norm()) << "power " << power;
        EXPECT_LT(r.residual, 1e-6);
        EXPECT_NEAR(r.needed_scale, 2.0e4 / (1000.0 * 165.0), 1e-9);
    }
}

TEST(StaticOptimisation, AntagonistsStayAtTheirLeast) {
    RecruitmentProblem p = single_row({50.0, -40.0}, {0.01, 0.01}, 5000.0, 500.0, 3);
    RecruitmentResult r = optimise_recruitment(p);
    EXPECT_NEAR(r.force[0], 100.0, 1e-6);
    EXPECT_NEAR(r.force[1], 0.0, 1e-6);
    p.lower[1] = 25.0;
    r = optimise_recruitment(p);
    EXPECT_NEAR(r.force[0], 120.0, 1e-6);
    EXPECT_NEAR(r.force[1], 25.0, 1e-6);
}

TEST(StaticOptimisation, RandomProblemsMeetTheConditionsOfAnOptimum) {
    std::mt19937 random(11);
    int checked = 0;
    for (int trial = 0; trial < 120; ++trial) {
        const int conditions = 1 + trial % 18;
        const int forces = 4 * conditions + trial;
        const double level = trial % 4 == 3 ? 1.0 : 0.5;
        const RecruitmentProblem p = random_recruitment(forces, conditions, 2 + trial % 3, level, random);
        const RecruitmentResult r = optimise_recruitment(p);
        ASSERT_TRUE(r.feasible) << trial;
        EXPECT_LE(r.needed_scale, 1.0);
        EXPECT_LT(r.iterations, 200) << trial;  // of both programmes
        EXPECT_LT(r.residual, 1e-9 * (1.0 + p.target.lpNorm<Eigen::Infinity>())) << trial;
        EXPECT_GE((r.force - p.lower).minCoeff(), 0.0);
        EXPECT_GE((p.upper - r.force).minCoeff(), 0.0);
        const double error = optimality_error(p, r.force);
        if (std::isnan(error)) continue;
        EXPECT_LT(error, 1e-5) << trial;
        ++checked;
    }
    EXPECT_GE(checked, 100);
}

// The same muscle in two halves of its area pulls as hard as the whole; each half as hard as the other.
TEST(StaticOptimisation, FasciclesCutInTwoPullAsTheWhole) {
    std::mt19937 random(5);
    const RecruitmentProblem whole = random_recruitment(40, 6, 3, 0.5, random);
    RecruitmentProblem halves = whole;
    halves.balance.resize(6, 80);
    halves.balance << whole.balance, whole.balance;
    for (auto [vector, from, factor] :
         {std::tuple{&halves.weight, &whole.weight, 2.0}, std::tuple{&halves.lower, &whole.lower, 0.5},
          std::tuple{&halves.upper, &whole.upper, 0.5}}) {
        vector->resize(80);
        *vector << factor * *from, factor * *from;
    }
    const Eigen::VectorXd x = optimise_recruitment(whole).force;
    const Eigen::VectorXd y = optimise_recruitment(halves).force;
    EXPECT_LT((y.head(40) - y.tail(40)).lpNorm<Eigen::Infinity>(), 1e-5);
    EXPECT_LT((y.head(40) + y.tail(40) - x).lpNorm<Eigen::Infinity>(), 1e-4);
}

TEST(StaticOptimisation, RedundantConditionsChangeNothing) {
    std::mt19937 random(6);
    const RecruitmentProblem p = random_recruitment(50, 5, 3, 0.5, random);
    RecruitmentProblem twice = p;
    twice.balance.resize(8, 50);
    twice.balance << p.balance, 1000.0 * p.balance.row(2), p.balance.row(0) - p.balance.row(4),
        Eigen::RowVectorXd::Zero(50);
    twice.target.resize(8);
    twice.target << p.target, 1000.0 * p.target[2], p.target[0] - p.target[4], 0.0;
    const RecruitmentResult r = optimise_recruitment(twice);
    ASSERT_TRUE(r.feasible);
    EXPECT_LT((r.force - optimise_recruitment(p).force).lpNorm<Eigen::Infinity>(), 1e-4);

    twice.target[6] += 10.0;
    const RecruitmentResult contradicted = optimise_recruitment(twice);
    EXPECT_FALSE(contradicted.feasible);
    EXPECT_EQ(contradicted.needed_scale, std::numeric_limits<double>::infinity());
    EXPECT_TRUE(contradicted.short_condition);
    EXPECT_TRUE(contradicted.at_limit.empty());
}

TEST(StaticOptimisation, ForcesWithoutRangeStayWhereTheyAre) {
    std::mt19937 random(7);
    RecruitmentProblem p = random_recruitment(40, 6, 3, 0.5, random);
    for (int j = 0; j < 5; ++j) p.lower[j] = p.upper[j];
    const Eigen::VectorXd middle = 0.5 * (p.lower + p.upper);
    p.target = p.balance * middle;
    const RecruitmentResult r = optimise_recruitment(p);
    ASSERT_TRUE(r.feasible);
    for (int j = 0; j < 5; ++j) EXPECT_EQ(r.force[j], p.upper[j]);
    EXPECT_LT(r.residual, 1e-6);

    p.upper = p.lower = middle;
    EXPECT_TRUE(optimise_recruitment(p).feasible);
    p.target[3] += 1.0;
    EXPECT_FALSE(optimise_recruitment(p).feasible);
}

TEST(StaticOptimisation, NothingAskedForIsGivenByTheLeast) {
    std::mt19937 random(8);
    RecruitmentProblem p = random_recruitment(30, 4, 3, 0.5, random);
    p.target = p.balance * p.lower;
    const RecruitmentResult r = optimise_recruitment(p);
    EXPECT_TRUE(r.feasible);
    EXPECT_EQ(r.needed_scale, 0.0);
    EXPECT_EQ(r.force, p.lower);
}

TEST(StaticOptimisation, HugeLimitsDoNotMatter) {
    std::mt19937 random(9);
    RecruitmentProblem p = random_recruitment(60, 8, 3, 0.2, random);
    p.lower.setZero();
    p.upper.setConstant(1e4);
    const Eigen::VectorXd x = optimise_recruitment(p).force;
    for (int j = 0; j < 60; ++j) p.upper[j] = j % 2 == 0 ? 1e4 : 1e10;
    const RecruitmentResult r = optimise_recruitment(p);
    ASSERT_TRUE(r.feasible);
    EXPECT_LT((r.force - x).lpNorm<Eigen::Infinity>(), 0.01);  // a force below 1e-6 of its range is put to zero
}

TEST(StaticOptimisation, TinyAndLargeMomentsTogether) {
    std::mt19937 random(10);
    RecruitmentProblem p = random_recruitment(80, 10, 3, 0.5, random);
    const Eigen::VectorXd x = optimise_recruitment(p).force;
    p.balance.row(3) *= 1e-6;
    p.target[3] *= 1e-6;
    p.balance.row(7) *= 1e6;
    p.target[7] *= 1e6;
    const RecruitmentResult r = optimise_recruitment(p);
    ASSERT_TRUE(r.feasible);
    EXPECT_LT((r.force - x).lpNorm<Eigen::Infinity>(), 1e-5);
}

// At the very limit of strength there is one choice for the forces that decide.
TEST(StaticOptimisation, FullStrengthIsFeasible) {
    RecruitmentProblem p = single_row({50.0, 30.0, -20.0}, {0.01, 0.002, 0.01}, 50.0 * 500 + 30.0 * 500, 500.0, 3);
    const RecruitmentResult r = optimise_recruitment(p);
    EXPECT_TRUE(r.feasible);
    EXPECT_NEAR(r.needed_scale, 1.0, 1e-9);
    EXPECT_LT((r.force - Eigen::Vector3d(500.0, 500.0, 0.0)).norm(), 1e-3);
    EXPECT_LT(r.residual, 1e-3);
}

TEST(StaticOptimisation, WhatIsTooMuchIsToldWithTheStrengthThatWouldDo) {
    RecruitmentProblem p = single_row({50.0, 30.0, -20.0}, {0.01, 0.002, 0.01}, 60000.0, 500.0, 3);
    p.lower[2] = 100.0;
    const RecruitmentResult r = optimise_recruitment(p);
    EXPECT_FALSE(r.feasible);
    EXPECT_NEAR(r.needed_scale, 62000.0 / 40000.0, 1e-8);
    // With 1 % more strength the cheaper second force is at its limit and the first gives the rest.
    const double second = 1.01 * 775.0;
    EXPECT_LT((r.force - Eigen::Vector3d((62000.0 - 30.0 * second) / 50.0, second, 100.0)).norm(), 1e-2);
    EXPECT_EQ(r.short_condition, 0);
    EXPECT_EQ(r.at_limit, (std::vector<int>{0, 1}));
}

TEST(StaticOptimisation, NoStrengthHelpsAgainstTheWrongDirection) {
    const RecruitmentProblem p = single_row({50.0, 30.0}, {0.01, 0.002}, -100.0, 500.0, 3);
    const RecruitmentResult r = optimise_recruitment(p);
    EXPECT_FALSE(r.feasible);
    EXPECT_EQ(r.needed_scale, std::numeric_limits<double>::infinity());
    EXPECT_EQ(r.short_condition, 0);
    EXPECT_TRUE(r.at_limit.empty());
}

// Feasible exactly when the scaled limits allow it.
TEST(StaticOptimisation, NeededScaleIsTheBorderOfFeasibility) {
    std::mt19937 random(12);
    for (int trial = 0; trial < 30; ++trial) {
        RecruitmentProblem p = random_recruitment(60, 6 + trial % 12, 2 + trial % 2, 1.0, random);
        p.lower.setZero();
        p.upper *= 0.3;
        const double scale = optimise_recruitment(p).needed_scale;
        ASSERT_TRUE(std::isfinite(scale));
        const Eigen::VectorXd upper = p.upper;
        p.upper = scale * (1.0 + 1e-6) * upper;
        EXPECT_TRUE(optimise_recruitment(p).feasible) << trial;
        p.upper = scale * (1.0 - 1e-6) * upper;
        EXPECT_FALSE(optimise_recruitment(p).feasible) << trial;
    }
}

// One force x = (b - s z) / r and one shift: the cost has its minimum where a^2 x s / r = q z (power 2).
TEST(StaticOptimisation, OneShiftHasAClosedForm) {
    RecruitmentProblem p = single_row({50.0}, {0.01}, 2.0e4, 1000.0, 2);
    p.shift = Eigen::MatrixXd::Constant(1, 1, 1.0e5);
    p.shift_least = Eigen::VectorXd::Constant(1, -0.2);
    p.shift_most = Eigen::VectorXd::Constant(1, 0.2);
    p.shift_cost = Eigen::VectorXd::Constant(1, 400.0);
    const double slope = 1.0e5 / 50.0;
    const double z = 1e-4 * slope * 400.0 / (400.0 + 1e-4 * slope * slope);
    const RecruitmentResult r = optimise_recruitment(p);
    ASSERT_TRUE(r.feasible);
    EXPECT_NEAR(r.shift[0], z, 1e-9);
    EXPECT_NEAR(r.force[0], 400.0 - slope * z, 1e-5);
    EXPECT_LT(r.residual, 1e-6);
    EXPECT_EQ(r.needed_scale, 0.0);  // the shift alone would do

    p.shift_most[0] = 0.05;  // now it stops there, and the other side does not matter
    const RecruitmentResult stopped = optimise_recruitment(p);
    EXPECT_NEAR(stopped.shift[0], 0.05, 1e-9);
    EXPECT_NEAR(stopped.force[0], 300.0, 1e-5);
    EXPECT_NEAR(stopped.needed_scale, 0.3, 1e-9);
}

TEST(StaticOptimisation, RandomProblemsWithShiftsMeetTheConditionsOfAnOptimum) {
    std::mt19937 random(21);
    int checked = 0;
    for (int trial = 0; trial < 60; ++trial) {
        const int conditions = 2 + trial % 17;
        const RecruitmentProblem p =
            random_recruitment_with_shifts(4 * conditions + trial, conditions, 1 + trial % 15, 0.6, random);
        const RecruitmentResult r = optimise_recruitment(p);
        ASSERT_TRUE(r.feasible) << trial;
        EXPECT_LT(r.residual, 1e-9 * (1.0 + p.target.lpNorm<Eigen::Infinity>())) << trial;
        EXPECT_LE((r.shift - p.shift_most).maxCoeff(), 1e-12) << trial;
        EXPECT_LE((p.shift_least - r.shift).maxCoeff(), 1e-12) << trial;
        // Shifts are a choice more: never dearer than without.
        RecruitmentProblem without = p;
        without.shift.resize(0, 0);
        without.shift_least.resize(0);
        without.shift_most.resize(0);
        without.shift_cost.resize(0);
        const RecruitmentResult rigid = optimise_recruitment(without);
        EXPECT_LE(r.needed_scale, rigid.needed_scale + 1e-9) << trial;
        EXPECT_LE(objective(p, r.force, r.shift),
                  objective(p, rigid.force, Eigen::VectorXd::Zero(p.shift_most.size())) * (1.0 + 1e-9))
            << trial;
        const double error = optimality_error(p, r.force, r.shift);
        if (std::isnan(error)) continue;
        EXPECT_LT(error, 1e-5) << trial;
        ++checked;
    }
    EXPECT_GE(checked, 50);
}

TEST(StaticOptimisation, TooWeakWithShiftsNeedsLessStrengthThanWithout) {
    RecruitmentProblem p = single_row({50.0, 30.0}, {0.01, 0.002}, 60000.0, 500.0, 3);
    p.shift = Eigen::MatrixXd::Constant(1, 1, -1.0e5);
    p.shift_least = Eigen::VectorXd::Constant(1, -0.1);
    p.shift_most = Eigen::VectorXd::Constant(1, 0.1);
    p.shift_cost = Eigen::VectorXd::Constant(1, 1.0);
    const RecruitmentResult r = optimise_recruitment(p);
    EXPECT_FALSE(r.feasible);
    EXPECT_NEAR(r.needed_scale, 50000.0 / 40000.0, 1e-8);
    EXPECT_NEAR(r.shift[0], -0.1, 1e-6);
    EXPECT_LE(r.force.maxCoeff(), 1.01 * 625.0 + 1e-6);
    EXPECT_LT(r.residual, 1e-3);
}

TEST(StaticOptimisation, TheSameTwiceToRounding) {
    std::mt19937 random(13);
    const RecruitmentProblem p = random_recruitment(100, 18, 3, 0.6, random);
    EXPECT_LT((optimise_recruitment(p).force - optimise_recruitment(p).force).lpNorm<Eigen::Infinity>(), 1e-9);
}

TEST(StaticOptimisation, WrongSizesAreABug) {
    RecruitmentProblem p = single_row({1.0, 2.0}, {1.0, 1.0}, 1.0, 5.0, 3);
    p.upper.resize(1);
    EXPECT_THROW(optimise_recruitment(p), InternalError);
    p = single_row({1.0, 2.0}, {1.0, 1.0}, 1.0, 5.0, 1);
    EXPECT_THROW(optimise_recruitment(p), InternalError);
    p = single_row({1.0, 2.0}, {1.0, -1.0}, 1.0, 5.0, 3);
    EXPECT_THROW(optimise_recruitment(p), InternalError);
}

}  // namespace
}  // namespace spondyl::testing
