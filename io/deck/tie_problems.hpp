// SPDX-License-Identifier: Apache-2.0
// What all readers say of a tie.
#pragma once

#include "io/deck/deck_problems.hpp"

namespace spondyl {

// An error if none of its nodes finds the other surface; what is not supported if, without a tolerance of the deck's
// own, some do not. With `adjust` the others are moved onto that surface.
void check_tie(Deck& deck, const DeckTie& tie, bool adjust, DeckProblems& problems);

}  // namespace spondyl
