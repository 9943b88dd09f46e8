// SPDX-License-Identifier: Apache-2.0
// Matrices that commute with a reflection, factored as two of half the size.
#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <limits>
#include <random>

#include "core/error.hpp"
#include "solvers/tangent_solver.hpp"
#include "tests/solvers/support/random_matrices.hpp"

namespace spondyl::testing {
namespace {

// Pairs of equations in random order, and some that are their own image, with either sign.
Reflection random_reflection(int pairs, int even, int odd, std::mt19937& random) {
    const int size = 2 * pairs + even + odd;
    std::vector<int> order(static_cast<std::size_t>(size));
    for (int i = 0; i < size; ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random);
    Reflection r;
    r.partner.resize(order.size());
    r.sign.assign(order.size(), 1.0);
    for (int i = 0; i < pairs; ++i) {
        const int a = order[2 * i];
        const int b = order[2 * i + 1];
        r.partner[a] = b;
        r.partner[b] = a;
        r.sign[a] = r.sign[b] = i % 3 == 0 ? -1.0 : 1.0;
    }
    for (int i = 2 * pairs; i < size; ++i) {
        r.partner[order[i]] = order[i];
        if (i >= 2 * pairs + even) r.sign[order[i]] = -1.0;
    }
    return r;
}

Eigen::MatrixXd matrix_of(const Reflection& reflection) {
    const auto size = static_cast<Eigen::Index>(reflection.partner.size());
    Eigen::MatrixXd r = Eigen::MatrixXd::Zero(size, size);
    for (Eigen::Index i = 0; i < size; ++i) r(i, reflection.partner[i]) = reflection.sign[i];
    return r;
}

class SymmetryAdaptedSolver : public ::testing::TestWithParam<std::string> {
  protected:
    std::mt19937 random{11};
    Reflection reflection = random_reflection(40, 9, 5, random);
    Eigen::MatrixXd image = matrix_of(reflection);
    int size = static_cast<int>(image.rows());
    std::unique_ptr<LinearSolver> solver = make_linear_solver(GetParam(), Symmetry::indefinite, reflection);

