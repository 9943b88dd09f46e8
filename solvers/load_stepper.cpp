// SPDX-License-Identifier: Apache-2.0
#include "solvers/load_stepper.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace spondyl {

State LoadStepper::predict(double fraction) const {
    State guess = position_.points.back().state;
    if (position_.points.size() < 2) return guess;
    const Kinematics& k = system_.kinematics;
    const PathPosition::Point& last = position_.points.back();
    const PathPosition::Point& before = position_.points[position_.points.size() - 2];
    // Extrapolation by the polynomial through the last two or three points (Lagrange weights), applied to the
    // increments that lead to them from the last one.
    const double h = fraction - last.fraction;
    const double h1 = last.fraction - before.fraction;
    double weight = -h / h1;
    double weight_oldest = 0.0;
    if (position_.points.size() > 2) {
        const double h0 = before.fraction - position_.points[position_.points.size() - 3].fraction;
        weight *= (h + h1 + h0) / h0;
        weight_oldest = h * (h + h1) / ((h1 + h0) * h0);
    }
    Eigen::VectorXd increment = weight * k.increment_to(last.state, before.state);
    const auto add_iterates = [&](double by, const State& from) {
        for (std::size_t i = 0; i < guess.iterates.size(); ++i) {
            guess.iterates[i] += by * (from.iterates[i] - last.state.iterates[i]);
        }
    };
    add_iterates(weight, before.state);
    if (position_.points.size() > 2) {
        const State& oldest = position_.points[position_.points.size() - 3].state;
        increment += weight_oldest * k.increment_to(last.state, oldest);
        add_iterates(weight_oldest, oldest);
    }
    k.apply(increment, guess);
    return guess;
}

std::string LoadStepper::describe(const NewtonReport& report, double fraction, double increment) const {
    std::string text = fmt::format(
        "no equilibrium beyond {:.2f} % of the load step (tried to add {:.3f} %): {}.\n"
        "  residual {:.3g} N of {:.3g} N after {} iterations\n"
        "  smallest volume ratio {:.3g} in element {} of {}\n",
        100.0 * fraction, 100.0 * increment, report.reason, report.residual, report.reference, report.iterations,
        report.smallest_volume_ratio, report.worst_element, report.worst_term.empty() ? "-" : report.worst_term);
    text +=
        report.smallest_volume_ratio < 0.2
            ? "  Try: a smaller load, a coarser mesh (less slender elements), or smaller increments "
              "(solver.min_increment "
              "in a scenario)."
            : "  Try: a smaller load, smaller increments (solver.first_increment and min_increment in a scenario, the "
              "first increment of the step in a deck), or more support (an unsupported body may buckle under this "
              "load).";
    return text;
}

PathReport LoadStepper::follow(State& state, const std::vector<double>& target, const std::vector<double>& stops,
                               const Accepted& accepted, const Progress& progress) {
    position_ = {.start = state.loads,
                 .target = target,
                 .increment = options_.first_increment,
                 .start_time = state.step.time,
                 .points = {{0.0, state}}};
    return follow_on(state, stops, accepted, progress);
}

PathReport LoadStepper::follow(const PathPosition& position, State& state, const std::vector<double>& stops,
                               const Accepted& accepted, const Progress& progress) {
    position_ = position;
    state = position_.points.back().state;
    return follow_on(state, stops, accepted, progress);
}

PathReport LoadStepper::follow_on(State& state, const std::vector<double>& stops, const Accepted& accepted,
                                  const Progress& progress) {
    SPONDYL_ASSERT(!stops.empty() && stops.back() == 1.0, "a path ends at fraction 1");
    std::vector<PathPosition::Point>& points = position_.points;
    double& increment = position_.increment;
    const auto set_step = [&](State& trial, double fraction) {
        trial.step = {.time = position_.start_time + fraction * options_.duration,
                      .dt = (fraction - points.back().fraction) * options_.duration};
        for (std::size_t l = 0; l < position_.start.size(); ++l) {
            trial.loads[l] = position_.start[l] + fraction * (position_.target[l] - position_.start[l]);
        }
    };
    PathReport report;
    report.fraction = points.back().fraction;
    auto stop = std::ranges::upper_bound(stops, report.fraction);
    while (report.fraction < 1.0) {
        const double room = *stop - report.fraction;
        // Do not leave a tiny increment before a stop.
        const bool lands = increment >= room * (1.0 - 1e-9);
        const double size = lands ? room : std::min(increment, 0.5 * room > increment ? increment : 0.5 * room);
        const double next = lands ? *stop : report.fraction + size;
        State trial = predict(next);
        set_step(trial, next);
        IncrementRecord record;
        record.fraction = next;
        const auto iteration = [&](int i, double r) {
            if (progress) progress(next, i, r);
        };
        record.newton = newton_.solve(trial, iteration, options_.accuracy);
        if (!record.newton.converged && points.size() > 1) {
            // The extrapolation may have caused the failure: try once more from the last equilibrium.
            points.erase(points.begin(), points.end() - 1);
            trial = points.back().state;
            set_step(trial, next);
            record.newton = newton_.solve(trial, iteration, options_.accuracy);
        }
        if (!record.newton.converged) {
            if (size * options_.cut < options_.min_increment) {
                report.failure = describe(record.newton, report.fraction, size);
                report.increments.push_back(std::move(record));
                return report;
            }
            increment = size * options_.cut;
            continue;
        }
        state = trial;
        system_.commit(state);
        report.fraction = next;
        points.back().state.history.clear();
        points.push_back({next, state});
        const std::ptrdiff_t most = options_.extrapolate ? 3 : 1;
        if (std::ssize(points) > most) points.erase(points.begin(), points.end() - most);
        if (record.newton.iterations <= options_.easy_iterations) {
            increment = std::min(options_.max_increment, std::max(increment, size) * options_.growth);
        }
        report.increments.push_back(record);
        if (accepted) accepted(record, state, lands);
        if (lands) ++stop;
    }
    report.complete = true;
    return report;
}

}  // namespace spondyl
