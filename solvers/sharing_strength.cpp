#include <ClpSimplex.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "core/error.hpp"
#include "solvers/sharing_programmes.hpp"

namespace spondyl {

// Solved as: the largest t with A y = t b, 0 <= y <= 1; then s = 1 / t. Unlike s, t always has an answer.
SmallestScale smallest_scale(const Eigen::MatrixXd& a, const Eigen::VectorXd& b) {
    const auto conditions = static_cast<int>(a.rows());
    const auto forces = static_cast<int>(a.cols());
    const Eigen::VectorXd row_size = a.rowwise().norm();
    // b in the unit that a typical y of 1 gives, so that t is of order one.
    const Eigen::VectorXd wanted = b.cwiseQuotient(row_size);
    const double unit = wanted.lpNorm<Eigen::Infinity>();

    Eigen::MatrixXd matrix(conditions, forces + 1);
    matrix << row_size.cwiseInverse().asDiagonal() * a, -wanted / unit;
    std::vector<CoinBigIndex> starts(static_cast<std::size_t>(forces) + 2);
    for (std::size_t j = 0; j < starts.size(); ++j) starts[j] = static_cast<CoinBigIndex>(j) * conditions;
    std::vector<int> rows(static_cast<std::size_t>(matrix.size()));
    for (std::size_t k = 0; k < rows.size(); ++k) rows[k] = static_cast<int>(k) % conditions;
    const Eigen::VectorXd zero = Eigen::VectorXd::Zero(forces + 1);
    Eigen::VectorXd upper = Eigen::VectorXd::Ones(forces + 1);
    upper[forces] = COIN_DBL_MAX;
    Eigen::VectorXd objective = zero;
    objective[forces] = -1.0;

    ClpSimplex method;
    method.setLogLevel(0);
    method.scaling(0);  // done above; rows of rounding errors alone would mislead that of Clp
    method.loadProblem(forces + 1, conditions, starts.data(), rows.data(), matrix.data(), zero.data(), upper.data(),
                       objective.data(), zero.data(), zero.data());
    method.setPrimalTolerance(1e-10);
    method.setDualTolerance(1e-10);
    method.primal();  // y = 0, t = 0 is feasible
    SPONDYL_ASSERT(method.status() == 0, "linear programme of {} forces, {} conditions: Clp status {}", forces,
                   conditions, method.status());

    SmallestScale scale;
    scale.iterations = method.numberIterations();
    const double t = method.primalColumnSolution()[forces];
    constexpr double nothing = 1e-9;  // strength a thousand million times too small
    const bool hopeless = t < nothing;
    scale.value = hopeless ? std::numeric_limits<double>::infinity() : unit / t;
    scale.share = Eigen::Map<const Eigen::VectorXd>(method.primalColumnSolution(), forces);
    if (!hopeless) scale.share *= scale.value;
    // Duality: 1 = sum of b times the prices; t = sum of the reduced costs of what is at its limit.
    scale.contribution =
        Eigen::Map<const Eigen::VectorXd>(method.dualRowSolution(), conditions).cwiseProduct(wanted / unit);
    scale.at_limit = (-Eigen::Map<const Eigen::VectorXd>(method.dualColumnSolution(), forces)).cwiseMax(0.0);
    if (scale.at_limit.sum() > 0.0) scale.at_limit /= scale.at_limit.sum();
    return scale;
}

}  // namespace spondyl