    [[nodiscard]] Eigen::MatrixXd symmetric(double negative_share) {
        Eigen::MatrixXd a = random_spd(size, random);
        for (int i = 0; i < size; ++i) {
            if (std::uniform_real_distribution<>(0.0, 1.0)(random) < negative_share) a(i, i) -= 30.0;
        }
        return 0.5 * (a + image * a * image);
    }
    void factor(const Eigen::MatrixXd& a) {
        const SymmetricMatrix m = sparse(a);
        solver->analyse(m);
        solver->factor(m);
    }
};

INSTANTIATE_TEST_SUITE_P(BackEnds, SymmetryAdaptedSolver, ::testing::ValuesIn(linear_solver_names()),
                         [](const auto& name) { return name.param; });

TEST_P(SymmetryAdaptedSolver, SolvesForAnyForce) {
    for (const double negative : {0.0, 0.2}) {
        const Eigen::MatrixXd a = symmetric(negative);
        ASSERT_LT((a - image * a * image).norm(), 1e-14 * a.norm());
        factor(a);
        const Eigen::VectorXd values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(a).eigenvalues();
        EXPECT_EQ(solver->negative_pivots(), (values.array() < 0.0).count());
        const Eigen::VectorXd any = Eigen::VectorXd::Random(size);
        const Eigen::VectorXd even = any + image * any;
        const Eigen::VectorXd odd = any - image * any;
        Eigen::MatrixXd x(size, 4);
        x << even, any, odd, Eigen::VectorXd::Zero(size);
        Eigen::MatrixXd b = a * x;
        solver->solve({b.data(), static_cast<std::size_t>(b.size())});
        EXPECT_LT((b - x).norm(), 1e-9 * x.norm());
        EXPECT_EQ(b.col(3).norm(), 0.0);
        EXPECT_LT((b.col(0) - image * b.col(0)).norm(), 1e-14 * even.norm());
    }
}

TEST_P(SymmetryAdaptedSolver, FollowsNewValues) {
    factor(symmetric(0.0));
    for (int i = 0; i < 3; ++i) {
        // The same pattern, with values of its own; the odd block is not factored before an odd force needs it.
        Eigen::MatrixXd a = symmetric(0.0);
        factor(a);
        a.diagonal().array() += 1.0 + i;
        solver->factor(sparse(a));
        const Eigen::VectorXd x = Eigen::VectorXd::Random(size);
        EXPECT_LT((solution(*solver, a * x) - x).norm(), 1e-10 * x.norm());
    }
}

TEST_P(SymmetryAdaptedSolver, MatricesThatAreNotSymmetricAreSolvedWhole) {
    const Eigen::MatrixXd symmetric_one = symmetric(0.0);
    factor(symmetric_one);
    int lower = 0;  // of a pair
    while (reflection.partner[lower] <= lower) ++lower;
    const int upper = reflection.partner[lower];
    int other = size - 1;
    while (symmetric_one(upper, other) == 0.0 || reflection.partner[other] == upper || other == upper) --other;
    const std::array<std::pair<int, int>, 3> places = {
        {{lower, lower}, {upper, upper}, {std::min(upper, other), std::max(upper, other)}}};
    for (const double asymmetry : {1e-6, 0.0, 0.5}) {
        for (const auto& [row, column] : places) {
            Eigen::MatrixXd a = symmetric_one;
            a(row, column) += asymmetry;
            a(column, row) = a(row, column);
            solver->factor(sparse(a));
            const Eigen::VectorXd x = Eigen::VectorXd::Random(size);
            EXPECT_LT((solution(*solver, a * x) - x).norm(), 1e-10 * x.norm()) << asymmetry << row << column;
            const Eigen::VectorXd values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(a).eigenvalues();
            EXPECT_EQ(solver->negative_pivots(), (values.array() < 0.0).count());
        }
    }
}

// The image of the only coupling is not in the pattern.
TEST_P(SymmetryAdaptedSolver, CouplingsOfOneSideAreSeen) {
    Reflection swap{.partner = {1, 0, 2}, .sign = {1.0, 1.0, 1.0}};
    for (const int side : {0, 1}) {
        Eigen::MatrixXd a = Eigen::Vector3d(2.0, 2.0, -1.0).asDiagonal();
        a(side, 2) = a(2, side) = 1.0;
        const auto one = make_linear_solver(GetParam(), Symmetry::indefinite, swap);
        one->analyse(sparse(a));
        one->factor(sparse(a));
        const Eigen::VectorXd x = Eigen::Vector3d(1.0, 2.0, 3.0);
        EXPECT_LT((solution(*one, a * x) - x).norm(), 1e-14);
    }
}

// Not once only: a load stepper that cuts the increment comes again.
TEST_P(SymmetryAdaptedSolver, WhatMovesFreelyOutOfThePlaneIsSingularEveryTime) {
    Eigen::MatrixXd a = symmetric(0.0);
    int lateral = 0;
    while (reflection.partner[lateral] != lateral || reflection.sign[lateral] > 0.0) ++lateral;
    a.row(lateral).setZero();
    a.col(lateral).setZero();
    EXPECT_THROW(factor(a), SolveError);
    for (int i = 0; i < 2; ++i) EXPECT_THROW(solver->factor(sparse(a)), SolveError) << i;
}

TEST_P(SymmetryAdaptedSolver, NumbersThatAreNoneStayNone) {
    const Eigen::MatrixXd a = symmetric(0.0);
    factor(a);
    Eigen::VectorXd force = Eigen::VectorXd::Ones(size);
    force[3] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(solution(*solver, force).allFinite());
}

// Of a pattern that was factored before, only what the forces need.
TEST(SymmetryAdaptedMultifrontal, LeavesOutTheOddBlockUntilAForceIsOdd) {
    std::mt19937 random(5);
    const Reflection reflection = random_reflection(60, 0, 0, random);
    const Eigen::MatrixXd image = matrix_of(reflection);
    Eigen::MatrixXd a = random_spd(120, random);
    a = (0.5 * (a + image * a * image)).eval();
    const auto solver = make_linear_solver("multifrontal", Symmetry::indefinite, reflection);
    solver->analyse(sparse(a));
    const double both = solver->factor(sparse(a)).operations;
    const double even = solver->factor(sparse(a)).operations;
    EXPECT_GT(even, 0.3 * both);
    EXPECT_LT(even, 0.7 * both);
}

// A tangent that becomes singular out of the plane harms odd forces only, and no later tangent.
TEST(SymmetryAdaptedTangent, ASingularOddBlockIsForgotten) {
    std::mt19937 random(6);
    const Reflection reflection = random_reflection(20, 0, 1, random);
    const Eigen::MatrixXd image = matrix_of(reflection);
    const int size = static_cast<int>(image.rows());
    Eigen::MatrixXd a = random_spd(size, random);
    a = (0.5 * (a + image * a * image)).eval();
    int lateral = 0;
    while (reflection.partner[lateral] != lateral) ++lateral;
    Eigen::MatrixXd free = a;
    free.row(lateral).setZero();
    free.col(lateral).setZero();
    const auto with_pattern_of_a = [&](const Eigen::MatrixXd& m) {
        SymmetricMatrix k = sparse(a);
        for (int r = 0; r < size; ++r) {
            for (int e = k.row_start[r]; e < k.row_start[r + 1]; ++e) k.value[e] = m(r, k.column[e]);
        }
        return k;
    };
    TangentSolver solver({.max_krylov = 0}, reflection);
    TangentSolver krylov({.max_krylov = 30}, reflection);
    const Eigen::VectorXd any = Eigen::VectorXd::Random(size);
    const Eigen::VectorXd even = any + image * any;
    for (TangentSolver* one : {&solver, &krylov}) {
        (void)one->solve(sparse(a), a * any);
        EXPECT_LT((free * one->solve(with_pattern_of_a(free), free * even) - free * even).norm(),
                  0.02 * (free * even).norm());
        EXPECT_TRUE(one->factored());
        EXPECT_LT((a * one->solve(sparse(a), a * any) - a * any).norm(), 0.02 * (a * any).norm());
    }
    (void)solver.solve(with_pattern_of_a(free), free * even);
    EXPECT_THROW((void)solver.solve(with_pattern_of_a(free), any), SolveError);
    EXPECT_FALSE(solver.factored());
}

}  // namespace
}  // namespace spondyl::testing
