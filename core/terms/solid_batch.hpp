// SPDX-License-Identifier: Apache-2.0
// Solid elements in SIMD lanes: one batch holds as many elements as a register holds doubles.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

#include "core/elements/geometry.hpp"
#include "core/error.hpp"
#include "core/math/simd.hpp"
#include "core/math/tensor.hpp"

namespace spondyl {

// Reference geometry of lane_width elements; the last batch repeats its last element in the spare lanes.
template <SolidElement E>
struct SolidBatch {
    Lane gradient[E::points][E::nodes][3];  // [quadrature point][node][direction], 1/mm
    Lane weight[E::points];                 // reference volume of the point, mm^3
    Lane volume;                            // reference volume of the element, mm^3
    // Modes of the volume ratio beyond the mean, at each point (core/elements/geometry.hpp).
    std::array<std::array<Lane, E::volume_modes - 1>, E::points> mode;
    int node[E::nodes][lane_width];
    int element[lane_width];  // index in the caller's list
    int count = 0;            // lanes in use
};

// InternalError (assertion) for an element with a point turned inside out.
template <SolidElement E>
[[gnu::noinline]] SolidBatch<E> make_solid_batch(std::span<const Vec3> reference, std::span<const Cell<E>> elements,
                                                 std::span<const int> members) {
    SolidBatch<E> batch;
    batch.count = static_cast<int>(members.size());
    batch.volume = 0.0;
    const auto quadrature = E::quadrature();
    for (int l = 0; l < lane_width; ++l) {
        const int e = members[static_cast<std::size_t>(std::min(l, batch.count - 1))];
        batch.element[l] = e;
        for (std::size_t i = 0; i < E::nodes; ++i) batch.node[i][l] = elements[e][i];
        const NodePositions<E> x = positions_of<E>(elements[e], reference);
        const VolumeModes<E> modes = volume_modes<E>(x);
        for (std::size_t p = 0; p < E::points; ++p) {
            const auto local = local_gradient<E>(quadrature[p].at);
            const Mat3 j = jacobian<E>(x, local);
            const double det = j.determinant();
            SPONDYL_ASSERT(det > 0.0, "element {} of the mesh is inverted (Jacobian {} mm^3)", e, det);
            const Mat3 inverse_transpose = j.inverse().transpose();
            const double weight = quadrature[p].weight * det;
            batch.weight[p][l] = weight;
            batch.volume[l] += weight;
            for (std::size_t a = 1; a < E::volume_modes; ++a) batch.mode[p][a - 1][l] = modes[p][a];
            for (std::size_t i = 0; i < E::nodes; ++i) {
                const Vec3 g = inverse_transpose * local[i];
                for (int d = 0; d < 3; ++d) batch.gradient[p][i][d][l] = g[d];
            }
        }
    }
    return batch;
}

// Current positions of the nodes of all lanes, mm.
template <SolidElement E>
void gather_positions(const SolidBatch<E>& batch, std::span<const Vec3> positions, Lane (&gathered)[E::nodes][3]) {
    for (int n = 0; n < E::nodes; ++n) {
        for (int l = 0; l < lane_width; ++l) {
            const Vec3& x = positions[batch.node[n][l]];
            for (int d = 0; d < 3; ++d) gathered[n][d][l] = x[d];
        }
    }
}

template <SolidElement E>
inline constexpr int force_count = 3 * E::nodes;
template <SolidElement E>
inline constexpr int stiffness_count = force_count<E>*(force_count<E> + 1) / 2;

// Order of the packed stiffness entries: node pairs I <= J; 9 entries by rows, or the 6 upper ones if I == J.
template <SolidElement E, class Visitor>
void for_each_stiffness(Visitor&& visit) {
    int slot = 0;
    for (int i = 0; i < E::nodes; ++i) {
        for (int j = i; j < E::nodes; ++j) {
            for (int a = 0; a < 3; ++a) {
                for (int b = (i == j ? a : 0); b < 3; ++b) visit(slot++, 3 * i + a, 3 * j + b);
            }
        }
    }
}

// The per-element data of a material (an aggregate of doubles) for all lanes of a batch.
template <template <class> class Point, SolidElement E>
Point<Lane> pack_lanes(std::span<const Point<double>> points, const SolidBatch<E>& batch) {
    Point<Lane> packed{};
    if constexpr (!std::is_empty_v<Point<double>>) {
        constexpr std::size_t count = sizeof(Point<double>) / sizeof(double);
        static_assert(sizeof(Point<double>) % sizeof(double) == 0 && sizeof(Point<Lane>) == count * sizeof(Lane));
        std::array<std::array<double, count>, lane_width> scalars;
        for (int l = 0; l < lane_width; ++l) {
            scalars[static_cast<std::size_t>(l)] = std::bit_cast<std::array<double, count>>(points[batch.element[l]]);
        }
        std::array<Lane, count> lanes;
        for (std::size_t k = 0; k < count; ++k) {
            lanes[k] = Lane([&](auto l) { return scalars[l][k]; });
        }
        std::memcpy(&packed, lanes.data(), sizeof packed);
    }
    return packed;
}

}  // namespace spondyl
