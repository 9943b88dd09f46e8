// SPDX-License-Identifier: Apache-2.0
// Cells of a mesh counted through all its blocks.
#pragma once

#include <numeric>

#include "core/mesh/mesh.hpp"

namespace spondyl {

inline std::size_t cell_count(const Mesh& mesh) {
    return std::accumulate(mesh.blocks.begin(), mesh.blocks.end(), std::size_t{0},
                           [](std::size_t sum, const CellBlock& block) { return sum + block.size(); });
}

// Calls visit(cell, type, nodes) for every cell, `cell` counted through all blocks, nodes a span of int.
template <class Visit>
void for_each_cell(const Mesh& mesh, Visit visit) {
    std::size_t cell = 0;
    for (const CellBlock& block : mesh.blocks) {
        const std::size_t count = block.size();
        for (std::size_t c = 0; c < count; ++c) visit(cell++, block.type, block[c]);
    }
}

}  // namespace spondyl
