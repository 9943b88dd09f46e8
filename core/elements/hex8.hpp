// SPDX-License-Identifier: Apache-2.0
// The trilinear hexahedron, [-1, 1]^3. With its mean volume ratio (Q1P0: Simo, Taylor and Pister 1985,
// doi:10.1016/0045-7825(85)90033-7) it does not lock in nearly incompressible tissue; the pressure may oscillate
// between neighbours (docs/adr/0002).
#pragma once

#include <cmath>

#include "core/elements/quad4.hpp"
#include "core/elements/reference_element.hpp"

namespace spondyl {

struct Hex8 {
    static constexpr CellType type{12};
    static constexpr std::string_view name = "hex8";
    static constexpr int dimension = 3;
    static constexpr int nodes = 8;
    static constexpr int points = 8;
    static constexpr int degree = 3;
    static constexpr int volume_modes = 1;
    static constexpr Incompressible incompressible = Incompressible::sound;
    static constexpr std::array<LocalPoint<3>, 8> node_positions = {
        {{-1, -1, -1}, {1, -1, -1}, {1, 1, -1}, {-1, 1, -1}, {-1, -1, 1}, {1, -1, 1}, {1, 1, 1}, {-1, 1, 1}}};
    static constexpr LocalPoint<3> centre = {0.0, 0.0, 0.0};
    static constexpr std::array faces = {local_face<Quad4>(0, 3, 2, 1), local_face<Quad4>(4, 5, 6, 7),
                                         local_face<Quad4>(0, 1, 5, 4), local_face<Quad4>(1, 2, 6, 5),
                                         local_face<Quad4>(2, 3, 7, 6), local_face<Quad4>(3, 0, 4, 7)};
    // Six tetrahedra around the diagonal 0-6.
    static constexpr std::array<LocalTetrahedron, 6> tetrahedra = {
        {{0, 1, 2, 6}, {0, 2, 3, 6}, {0, 3, 7, 6}, {0, 7, 4, 6}, {0, 4, 5, 6}, {0, 5, 1, 6}}};

    // 2 x 2 x 2 Gauss points, in the order of the corners.
    static std::array<QuadraturePoint<3>, 8> quadrature() {
        std::array<QuadraturePoint<3>, 8> q;
        const double g = 1.0 / std::sqrt(3.0);
        for (std::size_t p = 0; p < 8; ++p) {
            const auto& c = node_positions[p];
            q[p] = {.at = {c[0] * g, c[1] * g, c[2] * g}, .weight = 1.0};
        }
        return q;
    }

    template <class T>
    static std::array<T, 8> shape(const LocalPoint<3, T>& x) {
        std::array<T, 8> n;
        for (std::size_t i = 0; i < 8; ++i) {
            const auto& c = node_positions[i];
            n[i] = (x[0] * c[0] + 1.0) * (x[1] * c[1] + 1.0) * (x[2] * c[2] + 1.0) * 0.125;
        }
        return n;
    }

    static std::array<LocalGradient<3>, 8> gradient(const LocalPoint<3>& x) {
        std::array<LocalGradient<3>, 8> g;
        for (std::size_t i = 0; i < 8; ++i) {
            const auto& c = node_positions[i];
            const double a = 1.0 + c[0] * x[0];
            const double b = 1.0 + c[1] * x[1];
            const double d = 1.0 + c[2] * x[2];
            g[i] = 0.125 * LocalGradient<3>(c[0] * b * d, a * c[1] * d, a * b * c[2]);
        }
        return g;
    }
};

}  // namespace spondyl
