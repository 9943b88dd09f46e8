// SPDX-License-Identifier: Apache-2.0
// Solves one step of a deck, starting from the present state of the run.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "models/deck/deck_output.hpp"
#include "models/deck/run_deck.hpp"
#include "solvers/load_stepper.hpp"

namespace spondyl {

// Thrown when the caller has requested the end of the run.
struct DeckRunEnded {};

// Present state of a run of a deck.
struct DeckRunPosition {
    std::optional<State> begin;            // at the beginning of the step; none in the first one
    Reactions began_with;                  // there
    Reactions reactions;                   // now
    double external_work = 0.0;            // N mm, so far
    const DeckRestart* resumed = nullptr;  // until the run has reached that point
};

class DeckStepRun {
  public:
    using Offer = std::function<void(const DeckRestart&)>;

    // Keeps references to all of them. UserError for supports and loads that cannot be.
    DeckStepRun(const DeckModel& model, const DeckRunOptions& options, const StepLoads& loads, std::size_t index,
                DeckOutput& output, DeckRunPosition& position);
    DeckStepRun(const DeckStepRun&) = delete;
    DeckStepRun& operator=(const DeckStepRun&) = delete;
    ~DeckStepRun() = default;

    // Solves to the end of the step; `offer` receives a restart for every state that is kept. Returns the reason why
    // the end was not reached, empty if it was.
    std::string follow(const Offer& offer);

  private:
    // Restart data at the beginning of a step.
    [[nodiscard]] DeckRestart restart_at(std::size_t steps) const;
    // Continues from the state at which an earlier run was stopped. Returns the number of the next state to be kept.
    std::size_t resume();
    // Solves to a time since the beginning of the step. Returns the reason of a failure, or an empty text.
    std::string reach(double until);
    void accept(const IncrementRecord& record, const State& reached, double until);
    void report(double in_step, int iteration, double residual) const;
    // Ends the history with the increment that failed, and describes the failure.
    std::string fail(const std::string& why, double until, const NewtonReport& last);
    // Makes `state` the last equilibrium.
    void stand_at(const State& state);

    const DeckModel& model_;
    const Deck& deck_;
    const DeckStep& of_deck_;
    const DeckRunOptions& options_;
    const StepLoads& loads_;
    std::size_t index_;
    DeckOutput& output_;
    DeckRunPosition& position_;
    DeckStepSystem step_;
    std::vector<double> stops_;  // s since the step began: when states are kept
    Newton newton_;
    Assembly work_;             // at the last equilibrium
    State state_;               // being solved for
    State equilibrium_;         // the last one
    double energy_ = 0.0;       // there, N mm
    Eigen::VectorXd residual_;  // there
    double done_ = 0.0;         // s since the step began: the last of the stops, or 0
    double kept_ = 0.0;         // of the way to the next stop: the last equilibrium
    double increment_ = 0.0;    // to be tried next, of the step
};

}  // namespace spondyl
