// SPDX-License-Identifier: Apache-2.0
// Quality measures of an element. Each is 1 for the reference shape if that has right angles and equal sides.
#pragma once

#include <algorithm>
#include <limits>

#include "core/elements/geometry.hpp"

namespace spondyl {

// Smallest Jacobian determinant over the quadrature points, mm^3 per unit of volume of the reference shape.
template <SolidElement E>
double smallest_jacobian(const NodePositions<E>& x) {
    double smallest = std::numeric_limits<double>::max();
    for (const auto& point : E::quadrature())
        smallest = std::min(smallest, jacobian<E>(x, local_gradient<E>(point.at)).determinant());
    return smallest;
}

// Smallest triple product, over the nodes, of the directions of the local coordinates: <= 0 for an inverted corner.
template <SolidElement E>
double scaled_jacobian(const NodePositions<E>& x) {
    double smallest = std::numeric_limits<double>::max();
    for (const auto& node : E::node_positions)
        smallest = std::min(smallest, jacobian<E>(x, local_gradient<E>(node)).colwise().normalized().determinant());
    return smallest;
}

// Longest over shortest tangent vector of the local coordinates, at the element centre.
template <SolidElement E>
double aspect_ratio(const NodePositions<E>& x) {
    const Vec3 lengths = jacobian<E>(x, local_gradient<E>(E::centre)).colwise().norm();
    return lengths.maxCoeff() / lengths.minCoeff();
}

}  // namespace spondyl
