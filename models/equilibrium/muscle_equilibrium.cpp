#include "models/equilibrium/muscle_equilibrium.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "models/equilibrium/muscle_sample.hpp"
#include "solvers/condensation.hpp"
#include "solvers/force_sharing.hpp"

namespace spondyl {

namespace {

SharingProblem sharing_problem(const SpineModel& model, const std::vector<MuscleSample>& samples, MuscleCost cost,
                               double least_activation) {
    const auto n = static_cast<Eigen::Index>(samples.size());
    SharingProblem p;
    p.weight.resize(n);
    p.lower.resize(n);
    p.upper.resize(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const auto m = static_cast<std::size_t>(i);
        p.weight[i] = cost == MuscleCost::force_squared ? 1.0 : 1.0 / model.muscles()[m].area_mm2;
        p.lower[i] = least_activation * samples[m].capacity;
        p.upper[i] = samples[m].capacity;
    }
    p.power = cost == MuscleCost::stress_cubed ? 3 : 2;
    return p;
}

// "extension of L5 (multifidus left, psoas right)" from the reason the sharing gives; conditions as in
// rotation_equations.
std::string shortage_text(const SpineModel& model, const SharingResult& shared) {
    constexpr std::array axes = {"sideways bending", "turning", "extension"};
    const auto vertebra = static_cast<std::size_t>(shared.short_condition / 3);
    std::string text = fmt::format("{} of {}", axes[static_cast<std::size_t>(shared.short_condition % 3)],
                                   name(model.mesh().vertebrae[vertebra].vertebra));
    std::string list;
    std::vector<std::pair<MuscleGroup, Side>> told;
    for (const int i : shared.at_limit) {
        const MuscleFascicle& f = model.muscles()[static_cast<std::size_t>(i)];
        if (std::find(told.begin(), told.end(), std::pair(f.group, f.side)) != told.end()) continue;
        told.emplace_back(f.group, f.side);
        list += fmt::format("{}{} {}", list.empty() ? "" : ", ", muscle_group_names[static_cast<std::size_t>(f.group)],
                            side_names[static_cast<std::size_t>(f.side)]);
    }
    return list.empty() ? text : text + "; at their limit, most wanted first: " + list;
}

}  // namespace

std::vector<int> MuscleEquilibrium::rotation_equations() const {
    std::vector<int> equations;
    for (std::size_t v = 0; v + 1 < model_.mesh().vertebrae.size(); ++v) {
        for (int c = 3; c < 6; ++c) equations.push_back(model_.system().kinematics.body_dof(model_.body(v), c));
    }
    return equations;
}

Eigen::VectorXd MuscleEquilibrium::held_moments(const State& state) const {
    Assembly assembly = model_.system().make_assembly();
    model_.system().evaluate(state, {}, assembly);
    const std::vector<int> equations = rotation_equations();
    Eigen::VectorXd moments(static_cast<Eigen::Index>(equations.size()));
    for (std::size_t i = 0; i < equations.size(); ++i) {
        moments[static_cast<Eigen::Index>(i)] = assembly.residual[equations[i]];
    }
    return moments;
}

EquilibriumReport MuscleEquilibrium::solve(State& state, std::vector<double> target, double least_activation,
                                           const Accepted& accepted, const Progress& progress) {
    EquilibriumReport report;
    const System& system = model_.system();
    const std::vector<LoadId>& tension = model_.body_loads().tension;
    for (const LoadId t : tension) target[static_cast<std::size_t>(t)] = state.loads[static_cast<std::size_t>(t)];

    double done = 0.0;  // share of the work, for the progress alone
    const auto follow = [&](double first_increment) {
        LoadStepper stepper(system, newton_,
                            {.first_increment = first_increment, .min_increment = solver_.min_increment});
        const PathReport path = stepper.follow(
            state, target, {1.0},
            [&](const IncrementRecord& record, const State& reached, bool) {
                if (accepted) accepted(record, reached);
            },
            [&](double fraction, int iteration, double residual) {
                if (progress) progress(done + 0.5 * (1.0 - done) * fraction, iteration, residual);
            });
        done += 0.5 * (1.0 - done);
        ++report.rounds;
        if (!path.complete) report.failure = path.failure;
        return path.complete;
    };
    if (!follow(solver_.first_increment)) return report;

    // Strength is lent where it lacks, so that the iteration reaches the equilibrium that says how much is missing.
    std::string shortage;
    while (true) {
        const Eigen::VectorXd moments = held_moments(state);
        report.moment_residual = moments.cwiseAbs().maxCoeff();
        if (report.moment_residual <= options_.moment_tolerance && report.rounds > 1) break;
        if (report.rounds >= options_.max_rounds) {
            report.failure = fmt::format(
                "muscles and spine did not come to agree in {} rounds: moments of up to {:.2f} N m are left to hold; "
                "try "
                "a posture nearer to standing, a lighter load or a smaller first_increment",
                report.rounds, report.moment_residual / 1000.0);
            return report;
        }
        const std::vector<MuscleSample> samples = sample_muscles(model_, state);
        SharingProblem problem = sharing_problem(model_, samples, muscles_.cost, least_activation);
        Eigen::VectorXd active(problem.lower.size());
        std::vector<std::vector<std::pair<int, double>>> pulls;
        for (std::size_t m = 0; m < samples.size(); ++m) {
            active[static_cast<Eigen::Index>(m)] = samples[m].tension - samples[m].passive;
            pulls.push_back(samples[m].pull);
        }
        problem.balance = CondensedTangent(system, state).reaction_sensitivity(rotation_equations(), pulls);
        problem.target = problem.balance * active + moments;
        const SharingResult shared = share_forces(problem);
        report.feasible = shared.feasible;
        report.needed_scale = shared.needed_scale;
        if (!shared.feasible) shortage = shortage_text(model_, shared);
        if (!std::isfinite(shared.needed_scale)) {
            report.failure =
                "infeasible because no muscle forces of any size balance this posture, first of all in " + shortage;
            return report;
        }
        for (std::size_t m = 0; m < samples.size(); ++m) {
            target[static_cast<std::size_t>(tension[m])] =
                samples[m].passive + shared.force[static_cast<Eigen::Index>(m)];
        }
        if (!follow(report.rounds == 1 ? 0.5 : 1.0)) return report;
    }
    report.complete = true;
    if (!report.feasible) {
        report.failure = fmt::format(
            "infeasible because the muscles are too weak for it: {:.2f} times their strength would just do "
            "(max_stress_MPa = {:.2f} for all), first of all in {}",
            report.needed_scale, report.needed_scale * muscles_.max_stress_MPa, shortage);
    }
    return report;
}

}  // namespace spondyl
