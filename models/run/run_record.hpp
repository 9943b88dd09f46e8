// SPDX-License-Identifier: Apache-2.0
// Output of a run while it proceeds: mesh, states, history, provenance. Shared by runs of load steps and of tasks.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "models/analysis/disc_motion.hpp"
#include "models/result/result.hpp"
#include "models/run/settled_store.hpp"
#include "models/spine/spine_model.hpp"
#include "solvers/load_stepper.hpp"

namespace spondyl {

class RunRecord {
  public:
    Result result;
    std::function<bool()> stop_requested;
    std::function<void(Result&)> keep;

    // Throws RunStopped if the run was requested to stop.
    void look_for_stop() const;
    // Passes on everything computed so far. Adds the restart data that the model, not the runner, knows.
    void keep_checkpoint(Restart restart);
    // Takes over states, history and warnings of an earlier run of the same model up to its restart. UserError if they
    // do not fit.
    void take_over(const SpineModel& model, const Result& earlier);
    [[nodiscard]] double seconds() const;  // of work, that of earlier runs included

    void describe_mesh(const SpineModel& model);
    void describe_provenance(const SpineModel& model, const NewtonOptions& options);
    // Motions and bulges are measured from this state.
    void set_reference(const SpineModel& model, const State& settled);
    [[nodiscard]] const MotionReference& reference() const { return reference_; }
    // Appends a state with all its measures and returns it.
    ResultState& keep_state(const SpineModel& model, const State& state, const std::string& step, double time);
    void keep_increment(double time, const NewtonReport& newton, double energy, double external_work);

  private:
    State settled_;
    MotionReference reference_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    double seconds_before_ = 0.0;
    std::vector<int> cells_;
};

// Brings the unloaded spine to rest: ligament pre-tension and swelling nuclei reach equilibrium, and motions are
// measured from there; without them the geometry as built is that equilibrium. Nuclei swell until they have their
// resting pressure. Volume lost by injuries is removed after that, so that its effect shows. Keeps the state "rest"; on
// failure the result says so and false is returned. store: source of spines settled by earlier runs, used if it has one
// that fits, with bit-identical consequences; null: none.
bool settle(const SpineModel& model, Newton& newton, const Scenario& scenario, State& state, RunRecord& record,
            SettledStore* store);

NewtonOptions newton_options(const SolverOptions& solver);

}  // namespace spondyl
