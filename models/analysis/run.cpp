// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/run.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <chrono>

#include "core/error.hpp"
#include "models/analysis/path_work.hpp"
#include "models/analysis/range_warnings.hpp"
#include "models/analysis/run_record.hpp"
#include "models/equilibrium/run_tasks.hpp"

namespace spondyl {

namespace {

class StepRunner {
  public:
    StepRunner(const Scenario& scenario, const RunOptions& options, RunRecord& record)
        : scenario_(scenario), options_(options), record_(record) {}

    void run() {
        build(scenario_.steps.front().top_rotation);
        state_ = model_->system().kinematics.rest();
        record_.describe_mesh(*model_);
        record_.result.complete = settle(*model_, *newton_, scenario_, state_, record_);
        for (std::size_t s = 0; s < scenario_.steps.size() && record_.result.complete; ++s) run_step(s);
        record_.describe_provenance(*model_, newton_->options());
    }

  private:
    void build(TopRotation rotation) {
        // Newton refers to the system: gone first.
        newton_.reset();
        model_ = std::make_unique<SpineModel>(scenario_,
                                              rotation == TopRotation::fixed ? Hold::bottom_and_top : Hold::bottom);
        newton_ = std::make_unique<Newton>(model_->system(), newton_options(scenario_.solver));
        rotation_ = rotation;
    }

    void run_step(std::size_t index) {
        const LoadStep& step = scenario_.steps[index];
        // The state does not depend on which components are held, so it survives a change of support.
        if (step.top_rotation != rotation_) build(step.top_rotation);
        const System& system = model_->system();
        std::vector<double> stops;
        for (int i = 1; i < step.outputs; ++i) stops.push_back(static_cast<double>(i) / step.outputs);
        stops.push_back(1.0);

        Assembly work = system.make_assembly();
        PathWork path_work(system, *newton_, state_);
        const auto accepted = [&](const IncrementRecord& record, const State& state, bool stop) {
            const double time = static_cast<double>(index) + record.fraction;
            system.evaluate(state, {.energy = true}, work);
            path_work.add(record.fraction, state);
            record_.keep_increment(time, record.newton, work.energy, 0.0);
            if (stop) {
                state_ = state;
                record_.keep_state(*model_, state_, step.name, time);
            }
        };
        const auto progress = [&](double fraction, int iteration, double residual) {
            if (!options_.progress) return;
            options_.progress({.step = step.name,
                               .time = static_cast<double>(index) + fraction,
                               .end_time = static_cast<double>(scenario_.steps.size()),
                               .iteration = iteration,
                               .residual = residual});
        };
        LoadStepper stepper(
            system, *newton_,
            {.first_increment = scenario_.solver.first_increment, .min_increment = scenario_.solver.min_increment});
        State state = state_;
        const PathReport path = stepper.follow(state, model_->amplitudes(step, state_), stops, accepted, progress);
        state_ = state;
        add_work(path_work.increments());
        if (path.complete) return;
        record_.result.complete = false;
        record_.result.failure = fmt::format("load step '{}': {}", step.name, path.failure);
        const double reached = static_cast<double>(index) + path.fraction;
        if (reached > record_.result.states.back().time) record_.keep_state(*model_, state_, step.name, reached);
    }

    // Into the rows of the increments that end the history: known once the whole path is.
    void add_work(const std::vector<double>& increments) {
        std::vector<HistoryRow>& history = record_.result.history;
        const std::size_t first = history.size() - increments.size();
        for (std::size_t i = 0; i < increments.size(); ++i) {
            external_work_ += increments[i];
            history[first + i].external_work_Nmm = external_work_;
        }
    }

    const Scenario& scenario_;
    const RunOptions& options_;
    RunRecord& record_;
    std::unique_ptr<SpineModel> model_;
    std::unique_ptr<Newton> newton_;
    TopRotation rotation_ = TopRotation::free;
    State state_;
    double external_work_ = 0.0;
};

}  // namespace

Result run_scenario(const Scenario& scenario, const RunOptions& options) {
    if (scenario.steps.empty() && scenario.tasks.empty()) {
        throw UserError("the scenario has nothing to solve: add a [[step]] or a [[task]] table");
    }
    const auto begin = std::chrono::steady_clock::now();
    omp_set_num_threads(options.threads > 0 ? options.threads : omp_get_num_procs());
    RunRecord record;
    record.result.title = scenario.title;
    record.result.threads = omp_get_max_threads();
    if (scenario.tasks.empty()) {
        StepRunner(scenario, options, record).run();
    } else {
        run_tasks(scenario, options, record);
    }
    for (std::string& text : range_warning_texts(record.result)) record.result.warnings.push_back(std::move(text));
    record.result.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return std::move(record.result);
}

}  // namespace spondyl
