// SPDX-License-Identifier: Apache-2.0
// Hexahedra in SIMD lanes: one batch holds as many elements as a register holds doubles.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

#include "core/elements/hex8.hpp"
#include "core/math/simd.hpp"
#include "core/math/tensor.hpp"

namespace spondyl {

// Reference geometry of lane_width elements; the last batch repeats its last element in the spare lanes.
struct HexBatch {
    Lane gradient[8][8][3];  // [Gauss point][node][direction], 1/mm
    Lane weight[8];          // reference volume of the point, mm^3
    Lane volume;             // reference volume of the element, mm^3
    int node[8][lane_width];
    int element[lane_width];  // index in the caller's list
    int count = 0;            // lanes in use
};

HexBatch make_hex_batch(std::span<const Vec3> reference, std::span<const Hex> elements, std::span<const int> members);

// Current positions of the nodes of all lanes, mm.
void gather_positions(const HexBatch& batch, std::span<const Vec3> positions, Lane (&gathered)[8][3]);

inline constexpr int hex_forces = 24;
inline constexpr int hex_stiffnesses = 300;

// Order of the 300 packed stiffness entries: node pairs I <= J; 9 entries by rows, or the 6 upper ones if I == J.
template <class Visitor>
void for_each_hex_stiffness(Visitor&& visit) {
    int slot = 0;
    for (int i = 0; i < 8; ++i) {
        for (int j = i; j < 8; ++j) {
            for (int a = 0; a < 3; ++a) {
                for (int b = (i == j ? a : 0); b < 3; ++b) visit(slot++, 3 * i + a, 3 * j + b);
            }
        }
    }
}

// The per-element data of a material (an aggregate of doubles) for all lanes of a batch.
template <template <class> class Point>
Point<Lane> pack_lanes(std::span<const Point<double>> points, const HexBatch& batch) {
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
