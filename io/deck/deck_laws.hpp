// SPDX-License-Identifier: Apache-2.0
// What the constants of a law of a deck must be, whichever format they come from.
#pragma once

#include <string>

#include "models/deck/deck.hpp"

namespace spondyl {

// MPa: a thousand times what diamond has.
inline constexpr double largest_modulus = 1e9;

// In words what is wrong with the constants; empty if they can be computed with.
std::string law_problem(const DeckLaw& law);
std::string law_problem(const DeckSpringLaw& law);

}  // namespace spondyl
