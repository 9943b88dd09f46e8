// SPDX-License-Identifier: Apache-2.0
// What springs, rigid links and ties of a deck become: members of terms of the core.
#pragma once

#include <string>
#include <vector>

#include "core/terms/springs.hpp"
#include "core/terms/ties.hpp"
#include "models/deck/deck.hpp"

namespace spondyl {

// Stiffness of a tie and of a rigid link over that of the solid at its nodes (longitudinal modulus times size of a
// face or cell): what they give way is this small a share of what the solid does next to them (docs/adr/0051).
inline constexpr double penalty_ratio = 1e4;

struct DeckConnections {
    std::vector<SpringLaw> laws;
    std::vector<Spring> springs;  // those of the deck, in its order
    std::vector<Tie> ties;
    std::vector<std::string> notes;  // what a user should know of the ties: a sentence each
};

// moduli: longitudinal modulus of every material of the deck, MPa. carried: whether a cell lies on a rigid body as a
// whole. UserError, with places in the deck, for what cannot be.
DeckConnections connect(const Deck& deck, const std::vector<double>& moduli, const std::vector<char>& carried);

}  // namespace spondyl
