// SPDX-License-Identifier: Apache-2.0
// Signed-distance building blocks for smooth bone surfaces: negative inside, mm. Stretched primitives return a lower
// bound of the true distance, which is what the polygoniser's block skipping needs.
// Formulas: I. Quilez, "Distance functions" (rounded cone, polygon distance, polynomial smooth minimum).
#pragma once

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "core/mesh/mesh.hpp"

namespace spondyl::sdf {

// Union with a fillet of size k.
inline double smooth_min(double a, double b, double k) {
    const double h = std::max(k - std::abs(a - b), 0.0) / k;
    return std::min(a, b) - 0.25 * k * h * h;
}

// Intersection with a rounded edge of size k.
inline double smooth_max(double a, double b, double k) {
    return -smooth_min(-a, -b, k);
}

// A capsule whose radius runs from r at a to r at b, stretched: lengths along axis i are multiplied by stretch[i] >= 1
// relative to the radii given.
struct RoundCone {
    Vec3 a;
    Vec3 b;
    double radius_a = 0.0;
    double radius_b = 0.0;
    Vec3 stretch = Vec3::Ones();

    [[nodiscard]] double operator()(const Vec3& point) const {
        const Vec3 p = point.cwiseQuotient(stretch);
        const Vec3 start = a.cwiseQuotient(stretch);
        const Vec3 axis = b.cwiseQuotient(stretch) - start;
        const double t = std::clamp((p - start).dot(axis) / axis.squaredNorm(), 0.0, 1.0);
        return (p - start - t * axis).norm() - ((1.0 - t) * radius_a + t * radius_b);
    }
};

// A plate with round edges: the quadrilateral of four points (two triangles), thickened by a radius.
struct Plate {
    std::array<Vec3, 4> corner;
    double radius = 0.0;

    [[nodiscard]] double operator()(const Vec3& p) const {
        return std::min(triangle(p, corner[0], corner[1], corner[2]), triangle(p, corner[0], corner[2], corner[3])) -
               radius;
    }

  private:
    static double segment(const Vec3& p, const Vec3& a, const Vec3& b) {
        const Vec3 e = b - a;
        return (p - a - std::clamp((p - a).dot(e) / e.squaredNorm(), 0.0, 1.0) * e).norm();
    }

    static double triangle(const Vec3& p, const Vec3& a, const Vec3& b, const Vec3& c) {
        const Vec3 n = (b - a).cross(c - a);
        const bool over = (b - a).cross(n).dot(p - a) <= 0.0 && (c - b).cross(n).dot(p - b) <= 0.0 &&
                          (a - c).cross(n).dot(p - c) <= 0.0;
        if (over) return std::abs(n.dot(p - a)) / n.norm();
        return std::min({segment(p, a, b), segment(p, b, c), segment(p, c, a)});
    }
};

// A flat elliptical disc with rounded edge: the articular processes.
struct Puck {
    Vec3 centre;
    Mat3 axes;  // columns: normal, up, side
    double thickness = 0.0;
    double height = 0.0;
    double width = 0.0;

    [[nodiscard]] double operator()(const Vec3& p) const {
        const Vec3 q = axes.transpose() * (p - centre);
        const double rho = std::hypot(2.0 * q[1] / height, 2.0 * q[2] / width);
        const double rim = (rho - 1.0) * 0.5 * std::min(height, width);
        return smooth_max(rim, std::abs(q[0]) - 0.5 * thickness, 2.0);
    }
};

}  // namespace spondyl::sdf
