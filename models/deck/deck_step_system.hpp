// SPDX-License-Identifier: Apache-2.0
// One step of a deck as a system of terms, with its supports and loads.
#pragma once

#include <map>
#include <vector>

#include "core/system/system.hpp"
#include "models/deck/deck_loads.hpp"
#include "models/deck/deck_model.hpp"

namespace spondyl {

// The system of one step and the amplitudes of its loads.
class DeckStepSystem {
  public:
    // `before`: where the step begins, null for the first; reactions: of the supports that it releases. UserError for
    // supports and loads that cannot be.
    DeckStepSystem(const DeckModel& model, const StepLoads& loads, const State* before, const Reactions& reactions);

    [[nodiscard]] const System& system() const { return system_; }
    [[nodiscard]] const std::vector<const SolidBlockBase*>& blocks() const { return terms_; }
    // Of the springs of the deck, in its order.
    [[nodiscard]] std::vector<Springs::Sample> springs(const State& state) const;
    // At rest, or where the step before ended.
    [[nodiscard]] const State& start() const { return start_; }
    // Amplitudes of all loads at a time since the step began.
    [[nodiscard]] std::vector<double> amplitudes(double time) const;
    // Forces and moments that hold the supports, from the residual of a state.
    [[nodiscard]] Reactions reactions(const Eigen::VectorXd& residual) const;
    // Forces (0..2) and moments (3..5) that the deck applies to a node at a time.
    [[nodiscard]] double applied(NodeComponent where, double time) const;

  private:
    LoadId add(const LoadCurve& curve);
    void add_supports(const State* before);
    void require_something_free() const;
    void add_forces();
    void add_pressures();
    void release(const Reactions& reactions);

    const DeckModel& model_;
    const StepLoads& loads_;
    System system_;
    std::vector<const SolidBlockBase*> terms_;
    const Springs* springs_ = nullptr;
    std::vector<LoadCurve> curves_;  // by LoadId
    std::map<LoadCurve, LoadId> load_of_curve_;
    State start_;
};

}  // namespace spondyl
