// SPDX-License-Identifier: Apache-2.0
#include "solvers/linear_solver.hpp"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <random>

#include "core/error.hpp"
#include "tests/solvers/support/random_matrices.hpp"

namespace spondyl::testing {
namespace {

class LinearSolverTest : public ::testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(BackEnds, LinearSolverTest, ::testing::ValuesIn(linear_solver_names()),
                         [](const auto& name) { return name.param; });

TEST_P(LinearSolverTest, SolvesPositiveDefiniteSystems) {
    std::mt19937 random(1);
    for (const int size : {1, 2, 17, 120}) {
        const Eigen::MatrixXd a = random_spd(size, random);
        const auto solver = make_linear_solver(GetParam(), Symmetry::positive_definite);
        solver->analyse(sparse(a));
        solver->factor(sparse(a));
        EXPECT_EQ(solver->negative_pivots(), 0);
        const Eigen::VectorXd x = Eigen::VectorXd::Random(size);
        EXPECT_LT((solution(*solver, a * x) - x).norm(), 1e-11 * x.norm());
    }
}

TEST_P(LinearSolverTest, SolvesSaddlePointsAndCountsNegativeEigenvalues) {
    std::mt19937 random(2);
    for (const int pressures : {1, 3, 5}) {
        const Eigen::MatrixXd a = random_saddle(60, pressures, random);
        const Eigen::VectorXd eigenvalues = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(a).eigenvalues();
        const auto solver = make_linear_solver(GetParam(), Symmetry::indefinite);
        solver->analyse(sparse(a));
        solver->factor(sparse(a));
        EXPECT_EQ(solver->negative_pivots(), (eigenvalues.array() < 0.0).count());
        const Eigen::VectorXd x = Eigen::VectorXd::Random(a.rows());
        EXPECT_LT((solution(*solver, a * x) - x).norm(), 1e-10 * x.norm());
    }
}

TEST_P(LinearSolverTest, NewValuesInTheSamePatternNeedNoNewAnalysis) {
    std::mt19937 random(3);
    const Eigen::MatrixXd a = random_spd(50, random);
    const auto solver = make_linear_solver(GetParam(), Symmetry::positive_definite);
    solver->analyse(sparse(a));
    for (const double scale : {1.0, 4.0, 0.1}) {
        solver->factor(sparse(scale * a));
        const Eigen::VectorXd x = Eigen::VectorXd::Random(50);
        EXPECT_LT((solution(*solver, scale * a * x) - x).norm(), 1e-11 * x.norm());
    }
}

TEST_P(LinearSolverTest, SolvesSeveralRightHandSidesAtOnce) {
    std::mt19937 random(5);
    const Eigen::MatrixXd a = random_saddle(60, 2, random);
    const auto solver = make_linear_solver(GetParam(), Symmetry::indefinite);
    solver->analyse(sparse(a));
    solver->factor(sparse(a));
    const Eigen::MatrixXd x = Eigen::MatrixXd::Random(a.rows(), 36);
    Eigen::MatrixXd b = a * x;
    solver->solve(std::span(b.data(), static_cast<std::size_t>(b.size())));
    EXPECT_LT((b - x).norm(), 1e-10 * x.norm());
}

// A chain of springs tied to nothing.
TEST_P(LinearSolverTest, ALooseBodyIsASolveError) {
    constexpr int size = 8;
    Eigen::MatrixXd a = Eigen::MatrixXd::Zero(size, size);
    for (int i = 0; i + 1 < size; ++i) {
        a(i, i) += 1.0;
        a(i + 1, i + 1) += 1.0;
        a(i, i + 1) = a(i + 1, i) = -1.0;
    }
    const auto solver = make_linear_solver(GetParam(), Symmetry::indefinite);
    solver->analyse(sparse(a));
    EXPECT_THROW(solver->factor(sparse(a)), SolveError);
}

TEST(LinearSolver, BackEndsAgree) {
    std::mt19937 random(4);
    const Eigen::MatrixXd a = random_saddle(90, 2, random);
    const Eigen::VectorXd b = Eigen::VectorXd::Random(a.rows());
    std::vector<Eigen::VectorXd> solutions;
    for (const std::string& name : linear_solver_names()) {
        const auto solver = make_linear_solver(name, Symmetry::indefinite);
        EXPECT_EQ(solver->name(), name);
        solver->analyse(sparse(a));
        solver->factor(sparse(a));
        solutions.push_back(solution(*solver, b));
    }
    for (const Eigen::VectorXd& x : solutions) EXPECT_LT((x - solutions.front()).norm(), 1e-11 * x.norm());
}

TEST(LinearSolver, AnUnknownNameListsTheChoices) {
    try {
        (void)make_linear_solver("pardiso", Symmetry::indefinite);
        FAIL() << "accepted";
    } catch (const UserError& error) {
        for (const std::string& name : linear_solver_names()) {
            EXPECT_NE(std::string(error.what()).find(name), std::string::npos) << error.what();
        }
    }
}

}  // namespace
}  // namespace spondyl::testing
