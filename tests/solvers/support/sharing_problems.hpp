// Random muscle-like sharing problems, and how far a solution is from the conditions of an optimum.
#pragma once

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <random>

#include "solvers/force_sharing.hpp"

namespace spondyl::testing {

// Forces of up to 1000 N with stress weights, each acting on some of the moments with lever arms of up to 80 mm; the
// target is met by a random choice of forces at `level` of their limits.
inline SharingProblem random_sharing(int forces, int conditions, int power, double level, std::mt19937& random) {
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    SharingProblem p;
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

inline double objective(const SharingProblem& p, const Eigen::VectorXd& x) {
    return (p.weight.array() * x.array()).pow(p.power).sum() / p.power;
}

// Largest violation of the Kuhn-Tucker conditions, relative to the largest marginal cost. The multipliers are taken
// from the forces strictly between their limits, so that the check knows nothing of how x was found; too few of them:
// NaN.
inline double optimality_error(const SharingProblem& p, const Eigen::VectorXd& x) {
    std::vector<int> inside;
    for (int j = 0; j < x.size(); ++j) {
        const double range = p.upper[j] - p.lower[j];
        if (x[j] > p.lower[j] + 1e-5 * range && x[j] < p.upper[j] - 1e-5 * range) inside.push_back(j);
    }
    const Eigen::VectorXd gradient = p.weight.array().pow(p.power) * x.array().pow(p.power - 1);
    const Eigen::MatrixXd e = p.balance(Eigen::all, inside);
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(e.transpose());
    if (qr.rank() < p.target.size()) return std::nan("");
    const Eigen::VectorXd lambda = qr.solve(Eigen::VectorXd(gradient(inside)));
    const Eigen::VectorXd reduced = gradient - p.balance.transpose() * lambda;
    double worst = 0.0;
    for (int j = 0; j < x.size(); ++j) {
        const double range = p.upper[j] - p.lower[j];
        if (range <= 0.0) continue;
        const double error = x[j] <= p.lower[j] + 1e-5 * range   ? std::max(0.0, -reduced[j])
                             : x[j] >= p.upper[j] - 1e-5 * range ? std::max(0.0, reduced[j])
                                                                 : std::abs(reduced[j]);
        worst = std::max(worst, error);
    }
    return worst / gradient.lpNorm<Eigen::Infinity>();
}

}  // namespace spondyl::testing
