// SPDX-License-Identifier: Apache-2.0
// What other programs call the elements, and where they put their nodes. Files of VTK need no names: its numbers and
// order of nodes are those of Spondyl.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/elements/reference_element.hpp"

namespace spondyl {

struct ElementNames {
    CellType type{};
    std::string_view febio;
    int gmsh = 0;
    // For each node in our order its place in Gmsh's. FEBio and Abaqus have our order.
    std::array<int, 20> gmsh_place{};
    // Abaqus and CalculiX, solids only: what is written for each, and all that are read as this element.
    std::string_view calculix;
    std::string_view abaqus;
    std::array<std::string_view, 6> inp{};  // empty behind the last
};

// A row for each element of core/elements/table.hpp.
std::span<const ElementNames> element_names();

// InternalError for a type that has no row.
const ElementNames& names_of_element(CellType type);

}  // namespace spondyl
