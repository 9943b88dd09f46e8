// SPDX-License-Identifier: Apache-2.0
// The serendipity hexahedron of 20 nodes, [-1, 1]^3: corners, then the middles of the edges.
//
// The volume ratio is projected on discontinuous linear functions (20/4: Sussman and Bathe 1987,
// doi:10.1016/0045-7949(87)90265-3), linear in the reference position and not in the local coordinates, which keeps the
// order on distorted meshes (Boffi and Gastaldi 2002, International
// Journal for Numerical Methods in Fluids 39:1001-1011).
#pragma once

#include "core/elements/gauss.hpp"
#include "core/elements/quad8.hpp"
#include "core/elements/reference_element.hpp"

namespace spondyl {

struct Hex20 {
    static constexpr CellType type{25};
    static constexpr std::string_view name = "hex20";
    static constexpr int dimension = 3;
    static constexpr int nodes = 20;
    static constexpr int points = 27;
    static constexpr int degree = 5;
    static constexpr int volume_modes = 4;
    static constexpr Incompressible incompressible = Incompressible::sound;
    static constexpr std::array<LocalPoint<3>, 20> node_positions = {
        {{-1, -1, -1}, {1, -1, -1}, {1, 1, -1},  {-1, 1, -1}, {-1, -1, 1}, {1, -1, 1}, {1, 1, 1},
         {-1, 1, 1},   {0, -1, -1}, {1, 0, -1},  {0, 1, -1},  {-1, 0, -1}, {0, -1, 1}, {1, 0, 1},
         {0, 1, 1},    {-1, 0, 1},  {-1, -1, 0}, {1, -1, 0},  {1, 1, 0},   {-1, 1, 0}}};
    static constexpr LocalPoint<3> centre = {0.0, 0.0, 0.0};
    static constexpr std::array faces = {
        local_face<Quad8>(0, 3, 2, 1, 11, 10, 9, 8),   local_face<Quad8>(4, 5, 6, 7, 12, 13, 14, 15),
        local_face<Quad8>(0, 1, 5, 4, 8, 17, 12, 16),  local_face<Quad8>(1, 2, 6, 5, 9, 18, 13, 17),
        local_face<Quad8>(2, 3, 7, 6, 10, 19, 14, 18), local_face<Quad8>(3, 0, 4, 7, 11, 16, 15, 19)};
    // One tetrahedron at each corner; the polyhedron that remains between the mid-edge nodes is divided into tetrahedra
    // from the first of them.
    static constexpr std::array<LocalTetrahedron, 22> tetrahedra = {
        {{0, 8, 11, 16},  {1, 9, 8, 17},   {2, 10, 9, 18},  {3, 11, 10, 19}, {4, 15, 12, 16}, {5, 12, 13, 17},
         {6, 13, 14, 18}, {7, 14, 15, 19}, {8, 9, 10, 18},  {8, 10, 11, 19}, {8, 12, 15, 16}, {8, 13, 12, 17},
         {8, 14, 13, 18}, {8, 15, 14, 19}, {8, 12, 13, 14}, {8, 12, 14, 15}, {8, 9, 18, 13},  {8, 9, 13, 17},
         {8, 10, 19, 14}, {8, 10, 14, 18}, {8, 11, 16, 15}, {8, 11, 15, 19}}};

    // 3 x 3 x 3 Gauss points.
    static std::array<QuadraturePoint<3>, 27> quadrature() {
        std::array<QuadraturePoint<3>, 27> q;
        std::size_t p = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            for (std::size_t j = 0; j < 3; ++j) {
                for (std::size_t i = 0; i < 3; ++i) {
                    q[p++] = {.at = {gauss3_points[i], gauss3_points[j], gauss3_points[k]},
                              .weight = gauss3_weights[i] * gauss3_weights[j] * gauss3_weights[k]};
                }
            }
        }
        return q;
    }

    template <class T>
    static std::array<T, 20> shape(const LocalPoint<3, T>& x) {
        std::array<T, 20> n;
        for (std::size_t i = 0; i < 20; ++i) {
            const auto& c = node_positions[i];
            T product = 1.0;
            T sum = -2.0;
            for (std::size_t d = 0; d < 3; ++d) {
                product = product * (c[d] == 0.0 ? 1.0 - x[d] * x[d] : x[d] * c[d] + 1.0);
                sum = sum + x[d] * c[d];
            }
            n[i] = i < 8 ? product * sum * 0.125 : product * 0.25;
        }
        return n;
    }

    static std::array<LocalGradient<3>, 20> gradient(const LocalPoint<3>& x) {
        std::array<LocalGradient<3>, 20> g;
        for (std::size_t i = 0; i < 20; ++i) {
            const auto& c = node_positions[i];
            double factor[3];
            double slope[3];
            double sum = -2.0;
            for (std::size_t d = 0; d < 3; ++d) {
                factor[d] = c[d] == 0.0 ? 1.0 - x[d] * x[d] : 1.0 + c[d] * x[d];
                slope[d] = c[d] == 0.0 ? -2.0 * x[d] : c[d];
                sum += c[d] * x[d];
            }
            for (int d = 0; d < 3; ++d) {
                const double others = factor[(d + 1) % 3] * factor[(d + 2) % 3];
                g[i][d] = i < 8 ? 0.125 * others * (slope[d] * sum + factor[d] * c[static_cast<std::size_t>(d)])
                                : 0.25 * others * slope[d];
            }
        }
        return g;
    }
};

}  // namespace spondyl
