// SPDX-License-Identifier: Apache-2.0
// The serendipity quadrilateral of 8 nodes, [-1, 1]^2: corners, then the middles of the edges. The
// quadrature is exact for the volume under a curved face, a polynomial of degree 5 in each coordinate.
#pragma once

#include "core/elements/gauss.hpp"
#include "core/elements/reference_element.hpp"

namespace spondyl {

struct Quad8 {
    static constexpr CellType type{23};
    static constexpr std::string_view name = "quad8";
    static constexpr int dimension = 2;
    static constexpr int nodes = 8;
    static constexpr int points = 9;
    static constexpr int degree = 5;
    static constexpr int volume_denominator = 180;
    static constexpr std::array<LocalPoint<2>, 8> node_positions = {
        {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {0, -1}, {1, 0}, {0, 1}, {-1, 0}}};
    static constexpr LocalPoint<2> centre = {0.0, 0.0};
    static constexpr std::array<LocalTriangle, 6> triangles = {
        {{0, 4, 7}, {4, 1, 5}, {5, 2, 6}, {6, 3, 7}, {4, 5, 6}, {4, 6, 7}}};

    // 3 x 3 Gauss points.
    static std::array<QuadraturePoint<2>, 9> quadrature() {
        std::array<QuadraturePoint<2>, 9> q;
        for (std::size_t p = 0; p < 9; ++p) {
            const std::size_t i = p % 3;
            const std::size_t j = p / 3;
            q[p] = {.at = {gauss3_points[i], gauss3_points[j]}, .weight = gauss3_weights[i] * gauss3_weights[j]};
        }
        return q;
    }

    template <class T>
    static std::array<T, 8> shape(const LocalPoint<2, T>& x) {
        std::array<T, 8> n;
        for (std::size_t i = 0; i < 8; ++i) {
            const auto& c = node_positions[i];
            const T a = c[0] == 0.0 ? 1.0 - x[0] * x[0] : x[0] * c[0] + 1.0;
            const T b = c[1] == 0.0 ? 1.0 - x[1] * x[1] : x[1] * c[1] + 1.0;
            n[i] = i < 4 ? a * b * (x[0] * c[0] + x[1] * c[1] - 1.0) * 0.25 : a * b * 0.5;
        }
        return n;
    }

    static std::array<LocalGradient<2>, 8> gradient(const LocalPoint<2>& x) {
        std::array<LocalGradient<2>, 8> g;
        for (std::size_t i = 0; i < 8; ++i) {
            const auto& c = node_positions[i];
            const double a = c[0] == 0.0 ? 1.0 - x[0] * x[0] : 1.0 + c[0] * x[0];
            const double b = c[1] == 0.0 ? 1.0 - x[1] * x[1] : 1.0 + c[1] * x[1];
            const double da = c[0] == 0.0 ? -2.0 * x[0] : c[0];
            const double db = c[1] == 0.0 ? -2.0 * x[1] : c[1];
            const double sum = c[0] * x[0] + c[1] * x[1] - 1.0;
            g[i] = i < 4 ? LocalGradient<2>(0.25 * b * (da * sum + a * c[0]), 0.25 * a * (db * sum + b * c[1]))
                         : LocalGradient<2>(0.5 * da * b, 0.5 * a * db);
        }
        return g;
    }
};

}  // namespace spondyl
