// SPDX-License-Identifier: Apache-2.0
// The linear triangle with corners at the origin and at one on each axis.
#pragma once

#include "core/elements/reference_element.hpp"

namespace spondyl {

struct Tri3 {
    static constexpr CellType type{5};
    static constexpr std::string_view name = "tri3";
    static constexpr int dimension = 2;
    static constexpr int nodes = 3;
    static constexpr int points = 1;
    static constexpr int degree = 1;
    static constexpr int volume_denominator = 6;
    static constexpr std::array<LocalPoint<2>, 3> node_positions = {{{0, 0}, {1, 0}, {0, 1}}};
    static constexpr LocalPoint<2> centre = {1.0 / 3.0, 1.0 / 3.0};
    static constexpr std::array<LocalTriangle, 1> triangles = {{{0, 1, 2}}};

    static std::array<QuadraturePoint<2>, 1> quadrature() { return {{{.at = centre, .weight = 0.5}}}; }

    template <class T>
    static std::array<T, 3> shape(const LocalPoint<2, T>& x) {
        return {1.0 - x[0] - x[1], x[0], x[1]};
    }

    static std::array<LocalGradient<2>, 3> gradient(const LocalPoint<2>& /*x*/) {
        return {LocalGradient<2>(-1, -1), LocalGradient<2>(1, 0), LocalGradient<2>(0, 1)};
    }
};

}  // namespace spondyl
