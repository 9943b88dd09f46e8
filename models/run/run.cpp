// SPDX-License-Identifier: Apache-2.0
#include "models/run/run.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <new>

#include "core/error.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/run/run_record.hpp"
#include "models/run/run_tasks.hpp"
#include "solvers/thread_counts.hpp"

namespace spondyl {

namespace {

// Work of the loads from one equilibrium to the next.
class WorkOfLoads {
  public:
    WorkOfLoads(const System& system, const State& start, bool elastic)
        : system_(system),
          elastic_(elastic),
          assembly_(assembled(system, start)),
          state_(start),
          energy_(assembly_.energy),
          unbalanced_(assembly_.residual),
          forces_(system.load_forces(assembly_)) {}

    // From the last state to this one. The forces of the loads are those of the tissue minus the residual. For elastic
    // tissue the work done against it is the change of its energy, however curved the increment; the rest, and all work
    // done against tissue that relaxes, is integrated by the trapezoidal rule.
    double until(const State& state) {
        system_.evaluate(state, {.energy = true}, assembly_);
        const Eigen::VectorXd motion = system_.kinematics.difference(state_, state);
        const Eigen::VectorXd forces = system_.load_forces(assembly_);
        const double work = elastic_ ? assembly_.energy - energy_ - 0.5 * (assembly_.residual + unbalanced_).dot(motion)
                                     : 0.5 * (forces + forces_).dot(motion);
        energy_ = assembly_.energy;
        unbalanced_ = assembly_.residual;
        forces_ = forces;
        state_ = state;
        return work;
    }

    [[nodiscard]] double energy() const { return energy_; }

  private:
    static Assembly assembled(const System& system, const State& state) {
        Assembly assembly = system.make_assembly();
        system.evaluate(state, {.energy = true}, assembly);
        return assembly;
    }

    const System& system_;
    bool elastic_;
    Assembly assembly_;
    State state_;
    double energy_;
    Eigen::VectorXd unbalanced_;
    Eigen::VectorXd forces_;
};

class StepRunner {
  public:
    StepRunner(const Anatomy& anatomy, const Scenario& scenario, const RunOptions& options, RunRecord& record)
        : anatomy_(anatomy), scenario_(scenario), options_(options), record_(record) {}

    void run() {
        const Restart* restart = options_.resume ? &*options_.resume->restart : nullptr;
        if (restart && restart->finished < std::ssize(scenario_.steps) && restart->finished >= 0) {
            const bool inside = restart->path.has_value();
            // Between steps the model is still that of the previous step.
            const int of = restart->finished - (inside || restart->finished == 0 ? 0 : 1);
            build(scenario_.steps[static_cast<std::size_t>(of)].top_rotation);
        } else {
            build(scenario_.steps.front().top_rotation);
        }
        state_ = model_->unloaded();
        record_.describe_mesh(*model_);
        if (options_.described) options_.described(record_.result);
        bool solved = true;
        std::size_t first = 0;
        if (restart) {
            check_restart(*restart, model_->system().kinematics, scenario_.steps.size());
            record_.take_over(*model_, *options_.resume);
            state_ = restart->state;
            external_work_ = restart->external_work;
            newton_->remember(restart->factored_at);
            first = static_cast<std::size_t>(restart->finished);
        } else {
            solved = settle(*model_, *newton_, scenario_, state_, record_, options_.settled);
            rest_ = state_;
            if (solved) keep(0);
        }
        if (restart) rest_ = restart->rest;
        for (std::size_t s = first; s < scenario_.steps.size() && solved; ++s) {
            const bool inside = restart && s == first && restart->path;
            solved = run_step(s, inside ? &*restart->path : nullptr);
        }
        record_.result.complete = solved;
        record_.describe_provenance(*model_, newton_->options());
    }

  private:
    void build(TopRotation rotation) {
        // Newton refers to the system, so it is destroyed first.
        newton_.reset();
        model_ = std::make_unique<SpineModel>(
            anatomy_, scenario_,
            rotation == TopRotation::fixed ? FixedVertebrae::bottom_and_top : FixedVertebrae::bottom);
        newton_ = std::make_unique<Newton>(model_->system(), newton_options(scenario_.solver));
        rotation_ = rotation;
    }

