// SPDX-License-Identifier: Apache-2.0
// How pictures, surfaces and cuts see each element, by local numbers of its nodes. Apart from the elements themselves,
// which every term includes.
#pragma once

#include <span>

#include "core/elements/table.hpp"

namespace spondyl {

using LocalTriangle = std::array<int, 3>;
using LocalTetrahedron = std::array<int, 4>;  // (b - a) x (c - a) . (d - a) > 0

// A face of a solid: a cell of a face element, its normal outward.
struct LocalFace {
    CellType type{};
    std::size_t count = 0;
    std::array<int, 8> all{};

    [[nodiscard]] constexpr std::span<const int> nodes() const { return std::span(all).first(count); }
};

template <FaceElement Face, class... Node>
constexpr LocalFace local_face(Node... node) {
    static_assert(sizeof...(node) == Face::nodes);
    return {.type = Face::type, .count = sizeof...(node), .all = {node...}};
}

// Of a solid its faces, and linear tetrahedra between its nodes that fill it; of a face flat triangles between its
// nodes that cover it, counter-clockwise as the face itself. Every node is a corner of one of them.
template <ReferenceElement E>
struct Topology;

template <>
struct Topology<Hex8> {
    static constexpr std::array faces = {local_face<Quad4>(0, 3, 2, 1), local_face<Quad4>(4, 5, 6, 7),
                                         local_face<Quad4>(0, 1, 5, 4), local_face<Quad4>(1, 2, 6, 5),
                                         local_face<Quad4>(2, 3, 7, 6), local_face<Quad4>(3, 0, 4, 7)};
    // Around the diagonal 0-6.
    static constexpr std::array<LocalTetrahedron, 6> tetrahedra = {
        {{0, 1, 2, 6}, {0, 2, 3, 6}, {0, 3, 7, 6}, {0, 7, 4, 6}, {0, 4, 5, 6}, {0, 5, 1, 6}}};
};

template <>
struct Topology<Hex20> {
    static constexpr std::array faces = {
        local_face<Quad8>(0, 3, 2, 1, 11, 10, 9, 8),   local_face<Quad8>(4, 5, 6, 7, 12, 13, 14, 15),
        local_face<Quad8>(0, 1, 5, 4, 8, 17, 12, 16),  local_face<Quad8>(1, 2, 6, 5, 9, 18, 13, 17),
        local_face<Quad8>(2, 3, 7, 6, 10, 19, 14, 18), local_face<Quad8>(3, 0, 4, 7, 11, 16, 15, 19)};
    // One at each corner; what is left has the middles of the edges as its corners and is filled from the first of
    // them.
    static constexpr std::array<LocalTetrahedron, 22> tetrahedra = {
        {{0, 8, 11, 16},  {1, 9, 8, 17},   {2, 10, 9, 18},  {3, 11, 10, 19}, {4, 15, 12, 16}, {5, 12, 13, 17},
         {6, 13, 14, 18}, {7, 14, 15, 19}, {8, 9, 10, 18},  {8, 10, 11, 19}, {8, 12, 15, 16}, {8, 13, 12, 17},
         {8, 14, 13, 18}, {8, 15, 14, 19}, {8, 12, 13, 14}, {8, 12, 14, 15}, {8, 9, 18, 13},  {8, 9, 13, 17},
         {8, 10, 19, 14}, {8, 10, 14, 18}, {8, 11, 16, 15}, {8, 11, 15, 19}}};
};

template <>
struct Topology<Tet4> {
    static constexpr std::array faces = {local_face<Tri3>(0, 2, 1), local_face<Tri3>(0, 1, 3),
                                         local_face<Tri3>(1, 2, 3), local_face<Tri3>(2, 0, 3)};
    static constexpr std::array<LocalTetrahedron, 1> tetrahedra = {{{0, 1, 2, 3}}};
};

template <>
struct Topology<Tet10> {
    static constexpr std::array faces = {local_face<Tri6>(0, 2, 1, 6, 5, 4), local_face<Tri6>(0, 1, 3, 4, 8, 7),
                                         local_face<Tri6>(1, 2, 3, 5, 9, 8), local_face<Tri6>(2, 0, 3, 6, 7, 9)};
    // Four at the corners, four around the diagonal 4-9 of the octahedron between them.
    static constexpr std::array<LocalTetrahedron, 8> tetrahedra = {{{0, 4, 6, 7},
                                                                    {4, 1, 5, 8},
                                                                    {6, 5, 2, 9},
                                                                    {7, 8, 9, 3},
                                                                    {4, 5, 6, 9},
                                                                    {4, 6, 7, 9},
                                                                    {4, 7, 8, 9},
                                                                    {4, 8, 5, 9}}};
};

template <>
struct Topology<Wedge6> {
    static constexpr std::array faces = {local_face<Tri3>(0, 2, 1), local_face<Tri3>(3, 4, 5),
                                         local_face<Quad4>(0, 1, 4, 3), local_face<Quad4>(1, 2, 5, 4),
                                         local_face<Quad4>(2, 0, 3, 5)};
    static constexpr std::array<LocalTetrahedron, 3> tetrahedra = {{{0, 1, 2, 5}, {0, 1, 5, 4}, {0, 4, 5, 3}}};
};

template <>
struct Topology<Tri3> {
    static constexpr std::array<LocalTriangle, 1> triangles = {{{0, 1, 2}}};
};

template <>
struct Topology<Tri6> {
    static constexpr std::array<LocalTriangle, 4> triangles = {{{0, 3, 5}, {3, 1, 4}, {5, 4, 2}, {3, 4, 5}}};
};

template <>
struct Topology<Quad4> {
    static constexpr std::array<LocalTriangle, 2> triangles = {{{0, 1, 2}, {0, 2, 3}}};
};

template <>
struct Topology<Quad8> {
    static constexpr std::array<LocalTriangle, 6> triangles = {
        {{0, 4, 7}, {4, 1, 5}, {5, 2, 6}, {6, 3, 7}, {4, 5, 6}, {4, 6, 7}}};
};

struct CellTopology {
    std::span<const LocalFace> faces;  // empty where the element has none
    std::span<const LocalTetrahedron> tetrahedra;
    std::span<const LocalTriangle> triangles;
};

// Of a type that find_cell_kind knows; all empty for another.
constexpr CellTopology cell_topology(CellType type) {
    CellTopology found;
    const auto look = [&]<ReferenceElement E>(E*) {
        if (E::type != type) return;
        if constexpr (SolidElement<E>) {
            found = {.faces = Topology<E>::faces, .tetrahedra = Topology<E>::tetrahedra, .triangles = {}};
        } else {
            found = {.faces = {}, .tetrahedra = {}, .triangles = Topology<E>::triangles};
        }
    };
    const auto among = [&]<class... E>(std::tuple<E...>*) { (look(static_cast<E*>(nullptr)), ...); };
    among(static_cast<SolidElements*>(nullptr));
    among(static_cast<FaceElements*>(nullptr));
    return found;
}

}  // namespace spondyl
