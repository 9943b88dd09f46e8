// SPDX-License-Identifier: Apache-2.0
// Solves one step of a deck, from where the run stands.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "models/deck/deck_output.hpp"
#include "models/deck/run_deck.hpp"
#include "solvers/load_stepper.hpp"

namespace spondyl {

// Thrown where whoever runs the deck has asked for its end.
struct DeckRunEnded {};

// Where a run of a deck stands.
struct DeckRunPosition {
    std::optional<State> begin;            // where the step began; none in the first
    Reactions began_with;                  // there
    Reactions reactions;                   // now
    double external_work = 0.0;            // N mm, so far
    const DeckRestart* resumed = nullptr;  // until the run stands there
};

class DeckStepRun {
  public:
    using Offer = std::function<void(const DeckRestart&)>;

    // Keeps references to all of them. UserError for supports and loads that cannot be.
    DeckStepRun(const DeckModel& model, const DeckRunOptions& options, const StepLoads& loads, std::size_t index,
                DeckOutput& output, DeckRunPosition& position);
    DeckStepRun(const DeckStepRun&) = delete;
    DeckStepRun& operator=(const DeckStepRun&) = delete;

    // To the end of the step; `offer` gets a restart for every state that is kept. What keeps the run from that end;
    // empty: nothing.
    std::string follow(const Offer& offer);

  private:
    // Restart data at the beginning of a step.
    [[nodiscard]] DeckRestart restart_at(std::size_t steps) const;
    // Goes to where an earlier run was ended. The number of the next state to be kept.
    std::size_t resume();
    // To a time since the step began; what is wrong, or nothing.
    std::string reach(double until);
    void accept(const IncrementRecord& record, const State& reached, double until);
    void report(double in_step, int iteration, double residual) const;
    // The history ends with the increment that failed; the failure in words.
    std::string fail(const std::string& why, double until, const NewtonReport& last);
    // `state` is the last equilibrium from now on.
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
