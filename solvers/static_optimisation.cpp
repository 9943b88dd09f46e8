// SPDX-License-Identifier: Apache-2.0
#include "solvers/static_optimisation.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/error.hpp"
#include "solvers/static_optimisation_programmes.hpp"

namespace spondyl {

namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

// Forces that can move, and conditions that are independent of each other.
struct Core {
    std::vector<int> forces;
    std::vector<int> conditions;
    std::optional<int> contradiction;  // a condition that asks for other than those it depends on give
};

Core find_core(const RecruitmentProblem& problem, const Vector& missing) {
    Core core;
    for (Eigen::Index i = 0; i < problem.lower.size(); ++i) {
        if (problem.upper[i] > problem.lower[i]) core.forces.push_back(static_cast<int>(i));
    }
    Matrix balance(problem.target.size(), static_cast<Eigen::Index>(core.forces.size()) + problem.shift.cols());
    balance << problem.balance(Eigen::all, core.forces), problem.shift * shift_width(problem).asDiagonal();
    const Vector size = balance.rowwise().norm();
    std::vector<int> rows;
    for (Eigen::Index r = 0; r < size.size(); ++r) {
        if (size[r] > 0.0) {
            rows.push_back(static_cast<int>(r));
        } else if (std::abs(missing[r]) > 1e-9 * (1.0 + problem.target.lpNorm<Eigen::Infinity>())) {
            core.contradiction = static_cast<int>(r);
        }
    }
    if (rows.empty()) return core;
    const Vector inverse = size(rows).cwiseInverse();
    const Matrix scaled = inverse.asDiagonal() * balance(rows, Eigen::all);
    const Vector wanted = inverse.cwiseProduct(missing(rows));
    Eigen::ColPivHouseholderQR<Matrix> qr;
    qr.setThreshold(1e-12);
    qr.compute(scaled.transpose());
    const Eigen::Index rank = qr.rank();
    const auto& order = qr.colsPermutation().indices();
    Vector independent(rank);
    for (Eigen::Index k = 0; k < rank; ++k) {
        core.conditions.push_back(rows[order[k]]);
        independent[k] = wanted[order[k]];
    }
    const auto r = qr.matrixR().topLeftCorner(rank, rank).triangularView<Eigen::Upper>();
    for (Eigen::Index k = rank; k < order.size(); ++k) {
        const Vector share = r.solve(Vector(qr.matrixR().col(k).head(rank)));
        const double terms = share.cwiseProduct(independent).lpNorm<1>() + std::abs(wanted[order[k]]);
        if (std::abs(wanted[order[k]] - share.dot(independent)) > 1e-9 * terms) core.contradiction = rows[order[k]];
    }
    std::sort(core.conditions.begin(), core.conditions.end());
    return core;
}

void find_reason(const RecruitmentProblem& problem, const Core& core, const SmallestScale& scale,
                 RecruitmentResult& result) {
    // A condition on the shifts alone is never what forces are short of.
    Vector contribution = scale.contribution;
    for (Eigen::Index k = 0; k < contribution.size(); ++k) {
        if (problem.balance.row(core.conditions[static_cast<std::size_t>(k)]).isZero()) contribution[k] = 0.0;
    }
    Eigen::Index worst = 0;
    contribution.maxCoeff(&worst);
    result.short_condition = core.conditions[static_cast<std::size_t>(worst)];
    if (!std::isfinite(scale.value)) return;
    // A multiplier is the share of a limit in the shortage.
    constexpr double matters = 1e-6;
    std::vector<int> limits;
    for (int i = 0; i < static_cast<int>(core.forces.size()); ++i) {
        if (scale.at_limit[i] >= matters) limits.push_back(i);
    }
    std::stable_sort(limits.begin(), limits.end(), [&](int i, int j) { return scale.at_limit[i] > scale.at_limit[j]; });
    for (const int i : limits) result.at_limit.push_back(core.forces[static_cast<std::size_t>(i)]);
}

// Asks how much strength the core needs, then finds the least effort. Leaves the least forces if no strength is enough.
void solve_core(const RecruitmentProblem& problem, const Core& core, const Vector& missing, RecruitmentResult& result) {
    const Vector lower = problem.lower(core.forces);
    const Vector range = problem.upper(core.forces) - lower;
    const Matrix balance = problem.balance(core.conditions, core.forces);
    const Matrix shift = problem.shift(core.conditions, Eigen::all);
    const Vector width = shift_width(problem);
    const SmallestScale scale =
        smallest_scale(balance * range.asDiagonal(), shift * width.asDiagonal(),
                       problem.shift_least.cwiseQuotient(width), problem.shift_most.cwiseQuotient(width), missing);
    result.iterations = scale.iterations;
    result.needed_scale = scale.value;
    constexpr double rounding = 1e-9;
    result.feasible = scale.value <= 1.0 + rounding;
    if (!result.feasible) find_reason(problem, core, scale, result);
    if (!std::isfinite(scale.value)) return;
    // Just enough strength leaves one answer, which jumps from corner to corner as the conditions change a little;
    // with 1 % more it moves as they do.
    constexpr double strength_scale = 1.01;
    const Optimum optimum = least_effort(
        {.balance = balance,
         .target = missing + balance * lower,
         .weight = problem.weight(core.forces),
         .lower = lower,
         .upper = lower + (result.feasible ? 1.0 : strength_scale * scale.value) * range,
         .power = problem.power,
         .shift = shift,
         .shift_least = problem.shift_least,
         .shift_most = problem.shift_most,
         .shift_cost = problem.shift_cost},
        {.force = lower + range.cwiseProduct(scale.share), .shift = scale.shift.cwiseProduct(width), .iterations = 0});
    result.iterations += optimum.iterations;
    result.shift = optimum.shift;
    for (std::size_t i = 0; i < core.forces.size(); ++i) {
        result.force[core.forces[i]] = optimum.force[static_cast<Eigen::Index>(i)];
    }
}

// What the caller guarantees; sizes of a problem without shifts are filled in before.
void check(const RecruitmentProblem& problem) {
    const Eigen::Index n = problem.lower.size();
    const Eigen::Index shifts = problem.shift_most.size();
    SPONDYL_ASSERT(problem.balance.cols() == n && problem.upper.size() == n && problem.weight.size() == n &&
                       problem.balance.rows() == problem.target.size(),
                   "{} forces, {} x {} balance", n, problem.balance.rows(), problem.balance.cols());
    SPONDYL_ASSERT(problem.shift.rows() == problem.target.size() && problem.shift.cols() == shifts &&
                       problem.shift_least.size() == shifts && problem.shift_cost.size() == shifts,
                   "{} shifts, {} x {}", shifts, problem.shift.rows(), problem.shift.cols());
    SPONDYL_ASSERT(problem.power >= 2, "power {}", problem.power);
    for (Eigen::Index i = 0; i < n; ++i) {
        SPONDYL_ASSERT(problem.lower[i] >= 0.0 && problem.upper[i] >= problem.lower[i] &&
                           std::isfinite(problem.upper[i]) && problem.weight[i] > 0.0,
                       "force {}: {} to {}, weight {}", i, problem.lower[i], problem.upper[i], problem.weight[i]);
    }
    for (Eigen::Index j = 0; j < shifts; ++j) {
        SPONDYL_ASSERT(problem.shift_least[j] <= 0.0 && problem.shift_most[j] >= 0.0 &&
                           problem.shift_most[j] > problem.shift_least[j] && problem.shift_cost[j] > 0.0,
                       "shift {}: {} to {}, cost {}", j, problem.shift_least[j], problem.shift_most[j],
                       problem.shift_cost[j]);
    }
    SPONDYL_ASSERT(problem.balance.allFinite() && problem.shift.allFinite() && problem.target.allFinite(),
                   "balance or target not finite");
}

}  // namespace

RecruitmentResult optimise_recruitment(const RecruitmentProblem& given) {
    RecruitmentProblem problem = given;
    const Eigen::Index shifts = problem.shift_most.size();
    if (shifts == 0) problem.shift.resize(problem.target.size(), 0);
    check(problem);

    RecruitmentResult result;
    result.force = problem.lower;
    result.shift = Vector::Zero(shifts);
    const Vector missing = problem.target - problem.balance * problem.lower;
    const Core core = find_core(problem, missing);
    if (core.contradiction) {
        result.needed_scale = std::numeric_limits<double>::infinity();
        result.short_condition = core.contradiction;
    } else if (core.conditions.empty() || missing(core.conditions).isZero(0.0)) {
        result.feasible = true;  // the least forces already balance: nothing to share
    } else {
        solve_core(problem, core, missing(core.conditions), result);
    }
    if (problem.target.size() > 0) {
        result.residual =
            (problem.balance * result.force + problem.shift * result.shift - problem.target).lpNorm<Eigen::Infinity>();
    }
    return result;
}

}  // namespace spondyl
