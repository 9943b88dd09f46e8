// SPDX-License-Identifier: Apache-2.0
// Nodes and cells in the reference configuration. No physics, no files.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/elements/table.hpp"

namespace spondyl {

using Vec3 = Eigen::Vector3d;
using Mat3 = Eigen::Matrix3d;

using Quad = std::array<int, 4>;  // counter-clockwise seen from outside
using Triangle = std::array<int, 3>;

// Cells of one kind.
struct CellBlock {
    CellType type{};
    std::vector<int> connectivity;  // nodes of the first cell, of the second, ...

    [[nodiscard]] std::size_t size() const { return connectivity.size() / nodes_per_cell(); }
    [[nodiscard]] std::span<const int> operator[](std::size_t cell) const {
        return std::span(connectivity).subspan(cell * nodes_per_cell(), nodes_per_cell());
    }
    void add(std::span<const int> cell) { connectivity.insert(connectivity.end(), cell.begin(), cell.end()); }
    bool operator==(const CellBlock&) const = default;

  private:
    [[nodiscard]] std::size_t nodes_per_cell() const { return static_cast<std::size_t>(find_cell_kind(type)->nodes); }
};

struct Mesh {
    std::vector<Vec3> nodes;  // mm
    std::vector<CellBlock> blocks;
    std::map<std::string, std::vector<int>> node_sets;
    std::map<std::string, std::vector<int>> cell_sets;        // cells counted through all blocks
    std::map<std::string, std::vector<CellBlock>> face_sets;  // faces by their nodes, normals outward
};

// The cells of all blocks of the element's kind, in the order of the mesh.
template <ReferenceElement E>
std::vector<Cell<E>> cells_of(std::span<const CellBlock> blocks) {
    std::vector<Cell<E>> cells;
    for (const CellBlock& block : blocks) {
        if (block.type != E::type) continue;
        for (std::size_t c = 0; c < block.size(); ++c) std::ranges::copy(block[c], cells.emplace_back().begin());
    }
    return cells;
}

// A closed or open triangulated surface with its own points (bone for pictures, facet patches).
struct Surface {
    std::vector<Vec3> points;  // mm
    std::vector<Triangle> triangles;
};

// Rigid placement x = origin + rotation * local.
struct Frame {
    Vec3 origin = Vec3::Zero();        // mm
    Mat3 rotation = Mat3::Identity();  // columns: local axes in global components

    [[nodiscard]] Vec3 to_global(const Vec3& local) const { return origin + rotation * local; }
    [[nodiscard]] Vec3 to_local(const Vec3& global) const { return rotation.transpose() * (global - origin); }
};

}  // namespace spondyl
