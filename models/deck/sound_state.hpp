// SPDX-License-Identifier: Apache-2.0
// Whether an equilibrium of a deck is a state of a body.
#pragma once

#include <string>

#include "models/deck/deck_step_system.hpp"

namespace spondyl {

// What is wrong with a state in which Newton's method found equilibrium: an element that is crushed, or numbers beyond
// what a result may hold (core/result/bounds.hpp). Empty: nothing.
std::string problem_of_state(const DeckModel& model, const DeckStepSystem& step, const State& state,
                             const Reactions& reactions);

}  // namespace spondyl
