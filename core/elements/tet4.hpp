// SPDX-License-Identifier: Apache-2.0
// The linear tetrahedron with corners at the origin and at one on each axis. For compressible tissue (bone) only: its
// volume ratio is already constant, so that averaging it does not help, and it locks in nearly incompressible tissue
// (docs/adr/0050).
#pragma once

#include "core/elements/reference_element.hpp"
#include "core/elements/tri3.hpp"

namespace spondyl {

struct Tet4 {
    static constexpr CellType type{10};
    static constexpr std::string_view name = "tet4";
    static constexpr int dimension = 3;
    static constexpr int nodes = 4;
    static constexpr int points = 1;
    static constexpr int degree = 1;
    static constexpr int volume_modes = 1;
    static constexpr Incompressible incompressible = Incompressible::locks;
    static constexpr std::array<LocalPoint<3>, 4> node_positions = {{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    static constexpr LocalPoint<3> centre = {0.25, 0.25, 0.25};
    static constexpr std::array faces = {local_face<Tri3>(0, 2, 1), local_face<Tri3>(0, 1, 3),
                                         local_face<Tri3>(1, 2, 3), local_face<Tri3>(2, 0, 3)};
    static constexpr std::array<LocalTetrahedron, 1> tetrahedra = {{{0, 1, 2, 3}}};

    static std::array<QuadraturePoint<3>, 1> quadrature() { return {{{.at = centre, .weight = 1.0 / 6.0}}}; }

    template <class T>
    static std::array<T, 4> shape(const LocalPoint<3, T>& x) {
        return {1.0 - x[0] - x[1] - x[2], x[0], x[1], x[2]};
    }

    static std::array<LocalGradient<3>, 4> gradient(const LocalPoint<3>& /*x*/) {
        return {LocalGradient<3>(-1, -1, -1), LocalGradient<3>(1, 0, 0), LocalGradient<3>(0, 1, 0),
                LocalGradient<3>(0, 0, 1)};
    }
};

}  // namespace spondyl
