// SPDX-License-Identifier: Apache-2.0
#include "core/mesh/cells.hpp"

#include <Eigen/Geometry>

#include "core/elements/geometry.hpp"

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

}  // namespace spondyl
