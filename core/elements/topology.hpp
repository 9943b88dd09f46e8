// SPDX-License-Identifier: Apache-2.0
// Faces, triangles and tetrahedra of a cell of any type, in local node numbers, for pictures, surfaces and sections
// (core/elements/reference_element.hpp).
#pragma once

#include <span>

#include "core/elements/table.hpp"

namespace spondyl {

struct CellTopology {
    std::span<const LocalFace> faces;  // empty where the element has none
    std::span<const LocalTetrahedron> tetrahedra;
    std::span<const LocalTriangle> triangles;
};

// All members are empty for a type that find_cell_kind does not find.
constexpr CellTopology cell_topology(CellType type) {
    CellTopology found;
    const auto look = [&]<ReferenceElement E>(E*) {
        if (E::type != type) return;
        if constexpr (SolidElement<E>) {
            found = {.faces = E::faces, .tetrahedra = E::tetrahedra, .triangles = {}};
        } else {
            found = {.faces = {}, .tetrahedra = {}, .triangles = E::triangles};
        }
    };
    const auto among = [&]<class... E>(std::tuple<E...>*) { (look(static_cast<E*>(nullptr)), ...); };
    among(static_cast<SolidElements*>(nullptr));
    among(static_cast<FaceElements*>(nullptr));
    return found;
}

}  // namespace spondyl
