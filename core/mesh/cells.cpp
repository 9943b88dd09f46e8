// SPDX-License-Identifier: Apache-2.0
#include "core/mesh/cells.hpp"

#include <Eigen/Geometry>

#include "core/elements/geometry.hpp"
#include "core/elements/topology.hpp"

namespace spondyl {
namespace {

template <ReferenceElement E>
double size_of(std::span<const int> cell, std::span<const Vec3> nodes) {
    const NodePositions<E> x = positions_of<E>(cell.first<E::nodes>(), nodes);
    if constexpr (E::dimension == 3) {
        return element_volume<E>(x);
    } else {
        double area = 0.0;
        for (const auto& point : E::quadrature()) {
            const auto j = jacobian<E>(x, local_gradient<E>(point.at));
            area += point.weight * j.col(0).cross(j.col(1)).norm();
        }
        return area;
    }
}

using Size = double (*)(std::span<const int>, std::span<const Vec3>);

template <class... E>
Size find_size(CellType type, std::tuple<E...>*) {
    Size size = nullptr;
    static_cast<void>(((E::type == type && (size = &size_of<E>, true)) || ...));
    return size;
}

}  // namespace

std::vector<double> cell_volumes(const Mesh& mesh) {
    constexpr auto elements = static_cast<decltype(std::tuple_cat(SolidElements{}, FaceElements{}))*>(nullptr);
    std::vector<double> volumes;
    volumes.reserve(cell_count(mesh));
    for (const CellBlock& block : mesh.blocks) {
        const Size size = find_size(block.type, elements);
        for (std::size_t c = 0; c < block.size(); ++c) volumes.push_back(size(block[c], mesh.nodes));
    }
    return volumes;
}

std::vector<CellBlock> boundary_faces(const CellBlock& cells, std::span<const int> chosen) {
    const std::span<const LocalFace> faces = cell_topology(cells.type).faces;
    std::map<std::vector<int>, int> owners;
    const auto nodes_of = [&](int cell, const LocalFace& face) {
        std::vector<int> nodes;
        for (const int place : face.nodes()) nodes.push_back(cells[static_cast<std::size_t>(cell)][place]);
        return nodes;
    };
    const auto key = [](std::vector<int> nodes) {
        std::ranges::sort(nodes);
        return nodes;
    };
    for (const int cell : chosen) {
        for (const LocalFace& face : faces) ++owners[key(nodes_of(cell, face))];
    }
    std::vector<CellBlock> boundary;
    for (const int cell : chosen) {
        for (const LocalFace& face : faces) {
            const std::vector<int> nodes = nodes_of(cell, face);
            if (owners[key(nodes)] > 1) continue;
            auto block = std::ranges::find(boundary, face.type, &CellBlock::type);
            if (block == boundary.end()) {
                boundary.push_back({.type = face.type, .connectivity = {}});
                block = boundary.end() - 1;
            }
            block->add(nodes);
        }
    }
    return boundary;
}

}  // namespace spondyl
