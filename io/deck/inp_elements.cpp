// SPDX-License-Identifier: Apache-2.0
#include "io/deck/inp_elements.hpp"

#include <algorithm>

namespace spondyl {

namespace {

constexpr std::array<InpFace, 4> tet4_faces = {{{{0, 2, 1}, 3}, {{0, 1, 3}, 3}, {{1, 2, 3}, 3}, {{2, 0, 3}, 3}}};
constexpr std::array<InpFace, 4> tet10_faces = {
    {{{0, 2, 1, 6, 5, 4}, 6}, {{0, 1, 3, 4, 8, 7}, 6}, {{1, 2, 3, 5, 9, 8}, 6}, {{2, 0, 3, 6, 7, 9}, 6}}};
constexpr std::array<InpFace, 5> wedge6_faces = {
    {{{0, 2, 1}, 3}, {{3, 4, 5}, 3}, {{0, 1, 4, 3}, 4}, {{1, 2, 5, 4}, 4}, {{2, 0, 3, 5}, 4}}};
constexpr std::array<InpFace, 6> hex8_faces = {
    {{{0, 3, 2, 1}, 4}, {{4, 5, 6, 7}, 4}, {{0, 1, 5, 4}, 4}, {{1, 2, 6, 5}, 4}, {{2, 3, 7, 6}, 4}, {{3, 0, 4, 7}, 4}}};
constexpr std::array<InpFace, 6> hex20_faces = {{{{0, 3, 2, 1, 11, 10, 9, 8}, 8},
                                                 {{4, 5, 6, 7, 12, 13, 14, 15}, 8},
                                                 {{0, 1, 5, 4, 8, 17, 12, 16}, 8},
                                                 {{1, 2, 6, 5, 9, 18, 13, 17}, 8},
                                                 {{2, 3, 7, 6, 10, 19, 14, 18}, 8},
                                                 {{3, 0, 4, 7, 11, 16, 15, 19}, 8}}};

constexpr std::array element_types = {
    InpElementType{"C3D4", Tet4::type, Tet4::nodes, tet4_faces},
    InpElementType{"C3D4H", Tet4::type, Tet4::nodes, tet4_faces},
    InpElementType{"C3D6", Wedge6::type, Wedge6::nodes, wedge6_faces},
    InpElementType{"C3D6H", Wedge6::type, Wedge6::nodes, wedge6_faces},
    InpElementType{"C3D8", Hex8::type, Hex8::nodes, hex8_faces},
    InpElementType{"C3D8H", Hex8::type, Hex8::nodes, hex8_faces},
    InpElementType{"C3D8R", Hex8::type, Hex8::nodes, hex8_faces},
    InpElementType{"C3D8RH", Hex8::type, Hex8::nodes, hex8_faces},
    InpElementType{"C3D8I", Hex8::type, Hex8::nodes, hex8_faces},
    InpElementType{"C3D8IH", Hex8::type, Hex8::nodes, hex8_faces},
    InpElementType{"C3D10", Tet10::type, Tet10::nodes, tet10_faces},
    InpElementType{"C3D10H", Tet10::type, Tet10::nodes, tet10_faces},
    InpElementType{"C3D10M", Tet10::type, Tet10::nodes, tet10_faces},
    InpElementType{"C3D10MH", Tet10::type, Tet10::nodes, tet10_faces},
    InpElementType{"C3D10HS", Tet10::type, Tet10::nodes, tet10_faces},
    InpElementType{"C3D20", Hex20::type, Hex20::nodes, hex20_faces},
    InpElementType{"C3D20H", Hex20::type, Hex20::nodes, hex20_faces},
    InpElementType{"C3D20R", Hex20::type, Hex20::nodes, hex20_faces},
    InpElementType{"C3D20RH", Hex20::type, Hex20::nodes, hex20_faces},
    InpElementType{"SPRINGA", no_cell, 2, {}},
    InpElementType{"SPRING1", no_cell, 1, {}},
    InpElementType{"SPRING2", no_cell, 2, {}},
    InpElementType{"CONN3D2", no_cell, 2, {}},
};

using Quad8Places = std::array<int, 8>;

// The three ways to see a hexahedron as a quadrilateral (counter-clockwise seen from the other one) under another, and
// each upside down.
constexpr std::array<Quad8Places, 6> stackings = {{{0, 1, 2, 3, 4, 5, 6, 7},
                                                   {4, 7, 6, 5, 0, 3, 2, 1},
                                                   {0, 3, 7, 4, 1, 2, 6, 5},
                                                   {1, 5, 6, 2, 0, 4, 7, 3},
                                                   {0, 4, 5, 1, 3, 7, 6, 2},
                                                   {3, 2, 6, 7, 0, 1, 5, 4}}};

std::vector<int> without_neighbours_that_repeat(std::span<const int> ring) {
    std::vector<int> kept;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (ring[i] != ring[(i + 1) % ring.size()]) kept.push_back(ring[i]);
    }
    return kept;
}

bool all_different(std::span<const int> nodes) {
    std::vector<int> sorted(nodes.begin(), nodes.end());
    std::ranges::sort(sorted);
    return std::ranges::adjacent_find(sorted) == sorted.end();
}

std::optional<InpCell> degenerate_hexahedron(std::span<const int> nodes) {
    for (const Quad8Places& places : stackings) {
        std::array<int, 4> low{};
        std::array<int, 4> high{};
        for (std::size_t i = 0; i < 4; ++i) {
            low[i] = nodes[static_cast<std::size_t>(places[i])];
            high[i] = nodes[static_cast<std::size_t>(places[i + 4])];
        }
        const std::vector<int> triangle = without_neighbours_that_repeat(low);
        if (triangle.size() != 3 || !all_different(triangle)) continue;
        if (std::ranges::count(high, high[0]) == 4 && std::ranges::find(triangle, high[0]) == triangle.end())
            return InpCell{Tet4::type, {triangle[0], triangle[1], triangle[2], high[0]}};
        for (std::size_t i = 0; i < 4; ++i) {
            if (low[i] != low[(i + 1) % 4] || high[i] != high[(i + 1) % 4]) continue;
            InpCell wedge{Wedge6::type, {}};
            for (const auto& quad : {low, high}) {
                for (std::size_t k = 1; k < 4; ++k) wedge.nodes.push_back(quad[(i + k) % 4]);
            }
            if (all_different(wedge.nodes)) return wedge;
        }
    }
    return std::nullopt;
}

}  // namespace

