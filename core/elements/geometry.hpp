// SPDX-License-Identifier: Apache-2.0
// Elements in space: Jacobian, volume, and the functions on which the volume ratio is projected.
#pragma once

#include <Eigen/LU>
#include <span>
#include <vector>

#include "core/elements/reference_element.hpp"
#include "core/mesh/mesh.hpp"

namespace spondyl {

template <ReferenceElement E>
using NodePositions = std::array<Vec3, E::nodes>;

template <ReferenceElement E>
NodePositions<E> positions_of(std::span<const int, E::nodes> cell, std::span<const Vec3> positions) {
    NodePositions<E> x;
    for (std::size_t i = 0; i < E::nodes; ++i) x[i] = positions[cell[i]];
    return x;
}

// E::gradient, deliberately not inlined, like the functions below: multiplications and additions are then contracted in
// the same way for every caller, and results are bit-identical.
template <ReferenceElement E>
[[gnu::noinline]] std::array<LocalGradient<E::dimension>, E::nodes> local_gradient(const LocalPoint<E::dimension>& x) {
    return E::gradient(x);
}

// Columns: derivative of the position with respect to each local coordinate, mm.
template <ReferenceElement E>
[[gnu::noinline]] Eigen::Matrix<double, 3, E::dimension> jacobian(
    const NodePositions<E>& x, const std::array<LocalGradient<E::dimension>, E::nodes>& gradient) {
    Eigen::Matrix<double, 3, E::dimension> j = Eigen::Matrix<double, 3, E::dimension>::Zero();
    for (std::size_t i = 0; i < E::nodes; ++i) j += x[i] * gradient[i].transpose();
    return j;
}

// Volume of each quadrature point, weight times Jacobian determinant, mm^3.
template <SolidElement E>
[[gnu::noinline]] std::array<double, E::points> point_volumes(const NodePositions<E>& x) {
    std::array<double, E::points> volumes;
    const auto quadrature = E::quadrature();
    for (std::size_t p = 0; p < E::points; ++p) {
        volumes[p] = quadrature[p].weight * jacobian<E>(x, local_gradient<E>(quadrature[p].at)).determinant();
    }
    return volumes;
}

// mm^3; exact where the quadrature is (linear elements, and quadratic tetrahedra with straight edges).
template <SolidElement E>
double element_volume(const NodePositions<E>& x) {
    double volume = 0.0;
    for (const double v : point_volumes<E>(x)) volume += v;
    return volume;
}

// The functions of the reference position, at each point, on which the volume ratio is projected: the constant 1 and,
// with four modes, three linear functions, orthogonal over the element with mean square 1 (modified Gram-Schmidt under
// the quadrature).
template <SolidElement E>
using VolumeModes = std::array<std::array<double, E::volume_modes>, E::points>;

template <SolidElement E>
VolumeModes<E> volume_modes(const NodePositions<E>& reference) {
    VolumeModes<E> modes;
    for (auto& at_point : modes) at_point[0] = 1.0;
    if constexpr (E::volume_modes > 1) {
        const auto volumes = point_volumes<E>(reference);
        const auto quadrature = E::quadrature();
        double total = 0.0;
        for (const double v : volumes) total += v;
        const auto mean_product = [&](std::size_t a, std::size_t b) {
            double sum = 0.0;
            for (std::size_t p = 0; p < E::points; ++p) sum += volumes[p] * modes[p][a] * modes[p][b];
            return sum / total;
        };
        const Vec3& origin = reference[0];
        for (std::size_t a = 1; a < E::volume_modes; ++a) {
            for (std::size_t p = 0; p < E::points; ++p) {
                const auto shape = E::shape(quadrature[p].at);
                double coordinate = 0.0;
                for (std::size_t i = 0; i < E::nodes; ++i) coordinate += shape[i] * (reference[i] - origin)[a - 1];
                modes[p][a] = coordinate;
            }
            for (std::size_t b = 0; b < a; ++b) {
                const double share = mean_product(a, b);
                for (auto& at_point : modes) at_point[a] -= share * at_point[b];
            }
            const double size = std::sqrt(mean_product(a, a));
            for (auto& at_point : modes) at_point[a] /= size;
        }
    }
    return modes;
}

}  // namespace spondyl
