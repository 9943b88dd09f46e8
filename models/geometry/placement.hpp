// SPDX-License-Identifier: Apache-2.0
// Positions of vertebrae, endplates and discs at rest.
//
// All frames are rotated about z only (the column is symmetric). Built from S1 upwards: a disc adds its height and
// wedge, a body its height and wedge, each along the bisector of its two planes. With bottom = S1 the centre of the S1
// endplate is the global origin and the endplate is inclined forward by the sacral slope; for any other bottom the
// whole column is rotated and moved so that the mid-plane of the lowest disc is horizontal and the centre of the bottom
// vertebra's upper endplate is the origin.
#pragma once

#include <array>

#include "core/mesh/mesh.hpp"
#include "models/anatomy/body_parameters.hpp"
#include "models/geometry/outline.hpp"

namespace spondyl {

struct Endplate {
    Frame frame;                    // origin at the centre of the rim plane; axes anterior / cranial / right
    Outline outline;                // in that plane, (x, z)
    double dip = 0.0;               // mm at the centre, + cranial (lower endplates), - caudal (upper endplates)
    double central_fraction = 0.0;  // of the radius that is concave

    // Height of the bone surface over the rim plane: dip (1 - (r / central_fraction)^2)^2 in the central part.
    [[nodiscard]] double height(double x, double z) const;
    [[nodiscard]] Vec3 surface_point(const Vec2& in_plane) const;  // global
};

// Positive angle = extension: the anterior axis rises.
Mat3 turn_about_z(double angle_deg);

struct PlacedColumn {
    std::array<Frame, vertebra_count> vertebra;  // origin midway between the endplate centres
    std::array<Endplate, vertebra_count> superior;
    std::array<Endplate, vertebra_count> inferior;  // S1: an imaginary plane at the caudal end of its body
    std::array<Frame, disc_count> disc;             // mid-disc
};

PlacedColumn place_column(const BodyParameters& body, const SpineOptions& options);

}  // namespace spondyl
