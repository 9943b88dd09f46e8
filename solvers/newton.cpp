// SPDX-License-Identifier: Apache-2.0
#include "solvers/newton.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"

namespace spondyl {

Newton::Newton(const System& system, NewtonOptions options)
    : system_(system),
      options_(std::move(options)),
      tangent_solver_(options_.tangent, find_reflection(system.kinematics)),
      assembly_(system.make_assembly()) {
    for (const Vec3& x : system.kinematics.reference()) {
        largest_coordinate_ = std::max(largest_coordinate_, x.lpNorm<Eigen::Infinity>());
    }
}

double Newton::force_scale(int equation) const {
    switch (system_.kinematics.balance(equation)) {
        case Balance::force:
            return 1.0;
        case Balance::moment:
            return 1.0 / options_.length_scale;
        case Balance::volume:
            return options_.pressure_scale / options_.length_scale;
    }
    SPONDYL_ASSERT(false, "equation {} balances nothing", equation);
}

double Newton::least_tolerance(Accuracy accuracy) const {
    switch (accuracy) {
        case Accuracy::full:
            return 0.0;
        case Accuracy::intermediate:
            return options_.intermediate_tolerance;
        case Accuracy::rough:
            return options_.rough_tolerance;
    }
    SPONDYL_ASSERT(false, "accuracy {} is none", static_cast<int>(accuracy));
}

double Newton::rounding() const {
    const SymmetricMatrix& tangent = assembly_.free;
    double sum = 0.0;
    for (int r = 0; r < tangent.size; ++r) {
        // Unit of the unknown that belongs to the diagonal: coordinates, a radian, a pressure.
        const Balance balance = system_.kinematics.balance(r);
        const double unknown = balance == Balance::force    ? largest_coordinate_
                               : balance == Balance::volume ? options_.pressure_scale
                                                            : 1.0;
        const double force = force_scale(r) * unknown * tangent.value[tangent.row_start[r]];
        sum += force * force;
    }
    return std::numeric_limits<double>::epsilon() * std::sqrt(sum);
}

Newton::Norms Newton::norms() const {
    const Kinematics& kinematics = system_.kinematics;
    Norms n;
    double residual = 0.0;
    double reference = 0.0;
    double worst = -1.0;
    for (int i = 0; i < kinematics.total_count(); ++i) {
        const double scale = force_scale(i);
        const double magnitude = scale * assembly_.magnitude[i];
        reference += magnitude * magnitude;
        if (i >= kinematics.free_count()) continue;
        const double r = scale * assembly_.residual[i];
        residual += r * r;
        if (std::abs(r) > worst) {
            worst = std::abs(r);
            n.worst_equation = i;
        }
    }
    n.residual = std::sqrt(residual);
    n.reference = std::sqrt(reference);
    return n;
}

bool Newton::take_step(const Eigen::VectorXd& direction, State& state) {
    start_ = state;
    double step = 1.0;
    for (int attempt = 0; attempt <= options_.max_backtracks; ++attempt) {
        if (attempt > 0) state = start_;
        system_.apply(direction, step, state);
        system_.evaluate(state, {.tangent = true, .iterates = true}, assembly_);
        if (assembly_.smallest_volume_ratio > 0.0 && std::isfinite(norms().residual)) return true;
        step *= options_.backtrack;
    }
    return false;
}

void Newton::remember(const std::optional<State>& factored_at) {
    factored_at_ = factored_at;
    if (!factored_at_) return;
    system_.evaluate(*factored_at_, {.tangent = true, .iterates = true}, assembly_);
    tangent_solver_.prepare(assembly_.free);
}

void Newton::describe(const Norms& norms, const TangentSolver::Counts& before, NewtonReport& report) const {
    report.residual = norms.residual;
    report.reference = norms.reference;
    report.worst_equation = norms.worst_equation;
    report.smallest_volume_ratio = assembly_.smallest_volume_ratio;
    report.worst_element = assembly_.worst_element;
    report.worst_term = assembly_.worst_term;
    report.factorisations = tangent_solver_.counts().factorisations - before.factorisations;
    report.krylov_iterations = tangent_solver_.counts().krylov_iterations - before.krylov_iterations;
}

std::string Newton::reason_to_stop(int iteration, double residual, const std::vector<double>& residuals) const {
    if (iteration == options_.max_iterations) return fmt::format("no equilibrium after {} iterations", iteration);
    // Compared with the largest of the last few, not with the smallest so far: first contact raises the residual far
    // above that of a small increment, and from there it decreases steadily.
    const auto recent = std::min<std::ptrdiff_t>(options_.patience, std::ssize(residuals));
    if (recent == options_.patience &&
        residual > options_.stagnation * *std::max_element(residuals.end() - recent, residuals.end())) {
        return fmt::format("the residual has not fallen for {} iterations", options_.patience);
    }
    return {};
}

Eigen::VectorXd Newton::right_hand_side(const Eigen::VectorXd& gap, bool supports_reached) const {
    const int free = system_.kinematics.free_count();
    Eigen::VectorXd right = -assembly_.residual.head(free);
    if (supports_reached) return right;
    const SymmetricMatrix& c = assembly_.coupling;
    for (int r = 0; r < free; ++r) {
        for (int e = c.row_start[r]; e < c.row_start[r + 1]; ++e) right[r] -= c.value[e] * gap[free + c.column[e]];
    }
    return right;
}

NewtonReport Newton::solve(State& state, const Progress& progress, Accuracy accuracy) {
    const double least = least_tolerance(accuracy);
    const double relative_tolerance = std::max(options_.relative_tolerance, least);
    const double energy_tolerance = std::max(options_.energy_tolerance, least);
    const int free = system_.kinematics.free_count();
    NewtonReport report;
    const TangentSolver::Counts before = tangent_solver_.counts();
    system_.evaluate(state, {.tangent = true, .iterates = true}, assembly_);
    double largest_work = 0.0;
    double last_work = 0.0;
    std::vector<double> residuals;  // since prescribed values have been reached
    for (;; ++report.iterations) {
        const Norms n = norms();
        describe(n, before, report);
        if (progress) progress(report.iterations, n.reference > 0.0 ? n.residual / n.reference : 0.0);
        if (!std::isfinite(n.residual) || assembly_.smallest_volume_ratio <= 0.0) {
            report.reason = "an element turned inside out";
            return report;
        }
        Eigen::VectorXd direction = system_.kinematics.prescribed_gap(state);
        constexpr double support_tolerance = 1e-12;  // mm or rad
        const bool supports_reached = direction.lpNorm<Eigen::Infinity>() <= support_tolerance;
        const bool balanced =
            n.residual <= relative_tolerance * n.reference && last_work <= energy_tolerance * largest_work;
        // Below rounding a correction is noise, and its work must not be compared with that of a small increment.
        if (supports_reached && (balanced || n.residual <= rounding())) {
            report.converged = true;
            return report;
        }
        report.reason = reason_to_stop(report.iterations, n.residual, residuals);
        if (!report.reason.empty()) return report;
        if (supports_reached) residuals.push_back(n.residual);
        const Eigen::VectorXd right = right_hand_side(direction, supports_reached);
        const int factorisations = tangent_solver_.counts().factorisations;
        try {
            direction.head(free) = tangent_solver_.solve(assembly_.free, right);
            if (tangent_solver_.counts().factorisations > factorisations) factored_at_ = state;
        } catch (const SolveError& error) {
            if (!tangent_solver_.factored()) factored_at_.reset();
            report.reason = error.what();
            return report;
        }
        last_work = supports_reached ? std::abs(direction.head(free).dot(right)) : 0.0;
        largest_work = std::max(largest_work, last_work);
        if (!direction.allFinite()) {
            report.reason = "the tangent stiffness is singular";
            return report;
        }
        if (!take_step(direction, state)) {
            report.reason = "every step along the Newton direction turns an element inside out";
            return report;
        }
    }
}

}  // namespace spondyl
