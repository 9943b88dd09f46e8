#include "models/equilibrium/stability.hpp"

#include <Eigen/Dense>

#include "models/equilibrium/muscle_sample.hpp"
#include "solvers/condensation.hpp"

namespace spondyl {

namespace {

constexpr double greatest_gain = 1000.0;

// Smallest eigenvalue of the rotational part, translations eliminated. Rows: per body three translations, three spins.
double smallest_eigenvalue(const Eigen::MatrixXd& stiffness) {
    const Eigen::Index half = stiffness.rows() / 2;
    Eigen::MatrixXd tt(half, half);
    Eigen::MatrixXd tr(half, half);
    Eigen::MatrixXd rr(half, half);
    const auto row = [](Eigen::Index i, bool spin) { return 6 * (i / 3) + i % 3 + (spin ? 3 : 0); };
    for (Eigen::Index i = 0; i < half; ++i) {
        for (Eigen::Index j = 0; j < half; ++j) {
            tt(i, j) = stiffness(row(i, false), row(j, false));
            tr(i, j) = stiffness(row(i, false), row(j, true));
            rr(i, j) = stiffness(row(i, true), row(j, true));
        }
    }
    const Eigen::MatrixXd schur = rr - tr.transpose() * tt.ldlt().solve(tr);
    return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(0.5 * (schur + schur.transpose()), Eigen::EigenvaluesOnly)
        .eigenvalues()[0];
}

}  // namespace

Stability stability_of(const SpineModel& released, State state, double gain) {
    const Kinematics& k = released.system().kinematics;
    const std::vector<MuscleSample> samples = sample_muscles(released, state);
    for (std::size_t m = 0; m < samples.size(); ++m) {
        state.loads[static_cast<std::size_t>(released.body_loads().tension[m])] = samples[m].tension;
    }
    state.loads[static_cast<std::size_t>(released.body_loads().gain)] = 0.0;

    std::vector<int> equations;
    for (std::size_t v = 0; v + 1 < released.mesh().vertebrae.size(); ++v) {
        for (int c = 0; c < 6; ++c) equations.push_back(k.body_dof(released.body(v), c));
    }
    const Eigen::MatrixXd constant_force = CondensedTangent(released.system(), state).condensed_stiffness(equations);
    Eigen::MatrixXd per_gain = Eigen::MatrixXd::Zero(constant_force.rows(), constant_force.cols());
    for (const MuscleSample& sample : samples) {
        Eigen::VectorXd pull = Eigen::VectorXd::Zero(constant_force.rows());
        for (const auto& [equation, coefficient] : sample.pull) {
            for (std::size_t i = 0; i < equations.size(); ++i) {
                if (equations[i] == equation) pull[static_cast<Eigen::Index>(i)] = coefficient;
            }
        }
        per_gain += sample.tension / sample.length * pull * pull.transpose();
    }
    constexpr double mm_per_m = 1000.0;
    const auto margin = [&](double q) { return smallest_eigenvalue(constant_force + q * per_gain) / mm_per_m; };

    Stability s{.margin = margin(gain), .critical_gain = 0.0};
    if (margin(0.0) >= 0.0) return s;
    // The margin rises with the gain (per_gain is positive semi-definite), so halving finds the root.
    double low = 0.0;
    double high = greatest_gain;
    if (margin(high) < 0.0) return {s.margin, greatest_gain};
    while (high - low > 1e-3 * (1.0 + low)) {
        const double middle = 0.5 * (low + high);
        (margin(middle) < 0.0 ? low : high) = middle;
    }
    s.critical_gain = 0.5 * (low + high);
    return s;
}

}  // namespace spondyl
