// SPDX-License-Identifier: Apache-2.0
// The mesh of another kind of cell from one of hexahedra: to compare elements on the same body.
#pragma once

#include "core/mesh/mesh.hpp"

namespace spondyl {

// From a mesh of hex8 cells one of `type`: hex8 (the mesh itself), wedge6 (two of each hexahedron, the cut across its
// bottom and top: conforming where hexahedra are stacked on each other), tet4 (six of each), hex20 or tet10 (with nodes
// in the middle of the edges). Cells, faces and nodes made from those of a set belong to it, the middle of an edge if
// both ends do; wedges, whose faces are of two kinds, get no sets of faces. InternalError for another cell in the mesh,
// or a face as `type`.
Mesh convert_hexahedra(const Mesh& mesh, CellType type);

}  // namespace spondyl
