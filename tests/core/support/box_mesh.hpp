// SPDX-License-Identifier: Apache-2.0
// Boxes of hexahedra, straight or with randomly displaced inner nodes.
#pragma once

#include <array>
#include <random>
#include <vector>

#include "core/mesh/mesh.hpp"

namespace spondyl::testing {

using Hex = Cell<Hex8>;

struct BoxMesh {
    std::array<int, 3> cells{};
    Vec3 size = Vec3::Ones();
    Mesh mesh;

    [[nodiscard]] std::vector<Hex> hexes() const { return cells_of<Hex8>(mesh.blocks); }
    [[nodiscard]] int node(int i, int j, int k) const { return (k * (cells[1] + 1) + j) * (cells[0] + 1) + i; }
    // On one of the six faces of the undistorted box: inner nodes never come this close to a face.
    [[nodiscard]] bool on_boundary(int n) const {
        const Vec3& x = mesh.nodes[n];
        for (int c = 0; c < 3; ++c) {
            if (x[c] < 1e-9 * size[c] || x[c] > (1.0 - 1e-9) * size[c]) return true;
        }
        return false;
    }
};

inline BoxMesh box_mesh(std::array<int, 3> cells, const Vec3& size) {
    BoxMesh box{.cells = cells, .size = size, .mesh = {}};
    CellBlock block{.type = Hex8::type, .connectivity = {}};
    for (int k = 0; k <= cells[2]; ++k) {
        for (int j = 0; j <= cells[1]; ++j) {
            for (int i = 0; i <= cells[0]; ++i) {
                box.mesh.nodes.emplace_back(size.x() * i / cells[0], size.y() * j / cells[1], size.z() * k / cells[2]);
            }
        }
    }
    for (int k = 0; k < cells[2]; ++k) {
        for (int j = 0; j < cells[1]; ++j) {
            for (int i = 0; i < cells[0]; ++i) {
                block.add(Hex{box.node(i, j, k), box.node(i + 1, j, k), box.node(i + 1, j + 1, k),
                              box.node(i, j + 1, k), box.node(i, j, k + 1), box.node(i + 1, j, k + 1),
                              box.node(i + 1, j + 1, k + 1), box.node(i, j + 1, k + 1)});
            }
        }
    }
    box.mesh.blocks.push_back(std::move(block));
    return box;
}

// Moves every inner node by up to `amount` cell sizes in each direction.
inline void distort_inside(BoxMesh& box, double amount, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> shift(-amount, amount);
    for (int n = 0; n < static_cast<int>(box.mesh.nodes.size()); ++n) {
        if (box.on_boundary(n)) continue;
        for (int c = 0; c < 3; ++c) box.mesh.nodes[n][c] += shift(random) * box.size[c] / box.cells[c];
    }
}

// The six faces of a hexahedron, normals outward.
inline std::vector<Quad> faces(const Hex& h) {
    std::vector<Quad> all;
    for (const LocalFace& face : Hex8::faces) {
        const auto n = face.nodes();
        all.push_back({h[n[0]], h[n[1]], h[n[2]], h[n[3]]});
    }
    return all;
}

}  // namespace spondyl::testing
