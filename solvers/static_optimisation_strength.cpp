// SPDX-License-Identifier: Apache-2.0
#include <ClpSimplex.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "core/error.hpp"
#include "solvers/static_optimisation_programmes.hpp"

namespace spondyl {

namespace {

constexpr double least_scale = 1e-3;

// The linear programme in the unknowns y, z, t, which `method` solves. scaled_a, scaled_c, wanted: conditions over the
// size of their rows; unit: that of t.
void solve(const Eigen::MatrixXd& scaled_a, const Eigen::MatrixXd& scaled_c, const Eigen::VectorXd& least,
           const Eigen::VectorXd& most, const Eigen::VectorXd& wanted, double unit, ClpSimplex& method) {
    const auto conditions = static_cast<int>(scaled_a.rows());
    const auto forces = static_cast<int>(scaled_a.cols());
    const auto shifts = static_cast<int>(scaled_c.cols());
    const int variables = forces + shifts + 1;
    const int t_column = variables - 1;
    const int rows = conditions + 2 * shifts;
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(rows, variables);
    matrix.topLeftCorner(conditions, forces) = scaled_a;
    matrix.block(0, forces, conditions, shifts) = scaled_c;
    matrix.topRightCorner(conditions, 1) = -wanted / unit;
    for (int j = 0; j < shifts; ++j) {
        for (const int side : {0, 1}) {
            matrix(conditions + 2 * j + side, forces + j) = side == 0 ? 1.0 : -1.0;
            matrix(conditions + 2 * j + side, t_column) = (side == 0 ? -most[j] : least[j]) / unit;
        }
    }
    std::vector<CoinBigIndex> starts(static_cast<std::size_t>(variables) + 1);
    for (std::size_t j = 0; j < starts.size(); ++j) starts[j] = static_cast<CoinBigIndex>(j) * rows;
    std::vector<int> row_index(static_cast<std::size_t>(matrix.size()));
    for (std::size_t k = 0; k < row_index.size(); ++k) row_index[k] = static_cast<int>(k) % rows;
    Eigen::VectorXd lower = Eigen::VectorXd::Zero(variables);
    Eigen::VectorXd upper = Eigen::VectorXd::Ones(variables);
    lower.segment(forces, shifts).setConstant(-COIN_DBL_MAX);
    upper.segment(forces, shifts).setConstant(COIN_DBL_MAX);
    upper[t_column] = unit / least_scale;
    Eigen::VectorXd row_lower = Eigen::VectorXd::Zero(rows);
    row_lower.tail(2 * shifts).setConstant(-COIN_DBL_MAX);
    const Eigen::VectorXd row_upper = Eigen::VectorXd::Zero(rows);
    Eigen::VectorXd objective = Eigen::VectorXd::Zero(variables);
    objective[t_column] = -1.0;

    method.setLogLevel(0);
    method.scaling(0);  // done above; rows of rounding errors alone would mislead that of Clp
    method.loadProblem(variables, rows, starts.data(), row_index.data(), matrix.data(), lower.data(), upper.data(),
                       objective.data(), row_lower.data(), row_upper.data());
    method.setPrimalTolerance(1e-10);
    method.setDualTolerance(1e-10);
    method.primal();  // y = 0, z = 0, t = 0 is feasible
    SPONDYL_ASSERT(method.status() == 0, "linear programme of {} forces, {} shifts, {} conditions: Clp status {}",
                   forces, shifts, conditions, method.status());
}

}  // namespace

// Solved as: the largest t with A y + C z = t b, 0 <= y <= 1, t least <= z <= t most; then s = 1 / t, and z / t are the
// shifts. Unlike s, t always has an answer; it ends where the shifts do nearly all.
SmallestScale smallest_scale(const Eigen::MatrixXd& a, const Eigen::MatrixXd& c, const Eigen::VectorXd& least,
                             const Eigen::VectorXd& most, const Eigen::VectorXd& b) {
    const auto conditions = static_cast<int>(a.rows());
    const auto forces = static_cast<int>(a.cols());
    const auto shifts = static_cast<int>(c.cols());
    const Eigen::VectorXd row_size = a.rowwise().norm() + c.rowwise().norm();
    // b in the unit that a typical y of 1 gives, so that t is of order one.
    const Eigen::VectorXd wanted = b.cwiseQuotient(row_size);
    const double unit = wanted.lpNorm<Eigen::Infinity>();
    const Eigen::MatrixXd scaling = row_size.cwiseInverse().asDiagonal();
    ClpSimplex method;
    solve(scaling * a, scaling * c, least, most, wanted, unit, method);

    SmallestScale scale;
    scale.iterations = method.numberIterations();
    const double* solution = method.primalColumnSolution();
    const double t = solution[forces + shifts];
    constexpr double nothing = 1e-9;  // strength a thousand million times too small
    const bool hopeless = t < nothing;
    scale.value = hopeless ? std::numeric_limits<double>::infinity() : unit / t;
    scale.share = Eigen::Map<const Eigen::VectorXd>(solution, forces);
    scale.shift = Eigen::Map<const Eigen::VectorXd>(solution + forces, shifts);
    if (!hopeless) {
        scale.share *= scale.value;
        scale.shift *= scale.value;
    }
    constexpr double rounding = 1e-9;
    if (scale.value <= least_scale * (1.0 + rounding)) scale.value = 0.0;
    // Duality: 1 = sum of b times the prices; t = sum of the reduced costs of what is at its limit.
    scale.contribution =
        Eigen::Map<const Eigen::VectorXd>(method.dualRowSolution(), conditions).cwiseProduct(wanted / unit);
    scale.at_limit = (-Eigen::Map<const Eigen::VectorXd>(method.dualColumnSolution(), forces)).cwiseMax(0.0);
    if (scale.at_limit.sum() > 0.0) scale.at_limit /= scale.at_limit.sum();
    return scale;
}

}  // namespace spondyl
