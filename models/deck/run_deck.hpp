// SPDX-License-Identifier: Apache-2.0
// Runs a deck: its steps one after the other, with what each state and each increment gave as a FieldResult.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "core/result/field_result.hpp"
#include "models/deck/deck.hpp"
#include "models/deck/deck_restart.hpp"
#include "solvers/progress.hpp"

namespace spondyl {

struct DeckRunOptions {
    int threads = 0;                   // 0: as many as OpenMP offers. Results do not depend on it.
    int outputs = 1;                   // states kept of each step, besides those where an amplitude has a corner
    double relative_tolerance = 1e-6;  // of Newton's residual
    std::function<void(const Progress&)> progress = {};
    std::function<bool()> stop_requested = {};  // asked in every iteration; true: the run ends as if it had failed
    // The mesh is there, nothing is solved yet; how many states the complete result will have.
    std::function<void(const FieldResult& described, std::size_t states)> described = {};
    // After every state that is kept: all there is so far, with complete = false, and what it takes to go on from
    // there.
    std::function<void(FieldResult& so_far, const DeckRestart& restart)> keep = {};
    // Go on from there, with the numbers of a run that was not ended. UserError if it does not fit the deck.
    const FieldResult* begun = nullptr;
    const DeckRestart* restart = nullptr;
};

// States "start" (nothing is loaded) and then those of every step. Per cell: stress_MPa, strain (Green-Lagrange),
// von_mises_MPa, pressure_MPa (positive in compression), material, and of Holzapfel's law stretch and stress of each
// fibre family; per node: reaction_N. Tables: `materials`, `reference_nodes` (displacement, rotation, force and moment
// of every reference node after every increment), `reactions` (sum over each named set of nodes that holds supports),
// `cell_sets` (means over named sets of cells) and `springs` (elongation and force of every spring, in every state).
// Features of the deck that are not modelled are listed in `warnings`. A failed solve has complete = false, a report in
// `failure` and all states reached before. UserError for what the model of a deck refuses (DeckModel, DeckStepSystem).
FieldResult run_deck(const Deck& deck, const DeckRunOptions& options = {});

}  // namespace spondyl
