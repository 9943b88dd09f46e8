// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/stability.hpp"

#include <Eigen/Eigenvalues>

#include "core/math/units.hpp"

namespace spondyl {

namespace {

constexpr double greatest_gain = 1000.0;

// Of the rotational part, translations eliminated.
double smallest_eigenvalue(const Eigen::MatrixXd& stiffness) {
    return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(SpinStiffness(stiffness).stiffness, Eigen::EigenvaluesOnly)
        .eigenvalues()[0];
}

}  // namespace

Stability stability_of(const SpineModel& released, VertebralStiffness& spine, const State& state, double gain) {
    const std::vector<MuscleSample> samples = sample_muscles(released, state);
    const Eigen::MatrixXd constant_force = spine.matrix(state, samples);
    const Eigen::MatrixXd pulls = spine.pulls(samples);
    Eigen::VectorXd stiffness(pulls.cols());  // per gain, N / mm
    for (Eigen::Index m = 0; m < stiffness.size(); ++m) {
        const MuscleSample& sample = samples[static_cast<std::size_t>(m)];
        stiffness[m] = sample.tension / released.muscles()[static_cast<std::size_t>(m)].fibre_length_mm;
    }
    // Lazily, since Eigen divides large products among threads, and the division changes the last bits.
    const Eigen::MatrixXd weighted = pulls * stiffness.asDiagonal();
    const Eigen::MatrixXd per_gain = weighted.lazyProduct(pulls.transpose());
    const auto margin = [&](double q) { return smallest_eigenvalue(constant_force + q * per_gain) / mm_per_m; };

    Stability s{.margin = margin(gain), .critical_gain = 0.0};
    if (margin(0.0) >= 0.0) return s;
    // The margin rises with the gain (per_gain is positive semi-definite), so halving finds the root.
    double low = 0.0;
    double high = greatest_gain;
    if (margin(high) < 0.0) return {s.margin, std::nullopt};
    while (high - low > 1e-3 * (1.0 + low)) {
        const double middle = 0.5 * (low + high);
        (margin(middle) < 0.0 ? low : high) = middle;
    }
    s.critical_gain = 0.5 * (low + high);
    return s;
}

}  // namespace spondyl
