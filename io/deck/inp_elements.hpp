// SPDX-License-Identifier: Apache-2.0
// Elements of Abaqus and CalculiX: which cell each becomes, and its faces by their numbers.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/elements/topology.hpp"
#include "core/mesh/mesh.hpp"

namespace spondyl {

// Springs and connectors lie between nodes and are no cells.
inline constexpr CellType no_cell{0};

struct InpElementType {
    std::string_view name;  // "C3D8", in capitals
    CellType cell{};        // or no_cell
    int nodes = 0;
    std::span<const LocalFace> faces;  // S1, S2, ...: Abaqus has them in the order of the element itself
};

// Null for an element that is not known here.
const InpElementType* find_inp_element(std::string_view name);

struct InpCell {
    CellType type{};
    std::vector<int> nodes;
};

// The cell of an element with these nodes, of which some may be the same: what a linear element becomes whose edges or
// faces are drawn together, such as the wedges and tetrahedra that decks describe as bricks. Empty if no element is
// like it.
std::optional<InpCell> cell_of_nodes(CellType type, std::span<const int> nodes);

// Adds the cell of this element to the block of its type, and the element to the same block of `of_block`.
void add_to_block(const InpCell& cell, int element, Mesh& mesh, std::vector<std::vector<int>>& of_block);

// The face of an element with these nodes (number from 1); empty type if it is drawn to an edge or a point.
std::optional<InpCell> face_of_inp_element(const InpElementType& type, std::span<const int> nodes, int number);

}  // namespace spondyl
