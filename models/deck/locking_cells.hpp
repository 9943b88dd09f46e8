// SPDX-License-Identifier: Apache-2.0
// Cells of a deck that are too stiff for their nearly incompressible material (docs/adr/0050).
#pragma once

#include <string>
#include <vector>

#include "models/deck/deck_model.hpp"

namespace spondyl {

struct LockingCells {
    std::string material;
    CellType cells{};
    Incompressible incompressible{};
    double volume_share = 0.0;     // of the cells of this material
    double bulk_over_shear = 0.0;  // of the material at small strain, without its fibres
};

// Cells that lock in any share, and those that are merely stiff where they make up most of a material.
std::vector<LockingCells> locking_cells(const DeckModel& model);

// One sentence about what to expect and what to do.
std::string locking_text(const LockingCells& cells);

}  // namespace spondyl
