// SPDX-License-Identifier: Apache-2.0
// Nonlinear least squares within bounds, for residuals that are expensive and come without derivatives:
//
//     minimise  |r(x)|^2 / 2   subject to   lower <= x <= upper
//
// by Ipopt with the Gauss-Newton Hessian, J^T J (docs/adr/0044). J is computed by finite differences in all variables
// at once, so that the evaluations can be done in parallel.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <optional>
#include <vector>

namespace spondyl {

struct LeastSquaresProblem {
    Eigen::VectorXd start, lower, upper;  // lower < upper; the start within
    // The residuals at each of the points, always equally many; unset where they cannot be computed. Its exceptions end
    // the search and are passed on.
    std::function<std::vector<std::optional<Eigen::VectorXd>>(const std::vector<Eigen::VectorXd>& points)> residuals;
};

struct LeastSquaresOptions {
    double difference = 1e-3;  // finite-difference step as a fraction of (upper - lower)
    double settled = 1e-3;     // converged: predicted reduction below this fraction of the cost
    double exact = 1e-8;       // converged: cost below this
    int max_iterations = 30;
};

struct LeastSquaresFit {
    Eigen::VectorXd x;         // the best point
    Eigen::VectorXd residual;  // there
    Eigen::MatrixXd jacobian;  // there; a column is 0 where the residuals are unset on both sides of the point
    bool settled = false;      // predicted reduction below LeastSquaresOptions::settled
    int iterations = 0;
};

// A point without residuals counts as infinitely far: the search goes on from where it was with a shorter step. A
// variable that finds none on either side stays where it is for an iteration. SolveError: no residuals at the start.
LeastSquaresFit minimise_squares(const LeastSquaresProblem& problem, const LeastSquaresOptions& options);

}  // namespace spondyl
