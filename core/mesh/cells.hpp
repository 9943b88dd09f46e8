// SPDX-License-Identifier: Apache-2.0
// Cells of a mesh counted through all its blocks, and their faces.
#pragma once

#include <numeric>

#include "core/mesh/mesh.hpp"

namespace spondyl {

inline std::size_t cell_count(const Mesh& mesh) {
    return std::accumulate(mesh.blocks.begin(), mesh.blocks.end(), std::size_t{0},
                           [](std::size_t sum, const CellBlock& block) { return sum + block.size(); });
}

// Calls visit(cell, kind, nodes) for every cell: its number, its CellKind and its nodes as a span of int.
template <class Visit>
void for_each_cell(const Mesh& mesh, Visit visit) {
    std::size_t cell = 0;
    for (const CellBlock& block : mesh.blocks) {
        const CellKind& kind = *find_cell_kind(block.type);
        const auto nodes = static_cast<std::size_t>(kind.nodes);
        for (std::size_t first = 0; first < block.connectivity.size(); first += nodes)
            visit(cell++, kind, std::span(block.connectivity).subspan(first, nodes));
    }
}

// Reference volume of every cell in mm^3, of faces their area in mm^2.
std::vector<double> cell_volumes(const Mesh& mesh);

// Faces of these cells of the block that belong to only one of them, normals outward, in the order of the cells; one
// block for each type of face.
std::vector<CellBlock> boundary_faces(const CellBlock& cells, std::span<const int> chosen);

}  // namespace spondyl
