// SPDX-License-Identifier: Apache-2.0
// The quadratic triangle, a face of tet10.hpp: corners as in tri3.hpp, then the middles of the edges 01, 12, 20. The
// quadrature is exact for the volume under a curved face, a polynomial of degree 4.
#pragma once

#include "core/elements/reference_element.hpp"

namespace spondyl {

struct Tri6 {
    static constexpr CellType type{22};
    static constexpr std::string_view name = "tri6";
    static constexpr int dimension = 2;
    static constexpr int nodes = 6;
    static constexpr int points = 6;
    static constexpr int degree = 4;
    static constexpr int volume_denominator = 90;
    static constexpr std::array<LocalPoint<2>, 6> node_positions = {
        {{0, 0}, {1, 0}, {0, 1}, {0.5, 0}, {0.5, 0.5}, {0, 0.5}}};
    static constexpr LocalPoint<2> centre = {1.0 / 3.0, 1.0 / 3.0};
    static constexpr std::array<LocalTriangle, 4> triangles = {{{0, 3, 5}, {3, 1, 4}, {5, 4, 2}, {3, 4, 5}}};

    // Dunavant 1985, doi:10.1002/nme.1620210612.
    static std::array<QuadraturePoint<2>, 6> quadrature() {
        constexpr double a = 0.44594849091596488632;
        constexpr double b = 0.09157621350977074346;
        constexpr double of_a = 0.5 * 0.22338158967801146570;
        constexpr double of_b = 0.5 * 0.10995174365532186764;
        return {{{.at = {a, a}, .weight = of_a},
                 {.at = {1.0 - 2.0 * a, a}, .weight = of_a},
                 {.at = {a, 1.0 - 2.0 * a}, .weight = of_a},
                 {.at = {b, b}, .weight = of_b},
                 {.at = {1.0 - 2.0 * b, b}, .weight = of_b},
                 {.at = {b, 1.0 - 2.0 * b}, .weight = of_b}}};
    }

    template <class T>
    static std::array<T, 6> shape(const LocalPoint<2, T>& x) {
        const T a = 1.0 - x[0] - x[1];
        const T& b = x[0];
        const T& c = x[1];
        return {a * (a * 2.0 - 1.0), b * (b * 2.0 - 1.0), c * (c * 2.0 - 1.0), a * b * 4.0, b * c * 4.0, c * a * 4.0};
    }

    static std::array<LocalGradient<2>, 6> gradient(const LocalPoint<2>& x) {
        using G = LocalGradient<2>;
        const double b = x[0];
        const double c = x[1];
        const double a = 1.0 - b - c;
        return {G(1.0 - 4.0 * a, 1.0 - 4.0 * a), G(4.0 * b - 1.0, 0.0), G(0.0, 4.0 * c - 1.0),
                G(4.0 * (a - b), -4.0 * b),      G(4.0 * c, 4.0 * b),   G(-4.0 * c, 4.0 * (a - c))};
    }
};

}  // namespace spondyl