const InpElementType* find_inp_element(std::string_view name) {
    const auto* found = std::ranges::find(element_types, name, &InpElementType::name);
    return found == element_types.end() ? nullptr : found;
}

std::optional<InpCell> cell_of_nodes(CellType type, std::span<const int> nodes) {
    if (all_different(nodes)) return InpCell{type, {nodes.begin(), nodes.end()}};
    if (type == Hex8::type) return degenerate_hexahedron(nodes);
    return std::nullopt;
}

void add_to_block(const InpCell& cell, int element, Mesh& mesh, std::vector<std::vector<int>>& of_block) {
    const auto block = std::ranges::find(mesh.blocks, cell.type, &CellBlock::type);
    const auto number = static_cast<std::size_t>(block - mesh.blocks.begin());
    if (block == mesh.blocks.end()) {
        mesh.blocks.push_back({.type = cell.type, .connectivity = {}});
        of_block.emplace_back();
    }
    mesh.blocks[number].add(cell.nodes);
    of_block[number].push_back(element);
}

std::optional<InpCell> face_of_inp_element(const InpElementType& type, std::span<const int> nodes, int number) {
    if (number < 1 || number > static_cast<int>(type.faces.size())) return std::nullopt;
    const InpFace& face = type.faces[static_cast<std::size_t>(number - 1)];
    std::vector<int> of_face;
    of_face.reserve(static_cast<std::size_t>(face.count));
    for (int i = 0; i < face.count; ++i) {
        of_face.push_back(nodes[static_cast<std::size_t>(face.nodes[static_cast<std::size_t>(i)])]);
    }
    switch (face.count) {
        case 3:
            return InpCell{Tri3::type, of_face};
        case 6:
            return InpCell{Tri6::type, of_face};
        case 8:
            return InpCell{Quad8::type, of_face};
        default:
            break;
    }
    const std::vector<int> kept = without_neighbours_that_repeat(of_face);
    if (kept.size() == 4) return InpCell{Quad4::type, kept};
    if (kept.size() == 3 && all_different(kept)) return InpCell{Tri3::type, kept};
    return std::nullopt;
}

}  // namespace spondyl
