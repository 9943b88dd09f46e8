// SPDX-License-Identifier: Apache-2.0
// What a run writes down on its way: mesh, states, history, provenance. Shared by runs of load steps and of tasks.
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

    // RunStopped if somebody wants the run to end.
    void look_for_stop() const;
    // Hands out all there is so far. What the model, not the runner, knows of the restart is filled in.
    void keep_checkpoint(Restart restart);
    // What an earlier run of the same model had at its restart: states, history, warnings. UserError if it does not
    // fit.
    void take_over(const SpineModel& model, const Result& earlier);
    [[nodiscard]] double seconds() const;  // of work, that of earlier runs included

    void describe_mesh(const SpineModel& model);
    void describe_provenance(const SpineModel& model, const NewtonOptions& options);
    // Motions and bulges count from here.
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

// Brings the unloaded spine to rest: ligament pre-tension and swelling nuclei come to equilibrium and motions count
// from there; without them the geometry as built is that equilibrium. Nuclei swell until they have their resting
// pressure. What injuries take from them is lost after that, so that it shows. Keeps the state "rest"; on failure the
// result says so and false is returned. store: where a spine that an earlier run has settled is taken from, if there is
// one and it holds, with the same bits in all that follows; null: none.
bool settle(const SpineModel& model, Newton& newton, const Scenario& scenario, State& state, RunRecord& record,
            SettledStore* store);

NewtonOptions newton_options(const SolverOptions& solver);

}  // namespace spondyl
