// SPDX-License-Identifier: Apache-2.0
// What a run of a deck needs, besides the deck, to go on from a state that it has kept with the numbers of a run that
// was not ended.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/system/state.hpp"
#include "models/deck/deck.hpp"

namespace spondyl {

struct DeckRestart {
    // Reaction of a support at the beginning of the step, reduced gradually to zero over the step.
    struct Reaction {
        int node = 0;
        int component = 0;  // 0..2 force, 3..5 moment
        double value = 0.0;
    };

    int outputs = 1;  // states kept of each step: where increments end depends on them
    int steps = 0;    // finished
    int stops = 0;    // kept states of the step after these
    // Rows that belong to it; a run may have come further before it was ended.
    int states = 0;
    int history = 0;
    std::array<int, 5> table_rows{};   // of the tables in the order of deck_table_names
    double external_work = 0.0;        // N mm, so far
    double increment = 0.0;            // to be tried next, fraction of the step; 0: the step's own
    std::optional<State> begin;        // where the step began; none in the first
    std::vector<Reaction> reactions;   // there
    std::optional<State> state;        // state inside the step; none at its beginning
    std::optional<State> factored_at;  // see Newton::factored_at
};

// Restart data come from a file. UserError if they do not fit the deck or are not finite. Whether states inside the
// step fit its system is looked at when that is built.
void check_deck_restart(const DeckRestart& restart, const Deck& deck);

}  // namespace spondyl
