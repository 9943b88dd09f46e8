// SPDX-License-Identifier: Apache-2.0
// The kidney outline of an endplate or disc: an ellipse with a smooth hollow at the back,
//   x = b u + d g(u) exp(-(a v / w)^2),  z = a v,   g(u) = u^2 for u < 0, else 0,
// for (u, v) in the unit disc: u anterior, v to the right; a, b half width and half depth, d and w depth and width of
// the hollow. The same formula maps the inside of the unit disc, so that meshes follow the outline smoothly.
// No closed form is published; with d = 2.5 mm the outline fills 0.75 of width times depth, as the discs of the open
// model of Remus et al. 2021 (doi 10.1371/journal.pone.0250456).
#pragma once

#include <Eigen/Core>

namespace spondyl {

using Vec2 = Eigen::Vector2d;

struct Outline {
    double width = 0.0;              // mm, along z
    double depth = 0.0;              // mm, along x, of the ellipse without the hollow
    double indentation = 0.0;        // mm
    double indentation_width = 0.0;  // mm

    // (x, z) in mm of the unit-disc point (u, v).
    [[nodiscard]] Vec2 point(double u, double v) const;

    // Elliptical radius of (x, z): 0 at the centre, 1 on the outline away from the hollow. Determines the endplate's
    // dip.
    [[nodiscard]] double elliptical_radius(double x, double z) const;

    // Distance to the outline in mm, negative inside; exact to first order near the outline.
    [[nodiscard]] double distance(double x, double z) const;

    [[nodiscard]] Vec2 centroid() const;  // (x, z)
};

Outline interpolate(const Outline& from, const Outline& to, double t);
Outline scaled(const Outline& outline, double factor);

}  // namespace spondyl
