// SPDX-License-Identifier: Apache-2.0
// The trilinear hexahedron: shape functions, 2x2x2 Gauss points, volume.
// Local coordinates in [-1, 1]^3; node order as VTK_HEXAHEDRON.
#pragma once

#include <array>

#include "core/mesh/mesh.hpp"

namespace spondyl {

using HexShape = std::array<double, 8>;
using HexGradient = std::array<Vec3, 8>;  // per node, with respect to local or reference coordinates

inline constexpr std::array<std::array<double, 3>, 8> hex8_corners = {
    {{-1, -1, -1}, {1, -1, -1}, {1, 1, -1}, {-1, 1, -1}, {-1, -1, 1}, {1, -1, 1}, {1, 1, 1}, {-1, 1, 1}}};

// The eight Gauss points sit at corner / sqrt(3); each has weight 1.
std::array<Vec3, 8> hex8_gauss_points();

HexShape hex8_shape(const Vec3& local);
HexGradient hex8_local_gradient(const Vec3& local);

// Columns: derivative of the position with respect to each local coordinate.
Mat3 hex8_jacobian(const std::array<Vec3, 8>& corners, const HexGradient& local_gradient);

// Integral of 1 over the trilinear hexahedron (exact), mm^3.
double hex8_volume(const std::array<Vec3, 8>& corners);

}  // namespace spondyl
