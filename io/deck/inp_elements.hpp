// SPDX-License-Identifier: Apache-2.0
// Elements of Abaqus and CalculiX: which cell each becomes, and its faces by their numbers.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/mesh/mesh.hpp"

namespace spondyl {

// Faces as places in the list of nodes of the element; corners in an order whose normal points outward, then the
// middles of their edges. In the order of Abaqus: S1, S2, ...
struct InpFace {
    std::array<int, 8> nodes{};
    int count = 0;
};

// Springs and connectors lie between nodes and are no cells.
inline constexpr CellType no_cell{0};

struct InpElementType {
    std::string_view name;  // "C3D8", in capitals
    CellType cell{};        // or no_cell
    int nodes = 0;
    std::span<const InpFace> faces;
};

// Null for an element that is not known here.
const InpElementType* find_inp_element(std::string_view name);

struct InpCell {
    CellType type{};
    std::vector<int> nodes;
};

// The cell of an element with these nodes, of which some may be the same: a brick of eight with two edges drawn
// together is a wedge, with a face drawn to a point and another to a triangle a tetrahedron. Empty if nothing here is
// like it.
std::optional<InpCell> cell_of_nodes(CellType type, std::span<const int> nodes);

// Adds the cell of this element to the block of its type, and the element to the same block of `of_block`.
void add_to_block(const InpCell& cell, int element, Mesh& mesh, std::vector<std::vector<int>>& of_block);

// The face of an element with these nodes (number from 1); empty type if it is drawn to an edge or a point.
std::optional<InpCell> face_of_inp_element(const InpElementType& type, std::span<const int> nodes, int number);

}  // namespace spondyl
