// SPDX-License-Identifier: Apache-2.0
#include "solvers/tangent_solver.hpp"

#include <cmath>
#include <vector>

#include "core/error.hpp"

namespace spondyl {

void multiply(const SymmetricMatrix& matrix, const Eigen::VectorXd& x, Eigen::VectorXd& y) {
    // On one thread, because the transposed half writes to scattered entries, and the product is a small part of an
    // iteration.
    y.setZero(matrix.size);
    for (int r = 0; r < matrix.size; ++r) {
        double sum = 0.0;
        const double xr = x[r];
        int e = matrix.row_start[r];
        if (e < matrix.row_start[r + 1] && matrix.column[e] == r) sum = matrix.value[e++] * xr;
        for (; e < matrix.row_start[r + 1]; ++e) {
            const int c = matrix.column[e];
            sum += matrix.value[e] * x[c];
            y[c] += matrix.value[e] * xr;
        }
        y[r] += sum;
    }
}

void TangentSolver::factor(const SymmetricMatrix& matrix) {
    if (!solver_) {
        solver_ = make_linear_solver(options_.linear_solver, options_.symmetry, reflection_);
        solver_->analyse(matrix);
    }
    factored_ = false;
    solver_->factor(matrix);
    factored_ = true;
    ++counts_.factorisations;
}

void TangentSolver::prepare(const SymmetricMatrix& matrix) {
    factor(matrix);
    --counts_.factorisations;
}

Eigen::VectorXd TangentSolver::solve(const SymmetricMatrix& matrix, const Eigen::VectorXd& right_hand_side) {
    Eigen::VectorXd solution;
    if (factored_ && options_.max_krylov > 0 && krylov(matrix, right_hand_side, solution)) return solution;
    factor(matrix);
    solution = right_hand_side;
    factored_ = false;  // of no use if it cannot solve
    solver_->solve(std::span(solution.data(), static_cast<std::size_t>(solution.size())));
    factored_ = true;
    return solution;
}

bool TangentSolver::krylov(const SymmetricMatrix& matrix, const Eigen::VectorXd& right_hand_side,
                           Eigen::VectorXd& solution) {
    // Flexible GMRES without restart (Saad 1993, doi:10.1137/0914028), modified Gram-Schmidt, Givens rotations.
    const int limit = options_.max_krylov;
    const Eigen::Index n = right_hand_side.size();
    const double beta = right_hand_side.norm();
    solution.setZero(n);
    if (beta == 0.0) return true;
    basis_.resize(static_cast<std::size_t>(limit) + 1);
    preconditioned_.resize(static_cast<std::size_t>(limit));
    basis_[0] = right_hand_side / beta;
    Eigen::MatrixXd h = Eigen::MatrixXd::Zero(limit + 1, limit);
    Eigen::VectorXd g = Eigen::VectorXd::Zero(limit + 1);
    std::vector<double> cosine(static_cast<std::size_t>(limit));
    std::vector<double> sine(static_cast<std::size_t>(limit));
    g[0] = beta;
    double before = beta;
    for (int k = 0; k < limit; ++k) {
        ++counts_.krylov_iterations;
        Eigen::VectorXd& z = preconditioned_[k];
        Eigen::VectorXd& w = basis_[k + 1];
        z = basis_[k];
        try {
            solver_->solve(std::span(z.data(), static_cast<std::size_t>(n)));
        } catch (const SolveError&) {
            return false;  // singular for a force of this kind: the tangent of now may not be
        }
        multiply(matrix, z, w);
        for (int i = 0; i <= k; ++i) {
            h(i, k) = w.dot(basis_[i]);
            w -= h(i, k) * basis_[i];
        }
        h(k + 1, k) = w.norm();
        for (int i = 0; i < k; ++i) {
            const double t = cosine[i] * h(i, k) + sine[i] * h(i + 1, k);
            h(i + 1, k) = -sine[i] * h(i, k) + cosine[i] * h(i + 1, k);
            h(i, k) = t;
        }
        const double r = std::hypot(h(k, k), h(k + 1, k));
        if (r == 0.0 || !std::isfinite(r)) return false;
        cosine[k] = h(k, k) / r;
        sine[k] = h(k + 1, k) / r;
        const double next = h(k + 1, k);
        h(k, k) = r;
        h(k + 1, k) = 0.0;
        g[k + 1] = -sine[k] * g[k];
        g[k] = cosine[k] * g[k];
        const double residual = std::abs(g[k + 1]);
        if (residual <= options_.krylov_tolerance * beta) {
            const Eigen::VectorXd y = h.topLeftCorner(k + 1, k + 1).triangularView<Eigen::Upper>().solve(g.head(k + 1));
            for (int i = 0; i <= k; ++i) solution += y[i] * preconditioned_[i];
            return true;
        }
        // At this rate of convergence the limit would be missed by far: a new factorisation is cheaper than going on.
        constexpr double margin = 2.0;
        const double rate = residual / before;
        if (residual * std::pow(rate, limit - k - 1) > margin * options_.krylov_tolerance * beta) return false;
        before = residual;
        w /= next;
    }
    return false;
}

}  // namespace spondyl
