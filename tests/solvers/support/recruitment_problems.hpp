// SPDX-License-Identifier: Apache-2.0
// Random problems of muscle recruitment, and the violation of the optimality conditions by a solution.
#pragma once

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <random>

#include "solvers/static_optimisation.hpp"

namespace spondyl::testing {

// Forces of up to 1000 N with stress weights, each acting on some of the moments with lever arms of up to 80 mm; the
// target is met by a random choice of forces at `level` of their limits.
inline RecruitmentProblem random_recruitment(int forces, int conditions, int power, double level,
                                             std::mt19937& random) {
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    RecruitmentProblem p;
    p.power = power;
    p.balance = Eigen::MatrixXd::Zero(conditions, forces);
    p.weight.resize(forces);
    p.lower = Eigen::VectorXd::Zero(forces);
    p.upper.resize(forces);
    Eigen::VectorXd hidden(forces);
    for (int j = 0; j < forces; ++j) {
        const double area = 20.0 + 1200.0 * unit(random) * unit(random);  // mm2
        p.weight[j] = 1.0 / area;
        p.upper[j] = 0.8 * area;
        if (unit(random) < 0.2) p.lower[j] = 0.1 * p.upper[j];
        hidden[j] = p.lower[j] + level * unit(random) * (p.upper[j] - p.lower[j]);
        const int first = static_cast<int>(unit(random) * conditions);
        const int last = std::min(conditions, first + 1 + static_cast<int>(unit(random) * 9.0));
        for (int i = first; i < last; ++i) p.balance(i, j) = 160.0 * (unit(random) - 0.5);
    }
    p.target = p.balance * hidden;
    return p;
}

// The same with shifts that act on all conditions.
inline RecruitmentProblem random_recruitment_with_shifts(int forces, int conditions, int shifts, double level,
                                                         std::mt19937& random) {
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    RecruitmentProblem p = random_recruitment(forces, conditions, 3, level, random);
    p.shift = Eigen::MatrixXd::NullaryExpr(conditions, shifts, [&] { return 2e5 * (unit(random) - 0.5); });
    p.shift_most = Eigen::VectorXd::NullaryExpr(shifts, [&] { return 0.01 + 0.05 * unit(random); });
    // Some limits are symmetric, some are not, and some let a shift go in one direction only.
    p.shift_least = -p.shift_most;
    for (Eigen::Index j = 0; j < shifts; j += 2) p.shift_least[j] *= j % 4 == 0 ? 0.0 : unit(random);
    p.shift_cost = Eigen::VectorXd::NullaryExpr(shifts, [&] { return 10.0 + 300.0 * unit(random); });
    return p;
}

inline double objective(const RecruitmentProblem& p, const Eigen::VectorXd& x, const Eigen::VectorXd& z) {
    return (p.weight.array() * x.array()).pow(p.power).sum() / p.power + 0.5 * p.shift_cost.dot(z.cwiseAbs2());
}

// Largest violation of the Kuhn-Tucker conditions, relative to the largest marginal cost. The multipliers are computed
// from the forces strictly between their limits, so that the check does not depend on how x was found; NaN if there are
// too few of them.
inline double optimality_error(const RecruitmentProblem& p, const Eigen::VectorXd& x, const Eigen::VectorXd& z = {}) {
    const Eigen::Index n = x.size();
    const Eigen::Index k = z.size();
    Eigen::MatrixXd balance(p.target.size(), n + k);
    Eigen::VectorXd value(n + k), low(n + k), high(n + k), gradient(n + k);
    balance.leftCols(n) = p.balance;
    value << x, z;
    low << p.lower, p.shift_least;
    high << p.upper, p.shift_most;
    gradient.head(n) = p.weight.array().pow(p.power) * x.array().pow(p.power - 1);
    if (k > 0) {
        balance.rightCols(k) = p.shift;
        gradient.tail(k) = p.shift_cost.cwiseProduct(z);
    }
    const auto at = [&](Eigen::Index j, double limit) {
        return std::abs(value[j] - limit) <= 1e-5 * (high[j] - low[j]);
    };
    std::vector<Eigen::Index> inside;
    for (Eigen::Index j = 0; j < value.size(); ++j) {
        if (!at(j, low[j]) && !at(j, high[j])) inside.push_back(j);
    }
    // In units of each range, so that forces in N and shifts in rad are comparable.
    const Eigen::VectorXd range = high - low;
    const Eigen::MatrixXd e = balance(Eigen::all, inside) * range(inside).asDiagonal();
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(e.transpose());
    if (qr.rank() < p.target.size()) return std::nan("");
    const Eigen::VectorXd lambda = qr.solve(Eigen::VectorXd(gradient(inside).cwiseProduct(range(inside))));
    const Eigen::VectorXd reduced = (gradient - balance.transpose() * lambda).cwiseProduct(range);
    double worst = 0.0;
    for (Eigen::Index j = 0; j < value.size(); ++j) {
        if (range[j] <= 0.0) continue;
        const double error = at(j, low[j])    ? std::max(0.0, -reduced[j])
                             : at(j, high[j]) ? std::max(0.0, reduced[j])
                                              : std::abs(reduced[j]);
        worst = std::max(worst, error);
    }
    return worst / gradient.cwiseProduct(range).lpNorm<Eigen::Infinity>();
}

}  // namespace spondyl::testing
