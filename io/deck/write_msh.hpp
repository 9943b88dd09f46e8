// SPDX-License-Identifier: Apache-2.0
// Writer of meshes in the format of Gmsh 4.1 (.msh, text).
#pragma once

#include "io/deck/deck_text.hpp"

namespace spondyl {

// The mesh of a deck: each set of elements is a physical volume, elements in none are in the volume "body". Directions
// and constants of Holzapfel's fibres are element data (fibre_1, fibre_2, k1_MPa, k2). Materials, supports, loads and
// sets of nodes are left out. `left_out`: what the deck itself leaves out; .msh has no comments, so it is not in the
// text.
DeckText write_msh(const Deck& deck, std::vector<std::string> left_out = {});

}  // namespace spondyl
