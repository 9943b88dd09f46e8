// SPDX-License-Identifier: Apache-2.0
// Faces and quality of hexahedra.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/mesh/mesh.hpp"

namespace spondyl {

// Corners of the six faces, counter-clockwise seen from outside.
inline constexpr std::array<Quad, 6> hex_face_corners = {Quad{0, 3, 2, 1}, Quad{4, 5, 6, 7}, Quad{0, 1, 5, 4},
                                                         Quad{1, 2, 6, 5}, Quad{2, 3, 7, 6}, Quad{3, 0, 4, 7}};

Quad hex_face(std::span<const int> hex, std::size_t face);

// Faces of these elements that belong to only one of them, outward, in the order of the elements.
std::vector<Quad> boundary_faces(const Mesh& mesh, const std::vector<int>& elements);

double hex_volume(const Mesh& mesh, std::span<const int> hex);  // mm^3, 2 x 2 x 2 Gauss, exact for trilinear cells

// Smallest Jacobian determinant (mm^3) over the 2 x 2 x 2 Gauss points, for the element [-1, 1]^3.
double smallest_jacobian(const Mesh& mesh, std::span<const int> hex);

// Smallest triple product of the normalised edges over the eight corners: 1 for a brick, <= 0 for an inverted corner.
double scaled_jacobian(const Mesh& mesh, std::span<const int> hex);

// Longest over shortest of the three principal axes (sums of the four opposite edges).
double aspect_ratio(const Mesh& mesh, std::span<const int> hex);

}  // namespace spondyl
