// SPDX-License-Identifier: Apache-2.0
#include "solvers/tangent_solver.hpp"

#include <gtest/gtest.h>
#include <omp.h>

#include <random>

namespace spondyl::testing {
namespace {

// A three-dimensional grid Laplacian with a diagonal that varies from 0 to `variation`.
SymmetricMatrix grid(int side, double variation, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> extra(0.0, variation);
    SymmetricMatrix m;
    m.size = side * side * side;
    m.row_start.push_back(0);
    for (int r = 0; r < m.size; ++r) {
        m.column.push_back(r);
        m.value.push_back(6.0 + extra(random));
        const int steps[3] = {1, side, side * side};
        const int place[3] = {r % side, r / side % side, r / (side * side)};
        for (int d = 0; d < 3; ++d) {
            if (place[d] + 1 == side) continue;
            m.column.push_back(r + steps[d]);
            m.value.push_back(-1.0);
        }
        m.row_start.push_back(static_cast<int>(m.column.size()));
    }
    return m;
}

double relative_residual(const SymmetricMatrix& m, const Eigen::VectorXd& x, const Eigen::VectorXd& b) {
    Eigen::VectorXd product;
    multiply(m, x, product);
    return (product - b).norm() / b.norm();
}

TEST(Multiply, AgreesWithTheDenseProductForAnyNumberOfThreads) {
    const SymmetricMatrix m = grid(6, 3.0, 1);
    Eigen::MatrixXd dense = Eigen::MatrixXd::Zero(m.size, m.size);
    for (int r = 0; r < m.size; ++r) {
        for (int e = m.row_start[r]; e < m.row_start[r + 1]; ++e) {
            dense(r, m.column[e]) = dense(m.column[e], r) = m.value[e];
        }
    }
    const Eigen::VectorXd x = Eigen::VectorXd::Random(m.size);
    const int before = omp_get_max_threads();
    Eigen::VectorXd first;
    for (const int threads : {1, 2, 3}) {
        omp_set_num_threads(threads);
        Eigen::VectorXd y;
        multiply(m, x, y);
        EXPECT_LT((y - dense * x).norm(), 1e-14 * y.norm());
        if (threads == 1) first = y;
        EXPECT_TRUE((y.array() == first.array()).all());
    }
    omp_set_num_threads(before);
}

TEST(TangentSolver, AnOldFactorisationServesNearbyMatrices) {
    TangentSolver solver({.krylov_tolerance = 1e-8, .max_krylov = 15});
    const SymmetricMatrix first = grid(7, 0.5, 1);
    const Eigen::VectorXd b = Eigen::VectorXd::Random(first.size);
    EXPECT_LT(relative_residual(first, solver.solve(first, b), b), 1e-13);
    EXPECT_EQ(solver.counts().factorisations, 1);
    EXPECT_EQ(solver.counts().krylov_iterations, 0);
    for (unsigned seed = 2; seed < 6; ++seed) {
        const SymmetricMatrix other = grid(7, 0.5, seed);
        EXPECT_LT(relative_residual(other, solver.solve(other, b), b), 1e-8);
    }
    EXPECT_EQ(solver.counts().factorisations, 1);
    EXPECT_GT(solver.counts().krylov_iterations, 4);
}

TEST(TangentSolver, TooManyIterationsBringANewFactorisation) {
    TangentSolver solver({.krylov_tolerance = 1e-10, .max_krylov = 4});
    const SymmetricMatrix first = grid(7, 0.0, 1);
    const SymmetricMatrix far = grid(7, 500.0, 2);
    const Eigen::VectorXd b = Eigen::VectorXd::Random(first.size);
    (void)solver.solve(first, b);
    EXPECT_LT(relative_residual(far, solver.solve(far, b), b), 1e-10);
    EXPECT_EQ(solver.counts().factorisations, 2);
    // The new one is in use from here on: one iteration suffices.
    const int before = solver.counts().krylov_iterations;
    EXPECT_LT(relative_residual(far, solver.solve(far, 2.0 * b), 2.0 * b), 1e-10);
    EXPECT_EQ(solver.counts().factorisations, 2);
    EXPECT_EQ(solver.counts().krylov_iterations, before + 1);
}

TEST(TangentSolver, WithoutKrylovEverySolveFactors) {
    TangentSolver solver({.max_krylov = 0});
    const SymmetricMatrix m = grid(5, 1.0, 1);
    const Eigen::VectorXd b = Eigen::VectorXd::Random(m.size);
    for (int i = 1; i <= 3; ++i) {
        EXPECT_LT(relative_residual(m, solver.solve(m, b), b), 1e-13);
        EXPECT_EQ(solver.counts().factorisations, i);
    }
    EXPECT_EQ(solver.counts().krylov_iterations, 0);
}

TEST(TangentSolver, NothingToSolveGivesZero) {
    TangentSolver solver({});
    const SymmetricMatrix m = grid(4, 1.0, 1);
    const Eigen::VectorXd zero = Eigen::VectorXd::Zero(m.size);
    (void)solver.solve(m, Eigen::VectorXd::Ones(m.size));
    EXPECT_EQ(solver.solve(m, zero).norm(), 0.0);
}

}  // namespace
}  // namespace spondyl::testing