    void keep(std::size_t finished, const PathPosition* path = nullptr) {
        Restart restart{.finished = static_cast<int>(finished),
                        .settled = {},
                        .rest = rest_,
                        .state = state_,
                        .external_work = external_work_,
                        .path = {},
                        .factored_at = newton_->factored_at(),
                        .released_at = {}};
        if (path) restart.path = *path;
        record_.describe_provenance(*model_, newton_->options());
        record_.keep_checkpoint(std::move(restart));
    }

    // position: where in the step to continue, none for its beginning. False: the result gives the reason.
    bool run_step(std::size_t index, const PathPosition* position) {
        const LoadStep& step = scenario_.steps[index];
        // The state does not depend on the held components and is therefore kept when the supports change.
        if (step.top_rotation != rotation_) build(step.top_rotation);
        const System& system = model_->system();
        std::vector<double> stops;
        for (int i = 1; i < step.outputs; ++i) stops.push_back(static_cast<double>(i) / step.outputs);
        stops.push_back(1.0);

        WorkOfLoads work(system, position ? position->points.back().state : state_, !takes_time(scenario_));
        LoadStepper stepper(system, *newton_,
                            {.first_increment = scenario_.solver.first_increment,
                             .min_increment = scenario_.solver.min_increment,
                             .duration = step.duration_s});
        const auto accepted = [&](const IncrementRecord& record, const State& state, bool stop) {
            const double time = static_cast<double>(index) + record.fraction;
            external_work_ += work.until(state);
            record_.keep_increment(time, record.newton, work.energy(), external_work_);
            state_ = state;
            if (stop) record_.keep_state(*model_, state_, step.name, time);
            if (index + 1 == scenario_.steps.size() && record.fraction == 1.0) return;  // the run is complete
            if (record.fraction == 1.0) {
                keep(index + 1);
            } else {
                keep(index, &stepper.position());
            }
        };
        const auto progress = [&](double fraction, int iteration, double residual) {
            record_.look_for_stop();
            if (!options_.progress) return;
            options_.progress({.step = step.name,
                               .time = static_cast<double>(index) + fraction,
                               .end_time = static_cast<double>(scenario_.steps.size()),
                               .iteration = iteration,
                               .residual = residual});
        };
        State state = state_;
        const PathReport path =
            position ? stepper.follow(*position, state, stops, accepted, progress)
                     : stepper.follow(state, model_->amplitudes(step, state_), stops, accepted, progress);
        state_ = state;
        if (path.complete) return true;
        record_.result.failure = fmt::format("load step '{}': {}", step.name, path.failure);
        const double reached = static_cast<double>(index) + path.fraction;
        if (reached > record_.result.states.back().time) record_.keep_state(*model_, state_, step.name, reached);
        return false;
    }

    const Anatomy& anatomy_;
    const Scenario& scenario_;
    const RunOptions& options_;
    RunRecord& record_;
    std::unique_ptr<SpineModel> model_;
    std::unique_ptr<Newton> newton_;
    TopRotation rotation_ = TopRotation::free;
    State rest_;
    State state_;
    double external_work_ = 0.0;
};

}  // namespace

Result run_scenario(const Scenario& scenario, const RunOptions& options) {
    if (scenario.steps.empty() && scenario.tasks.empty()) {
        throw UserError("the scenario has nothing to solve: add a [[step]] or a [[task]] table");
    }
    const Anatomy& anatomy = options.anatomy ? *options.anatomy : default_anatomy();
    RunOptions used = options;
    if (options.anatomy) used.settled = nullptr;
    const ThreadCounts threads(options.threads);
    RunRecord record;
    record.result.title = scenario.title;
    record.result.threads = omp_get_max_threads();
    record.stop_requested = options.stop_requested;
    record.keep = options.keep;
    SPONDYL_ASSERT(!options.resume || options.resume->restart, "a result to be resumed has no restart");
    // The states reached so far are valid, whatever ended the run.
    const auto ended = [&](const char* why) {
        if (record.result.states.empty() || !record.result.restart) return false;
        record.result.complete = false;
        record.result.failure = why;
        return true;
    };
    try {
        if (scenario.tasks.empty()) {
            StepRunner(anatomy, scenario, used, record).run();
        } else {
            run_tasks(anatomy, scenario, used, record);
        }
        record.result.restart.reset();  // solved, or would fail again
    } catch (const RunStopped&) {
        if (!ended("the run was stopped before its end")) throw;
    } catch (const std::bad_alloc&) {
        if (!ended("there was not enough memory to continue; try a coarser mesh or fewer outputs")) throw;
    }
    record.result.wall_seconds = record.seconds();
    return std::move(record.result);
}

}  // namespace spondyl
