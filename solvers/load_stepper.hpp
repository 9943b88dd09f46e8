// SPDX-License-Identifier: Apache-2.0
// Follows a load path: from the loads of a state to target loads, in increments that shrink and grow.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "solvers/newton.hpp"

namespace spondyl {

struct StepperOptions {
    double first_increment = 0.25;  // fraction of the path
    double min_increment = 1e-3;
    double max_increment = 1.0;
    int easy_iterations = 5;  // after an increment with no more iterations the next one grows
    double growth = 1.5;
    double cut = 0.4;  // an increment that fails is retried at this fraction of its size
    // Initial guess of an increment: extrapolated from the last equilibria, or the last one itself. The latter is
    // better where the load path changes on the way, as when muscles take over the load.
    bool extrapolate = true;
    Accuracy accuracy = Accuracy::full;
    double duration = 0.0;  // of the whole path, s; 0: static; infinite: complete relaxation
};

// One converged (or the last failed) increment.
struct IncrementRecord {
    double fraction = 0.0;  // of the path, at the increment's end
    NewtonReport newton;
};

struct PathReport {
    bool complete = false;
    double fraction = 0.0;  // reached
    std::string failure;    // for the user: how far the solve came, what limited it, what to try
    std::vector<IncrementRecord> increments;
};

// Position on a path after a converged increment: everything that later increments depend on, except for the tangent
// that Newton keeps (Newton::factored_at).
struct PathPosition {
    struct Point {
        double fraction = 0.0;
        State state;
    };
    std::vector<double> start;   // loads at fraction 0
    std::vector<double> target;  // and at fraction 1
    double increment = 0.0;      // to be tried next, fraction of the path
    double start_time = 0.0;     // s, at fraction 0
    // Up to three equilibria to extrapolate from; the last one is the current state and the only one with a history.
    std::vector<Point> points;
};

class LoadStepper {
  public:
    LoadStepper(const System& system, Newton& newton, StepperOptions options)
        : system_(system), newton_(newton), options_(options) {}

    // Called after every converged increment; `stop` is true at the fractions in `stops`.
    using Accepted = std::function<void(const IncrementRecord&, const State&, bool stop)>;
    using Progress = std::function<void(double fraction, int iteration, double relative_residual)>;

    // From state.loads to `target` along a straight line, reaching exactly every fraction in `stops` (ascending, the
    // last one 1). Every accepted increment is committed to the history of the state (System::commit); a failed one
    // leaves no trace in it. On failure `state` is the last converged one.
    PathReport follow(State& state, const std::vector<double>& target, const std::vector<double>& stops,
                      const Accepted& accepted = {}, const Progress& progress = {});
    // Continues a path from `position`, with the same numbers as in an uninterrupted run.
    PathReport follow(const PathPosition& position, State& state, const std::vector<double>& stops,
                      const Accepted& accepted = {}, const Progress& progress = {});
    // Of the path in progress; for `accepted`.
    [[nodiscard]] const PathPosition& position() const { return position_; }

  private:
    PathReport follow_on(State& state, const std::vector<double>& stops, const Accepted& accepted,
                         const Progress& progress);
    // The state at `fraction`, extrapolated from up to three converged ones before it.
    [[nodiscard]] State predict(double fraction) const;
    [[nodiscard]] std::string describe(const NewtonReport& report, double fraction, double increment) const;

    const System& system_;
    Newton& newton_;
    StepperOptions options_;
    PathPosition position_;
};

}  // namespace spondyl
