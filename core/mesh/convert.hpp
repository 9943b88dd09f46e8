// SPDX-License-Identifier: Apache-2.0
// The mesh of another kind of cell from one of linear cells: to compare elements on the same body.
#pragma once

#include <optional>

#include "core/mesh/mesh.hpp"

namespace spondyl {

// The cells that have the corners of this type and a node in the middle of each of its edges; none if no element is so.
std::optional<CellType> quadratic_form(CellType linear);

// From a mesh of one block one of `type`: the mesh itself, its cells with nodes in the middle of their edges
// (quadratic_form), tetrahedra (cones over the faces of each cell; of four or ten nodes), or, from prisms over any
// polygon, those over triangles (the cut across bottom and top: conforming where prisms are stacked on each other).
// Cells, faces and nodes made from those of a set belong to it, the middle of an edge if both ends do; prisms over
// triangles, whose faces are of two kinds, get no sets of faces. InternalError where there is no such way.
Mesh convert_cells(const Mesh& mesh, CellType type);

}  // namespace spondyl
