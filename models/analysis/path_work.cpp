// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/path_work.hpp"

#include <algorithm>
#include <cmath>

namespace spondyl {

State PathWork::half_way(std::size_t i) const {
    constexpr std::size_t used = 4;
    const std::size_t first = std::min(i > 0 ? i - 1 : 0, points_.size() > used ? points_.size() - used : 0);
    const std::size_t last = std::min(points_.size(), first + used);
    const Point& from = points_[i];
    const double at = 0.5 * (from.fraction + points_[i + 1].fraction);
    // Lagrange's form, about the state at the increment's beginning, whose own difference is zero.
    State middle = from.state;
    Eigen::VectorXd move = Eigen::VectorXd::Zero(system_.kinematics.total_count());
    for (std::size_t p = first; p < last; ++p) {
        if (p == i) continue;
        double weight = 1.0;
        for (std::size_t q = first; q < last; ++q) {
            if (q != p) weight *= (at - points_[q].fraction) / (points_[p].fraction - points_[q].fraction);
        }
        const State& there = points_[p].state;
        move += weight * system_.kinematics.difference(from.state, there);
        for (std::size_t k = 0; k < middle.internals.size(); ++k)
            middle.internals[k] += weight * (there.internals[k] - from.state.internals[k]);
    }
    system_.kinematics.apply(move, middle);
    for (std::size_t l = 0; l < middle.loads.size(); ++l)
        middle.loads[l] = 0.5 * (from.state.loads[l] + points_[i + 1].state.loads[l]);
    return middle;
}

std::vector<double> PathWork::increments() {
    constexpr double curved = 0.005;  // of the work of the step
    const Kinematics& k = system_.kinematics;
    Assembly work = system_.make_assembly();
    const auto force_at = [&](const State& state) -> Eigen::VectorXd {
        system_.evaluate(state, {}, work);
        return system_.load_forces(work);
    };
    std::vector<Eigen::VectorXd> forces;
    for (const Point& point : points_) forces.push_back(force_at(point.state));
    const auto trapezoid = [&](std::size_t i) {
        return 0.5 * (forces[i] + forces[i + 1]).dot(k.difference(points_[i].state, points_[i + 1].state));
    };
    const auto simpson = [&](std::size_t i, const State& middle) {
        const Eigen::VectorXd half = force_at(middle);
        const double halves = 0.5 * ((forces[i] + half).dot(k.difference(points_[i].state, middle)) +
                                     (half + forces[i + 1]).dot(k.difference(middle, points_[i + 1].state)));
        return (4.0 * halves - trapezoid(i)) / 3.0;
    };
    std::vector<double> sums;
    double whole = 0.0;
    for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
        sums.push_back(simpson(i, half_way(i)));
        whole += std::abs(sums.back());
    }
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (std::abs(sums[i] - trapezoid(i)) <= curved * whole) continue;
        State middle = half_way(i);
        if (newton_.solve(middle, {}, Accuracy::intermediate).converged) sums[i] = simpson(i, middle);
    }
    return sums;
}

}  // namespace spondyl
