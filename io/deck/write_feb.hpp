// SPDX-License-Identifier: Apache-2.0
// Writer of models in the format of FEBio 4 (.feb).
#pragma once

#include "io/deck/deck_text.hpp"

namespace spondyl {

// Nearly incompressible laws are FEBio's uncoupled ones with its three-field element and the same volume law as here
// (pressure_model Abaqus: K/2 (J - 1)^2); fibres are its Holzapfel-Gasser-Ogden material with the dispersion, their
// axes given for each element. `left_out`: what the deck itself leaves out, for the header.
DeckText write_feb(const Deck& deck, std::vector<std::string> left_out = {});

}  // namespace spondyl
