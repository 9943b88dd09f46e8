// SPDX-License-Identifier: Apache-2.0
// Converts a mesh of linear cells into one of another cell type, to compare elements on the same body.
#pragma once

#include <optional>

#include "core/mesh/mesh.hpp"

namespace spondyl {

// The cell type with the corners of this one and a node at the middle of each edge; none if there is no such element.
std::optional<CellType> quadratic_form(CellType linear);

// Converts a mesh of one block into cells of `type`. The result is the mesh itself; its cells with mid-edge nodes
// (quadratic_form); tetrahedra of four or ten nodes (cones over the faces of each cell); or, from prisms over any
// polygon, prisms over triangles (bottom and top are divided alike: conforming where prisms are stacked). Cells, faces
// and nodes made from members of a set belong to it, a mid-edge node if both ends of its edge do; prisms over
// triangles, whose faces are of two types, get no face sets. InternalError if there is no such conversion.
Mesh convert_cells(const Mesh& mesh, CellType type);

}  // namespace spondyl
