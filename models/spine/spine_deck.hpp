// SPDX-License-Identifier: Apache-2.0
// A stretch of spine as a deck: discs (and deformable bone) as elements, rigid vertebrae, supports and the loads of the
// scenario's steps, for programs of finite elements.
//
// A deck knows no contact, cables, springs, membranes, muscles or swelling. What of these the scenario has is left out
// or replaced, and named.
#pragma once

#include <string>
#include <vector>

#include "models/anatomy/spine_anatomy.hpp"
#include "models/deck/deck.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

struct SpineDeck {
    Deck deck;
    std::vector<std::string> left_out;  // a sentence each
};

// Cells: those of the spine's mesh (spine_cell.hpp) or their quadratic form (core/mesh/convert.hpp). The sets of cells
// are tissues of a level ("annulus_L4-L5"), those of nodes vertebrae ("L4": what rides on its body); the bodies are the
// vertebrae, cranial to caudal. Each step of the scenario is a step of 1 s; a whole-body task is one step without
// loads. UserError as build_spine_mesh and load_tissue_set.
SpineDeck deck_of_spine(const SpineAnatomy& anatomy, const Scenario& scenario, CellType cells);

}  // namespace spondyl
