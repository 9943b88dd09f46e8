// SPDX-License-Identifier: Apache-2.0
// The quadratic tetrahedron: corners as in tet4.hpp, then the middles of the edges 01, 12, 20, 03, 13, 23.
//
// The volume ratio enters as its mean over the element (10/1, piecewise constant pressure: Bathe, Finite Element
// Procedures (1996), section 4.4.3): a linear pressure per element would impose as many constraints as there are
// unknowns, and the element would lock. Stresses converge with first order where the pressure varies.
#pragma once

#include "core/elements/reference_element.hpp"
#include "core/elements/tri6.hpp"

namespace spondyl {

struct Tet10 {
    static constexpr CellType type{24};
    static constexpr std::string_view name = "tet10";
    static constexpr int dimension = 3;
    static constexpr int nodes = 10;
    static constexpr int points = 4;
    static constexpr int degree = 2;
    static constexpr int volume_modes = 1;
    static constexpr Incompressible incompressible = Incompressible::sound;
    static constexpr std::array<LocalPoint<3>, 10> node_positions = {{{0, 0, 0},
                                                                      {1, 0, 0},
                                                                      {0, 1, 0},
                                                                      {0, 0, 1},
                                                                      {0.5, 0, 0},
                                                                      {0.5, 0.5, 0},
                                                                      {0, 0.5, 0},
                                                                      {0, 0, 0.5},
                                                                      {0.5, 0, 0.5},
                                                                      {0, 0.5, 0.5}}};
    static constexpr LocalPoint<3> centre = {0.25, 0.25, 0.25};
    static constexpr std::array faces = {local_face<Tri6>(0, 2, 1, 6, 5, 4), local_face<Tri6>(0, 1, 3, 4, 8, 7),
                                         local_face<Tri6>(1, 2, 3, 5, 9, 8), local_face<Tri6>(2, 0, 3, 6, 7, 9)};
    // Four at the corners, four around the diagonal 4-9 of the octahedron between them.
    static constexpr std::array<LocalTetrahedron, 8> tetrahedra = {{{0, 4, 6, 7},
                                                                    {4, 1, 5, 8},
                                                                    {6, 5, 2, 9},
                                                                    {7, 8, 9, 3},
                                                                    {4, 5, 6, 9},
                                                                    {4, 6, 7, 9},
                                                                    {4, 7, 8, 9},
                                                                    {4, 8, 5, 9}}};

    // Hammer and Stroud 1956, Mathematical Tables and Other Aids to Computation 10:137-139.
    static std::array<QuadraturePoint<3>, 4> quadrature() {
        constexpr double near = 0.58541019662496845446;  // (5 + 3 sqrt 5) / 20
        constexpr double far = 0.13819660112501051518;   // (5 - sqrt 5) / 20
        constexpr double weight = 1.0 / 24.0;
        return {{{.at = {far, far, far}, .weight = weight},
                 {.at = {near, far, far}, .weight = weight},
                 {.at = {far, near, far}, .weight = weight},
                 {.at = {far, far, near}, .weight = weight}}};
    }

    template <class T>
    static std::array<T, 10> shape(const LocalPoint<3, T>& x) {
        const T a = 1.0 - x[0] - x[1] - x[2];
        const T& b = x[0];
        const T& c = x[1];
        const T& d = x[2];
        return {a * (a * 2.0 - 1.0), b * (b * 2.0 - 1.0), c * (c * 2.0 - 1.0), d * (d * 2.0 - 1.0), a * b * 4.0,
                b * c * 4.0,         c * a * 4.0,         a * d * 4.0,         b * d * 4.0,         c * d * 4.0};
    }

    static std::array<LocalGradient<3>, 10> gradient(const LocalPoint<3>& x) {
        using G = LocalGradient<3>;
        const double b = x[0];
        const double c = x[1];
        const double d = x[2];
        const double a = 1.0 - b - c - d;
        const G da(-1, -1, -1);
        const G db(1, 0, 0);
        const G dc(0, 1, 0);
        const G dd(0, 0, 1);
        const auto corner = [](double l, const G& dl) -> G { return (4.0 * l - 1.0) * dl; };
        const auto edge = [](double l, const G& dl, double m, const G& dm) -> G { return 4.0 * (m * dl + l * dm); };
        return {corner(a, da),      corner(b, db),      corner(c, dc),      corner(d, dd),      edge(a, da, b, db),
                edge(b, db, c, dc), edge(c, dc, a, da), edge(a, da, d, dd), edge(b, db, d, dd), edge(c, dc, d, dd)};
    }
};

}  // namespace spondyl
