// SPDX-License-Identifier: Apache-2.0
// Symmetric matrices for tests of linear solvers.
#pragma once

#include <Eigen/Core>
#include <random>
#include <span>

#include "core/system/sparse_matrix.hpp"
#include "solvers/linear_solver.hpp"

namespace spondyl::testing {

// The upper triangle of a dense symmetric matrix, zeros left out except on the diagonal.
inline SymmetricMatrix sparse(const Eigen::MatrixXd& dense) {
    SymmetricMatrix m;
    m.size = static_cast<int>(dense.rows());
    m.row_start.push_back(0);
    for (int r = 0; r < m.size; ++r) {
        for (int c = r; c < m.size; ++c) {
            if (dense(r, c) == 0.0 && r != c) continue;
            m.column.push_back(c);
            m.value.push_back(dense(r, c));
        }
        m.row_start.push_back(static_cast<int>(m.column.size()));
    }
    return m;
}

// B^T B + 1 with about six entries per row in B.
inline Eigen::MatrixXd random_spd(int size, std::mt19937& random) {
    std::uniform_real_distribution<double> entry(-1.0, 1.0);
    std::uniform_int_distribution<int> place(0, size - 1);
    Eigen::MatrixXd b = Eigen::MatrixXd::Zero(size, size);
    for (int r = 0; r < size; ++r) {
        for (int k = 0; k < 6; ++k) b(r, place(random)) = entry(random);
    }
    return b.transpose() * b + Eigen::MatrixXd::Identity(size, size);
}

// A solid (positive definite) with `pressures` cavities of compressibility `c`: [A G; G^T -c].
inline Eigen::MatrixXd random_saddle(int size, int pressures, std::mt19937& random, double c = 1e-3) {
    std::uniform_real_distribution<double> entry(-1.0, 1.0);
    Eigen::MatrixXd m = Eigen::MatrixXd::Zero(size + pressures, size + pressures);
    m.topLeftCorner(size, size) = random_spd(size, random);
    for (int p = 0; p < pressures; ++p) {
        for (int r = p; r < size; r += 3) m(r, size + p) = m(size + p, r) = entry(random);
        m(size + p, size + p) = -c;
    }
    return m;
}

// Springs between the neighbours of a grid of n x n x n points with three unknowns each, held weakly: the pattern of a
// solid. `shift` is taken off the diagonal: large ones make it indefinite.
inline SymmetricMatrix solid_grid(int n, double shift, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> entry(0.2, 1.0);
    const int points = n * n * n;
    SymmetricMatrix m;
    m.size = 3 * points;
    std::vector<std::vector<std::pair<int, double>>> rows(static_cast<std::size_t>(m.size));
    std::vector<double> diagonal(static_cast<std::size_t>(m.size), 0.01 - shift);
    for (int p = 0; p < points; ++p) {
        for (int q = p; q < points; ++q) {
            const bool near = std::abs(p % n - q % n) <= 1 && std::abs(p / n % n - q / n % n) <= 1 &&
                              std::abs(p / (n * n) - q / (n * n)) <= 1;
            if (!near) continue;
            for (int i = 0; i < 3; ++i) {
                for (int j = p == q ? i + 1 : 0; j < 3; ++j) {
                    const double k = (i == j ? 1.0 : 0.2) * entry(random);
                    rows[3 * p + i].emplace_back(3 * q + j, -k);
                    diagonal[3 * p + i] += k;
                    diagonal[3 * q + j] += k;
                }
            }
        }
    }
    m.row_start.push_back(0);
    for (int r = 0; r < m.size; ++r) {
        m.column.push_back(r);
        m.value.push_back(diagonal[r]);
        for (const auto& [c, v] : rows[r]) {
            m.column.push_back(c);
            m.value.push_back(v);
        }
        m.row_start.push_back(static_cast<int>(m.column.size()));
    }
    return m;
}

inline Eigen::MatrixXd dense(const SymmetricMatrix& m) {
    Eigen::MatrixXd a = Eigen::MatrixXd::Zero(m.size, m.size);
    for (int r = 0; r < m.size; ++r) {
        for (int e = m.row_start[r]; e < m.row_start[r + 1]; ++e) a(r, m.column[e]) = a(m.column[e], r) = m.value[e];
    }
    return a;
}

inline Eigen::VectorXd solution(LinearSolver& solver, Eigen::VectorXd b) {
    solver.solve(std::span(b.data(), static_cast<std::size_t>(b.size())));
    return b;
}

}  // namespace spondyl::testing
