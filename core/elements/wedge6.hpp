// SPDX-License-Identifier: Apache-2.0
// The linear wedge (triangular prism): the triangle of tri3.hpp times [0, 1]. Its volume is positive when nodes 0, 1, 2
// turn counter-clockwise seen from nodes 3, 4, 5.
//
// The volume ratio enters as its mean over the element: one constraint, the fewest that an element can have. A mesh of
// wedges has half as many unknowns per constraint as a mesh of bricks, and only as many unknowns as constraints where
// the triangle is in plane strain: there it locks (docs/adr/0050). Meant for the places in a mesh of bricks that bricks
// cannot fill.
#pragma once

#include "core/elements/gauss.hpp"
#include "core/elements/quad4.hpp"
#include "core/elements/reference_element.hpp"
#include "core/elements/tri3.hpp"

namespace spondyl {

struct Wedge6 {
    static constexpr CellType type{13};
    static constexpr std::string_view name = "wedge6";
    static constexpr int dimension = 3;
    static constexpr int nodes = 6;
    static constexpr int points = 6;
    static constexpr int degree = 2;
    static constexpr int volume_modes = 1;
    static constexpr Incompressible incompressible = Incompressible::stiff;
    static constexpr std::array<LocalPoint<3>, 6> node_positions = {
        {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 1}, {0, 1, 1}}};
    static constexpr LocalPoint<3> centre = {1.0 / 3.0, 1.0 / 3.0, 0.5};
    static constexpr std::array faces = {local_face<Tri3>(0, 2, 1), local_face<Tri3>(3, 4, 5),
                                         local_face<Quad4>(0, 1, 4, 3), local_face<Quad4>(1, 2, 5, 4),
                                         local_face<Quad4>(2, 0, 3, 5)};
    static constexpr std::array<LocalTetrahedron, 3> tetrahedra = {{{0, 1, 2, 5}, {0, 1, 5, 4}, {0, 4, 5, 3}}};

    // Three points of degree 2 in the triangle, two Gauss points along the axis.
    static std::array<QuadraturePoint<3>, 6> quadrature() {
        constexpr std::array<LocalPoint<2>, 3> triangle = {
            {{1.0 / 6.0, 1.0 / 6.0}, {2.0 / 3.0, 1.0 / 6.0}, {1.0 / 6.0, 2.0 / 3.0}}};
        std::array<QuadraturePoint<3>, 6> q;
        for (std::size_t p = 0; p < 6; ++p) {
            const auto& t = triangle[p % 3];
            q[p] = {.at = {t[0], t[1], 0.5 * (1.0 + gauss2_points[p / 3])}, .weight = 1.0 / 12.0};
        }
        return q;
    }

    template <class T>
    static std::array<T, 6> shape(const LocalPoint<3, T>& x) {
        const T a = 1.0 - x[0] - x[1];
        const T low = 1.0 - x[2];
        return {a * low, x[0] * low, x[1] * low, a * x[2], x[0] * x[2], x[1] * x[2]};
    }

    static std::array<LocalGradient<3>, 6> gradient(const LocalPoint<3>& x) {
        using G = LocalGradient<3>;
        const double a = 1.0 - x[0] - x[1];
        const double low = 1.0 - x[2];
        return {G(-low, -low, -a),  G(low, 0.0, -x[0]), G(0.0, low, -x[1]),
                G(-x[2], -x[2], a), G(x[2], 0.0, x[0]), G(0.0, x[2], x[1])};
    }
};

}  // namespace spondyl
