// SPDX-License-Identifier: Apache-2.0
// Writer of .inp decks, the counterpart of read_inp: what it writes reads back as the same deck, but for the names and
// the number of reference nodes (CalculiX has one more for the rotation of each rigid body).
#pragma once

#include "io/deck/deck_text.hpp"

namespace spondyl {

// CalculiX has fibres by its material ELASTIC_FIBER, without dispersion, and rotations of rigid bodies as displacements
// of a rotation node. Its bricks of eight nodes are written as C3D8I and those of twenty as C3D20R, which do not lock
// in nearly incompressible tissue. For Abaqus elements are hybrid.
enum class InpDialect { calculix, abaqus };

// `left_out`: what the deck itself leaves out, for the header. UserError for a material that the program does not have.
DeckText write_inp(const Deck& deck, InpDialect dialect, std::vector<std::string> left_out = {});

}  // namespace spondyl
