// SPDX-License-Identifier: Apache-2.0
// Boxes of any solid element, and names of elements for typed tests.
#pragma once

#include <gtest/gtest.h>

#include <functional>

#include "core/mesh/convert.hpp"
#include "tests/core/support/box_mesh.hpp"

namespace spondyl::testing {

template <SolidElement E>
struct ElementBox {
    // `cells` hexahedra, their inner corners moved by up to `distortion` of their size, converted to E.
    ElementBox(std::array<int, 3> cells, const Vec3& size, double distortion = 0.0) : box(box_mesh(cells, size)) {
        distort_inside(box, distortion, 17);
        CellBlock end{.type = Quad4::type, .connectivity = {}};
        for (int k = 0; k < cells[2]; ++k) {
            for (int j = 0; j < cells[1]; ++j) {
                end.add(Quad{box.node(cells[0], j, k), box.node(cells[0], j + 1, k), box.node(cells[0], j + 1, k + 1),
                             box.node(cells[0], j, k + 1)});
            }
        }
        box.mesh.face_sets["right"] = {end};  // x = size.x()
        box.mesh = convert_cells(box.mesh, E::type);
    }

    // Moves every node; to be called before anything is built on the mesh.
    void map(const std::function<Vec3(const Vec3&)>& to) {
        for (Vec3& x : box.mesh.nodes) x = to(x);
    }
    [[nodiscard]] std::vector<Cell<E>> cells() const { return cells_of<E>(box.mesh.blocks); }
    [[nodiscard]] std::vector<Vec3>& nodes() { return box.mesh.nodes; }
    BoxMesh box;
};

struct ElementName {
    template <class E>
    static std::string GetName(int /*index*/) {
        return std::string(E::name);
    }
};

using SolidTypes = ::testing::Types<Hex8, Hex20, Tet4, Tet10, Wedge6>;

}  // namespace spondyl::testing
