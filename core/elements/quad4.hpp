// SPDX-License-Identifier: Apache-2.0
// The bilinear quadrilateral, [-1, 1]^2.
#pragma once

#include <cmath>

#include "core/elements/reference_element.hpp"

namespace spondyl {

struct Quad4 {
    static constexpr CellType type{9};
    static constexpr std::string_view name = "quad4";
    static constexpr int dimension = 2;
    static constexpr int nodes = 4;
    static constexpr int points = 4;
    static constexpr int degree = 3;
    static constexpr int volume_denominator = 12;
    static constexpr std::array<LocalPoint<2>, 4> node_positions = {{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}};
    static constexpr LocalPoint<2> centre = {0.0, 0.0};
    static constexpr std::array<LocalTriangle, 2> triangles = {{{0, 1, 2}, {0, 2, 3}}};

    // 2 x 2 Gauss points, in the order of the corners.
    static std::array<QuadraturePoint<2>, 4> quadrature() {
        std::array<QuadraturePoint<2>, 4> q;
        for (std::size_t p = 0; p < 4; ++p) {
            const auto& c = node_positions[p];
            q[p] = {.at = {c[0] / std::sqrt(3.0), c[1] / std::sqrt(3.0)}, .weight = 1.0};
        }
        return q;
    }

    template <class T>
    static std::array<T, 4> shape(const LocalPoint<2, T>& x) {
        std::array<T, 4> n;
        for (std::size_t i = 0; i < 4; ++i) {
            n[i] = (x[0] * node_positions[i][0] + 1.0) * (x[1] * node_positions[i][1] + 1.0) * 0.25;
        }
        return n;
    }

    static std::array<LocalGradient<2>, 4> gradient(const LocalPoint<2>& x) {
        std::array<LocalGradient<2>, 4> g;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto& c = node_positions[i];
            g[i] = 0.25 * LocalGradient<2>(c[0] * (1.0 + c[1] * x[1]), c[1] * (1.0 + c[0] * x[0]));
        }
        return g;
    }
};

}  // namespace spondyl
