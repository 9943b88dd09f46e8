// SPDX-License-Identifier: Apache-2.0
// Signed-distance building blocks for smooth bone surfaces: negative inside, mm. Stretched primitives return a lower
// bound of the true distance, which is what the polygoniser's block skipping needs.
// Formulas: I. Quilez, "Distance functions" (rounded cone, polygon distance, polynomial smooth minimum).
#pragma once

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

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

// A triangle whose half thickness varies linearly between its corners.
class Sheet {
  public:
    struct Corner {
        Vec3 at = Vec3::Zero();
        double radius = 0.0;
    };

    Sheet(const Corner& a, const Corner& b, const Corner& c)
        : corner_{a, b, c}, edge_{bar(a, b), bar(b, c), bar(c, a)}, u_(b.at - a.at), v_(c.at - a.at) {
        for (const Corner& p : corner_) centre_ += p.at / 3.0;
        for (const Corner& p : corner_) reach_ = std::max(reach_, (p.at - centre_).norm() + p.radius);
    }

    // Lower bound of the distance.
    [[nodiscard]] double at_least(const Vec3& p) const { return (p - centre_).norm() - reach_; }

    [[nodiscard]] double operator()(const Vec3& p) const {
        const Vec3 w = p - corner_[0].at;
        const double uu = u_.dot(u_), uv = u_.dot(v_), vv = v_.dot(v_), uw = u_.dot(w), vw = v_.dot(w);
        const double area = uu * vv - uv * uv;
        const double s = (vv * uw - uv * vw) / area;
        const double t = (uu * vw - uv * uw) / area;
        if (s < 0.0 || t < 0.0 || s + t > 1.0) return std::min({edge_[0](p), edge_[1](p), edge_[2](p)});
        const double radius = (1.0 - s - t) * corner_[0].radius + s * corner_[1].radius + t * corner_[2].radius;
        return (w - s * u_ - t * v_).norm() - radius;
    }

    static RoundCone bar(const Corner& a, const Corner& b) { return {a.at, b.at, a.radius, b.radius}; }

  private:
    std::array<Corner, 3> corner_;
    std::array<RoundCone, 3> edge_;
    Vec3 u_;
    Vec3 v_;
    Vec3 centre_ = Vec3::Zero();
    double reach_ = 0.0;
};

// Sheets that together form one plate.
inline double nearest(const std::vector<Sheet>& sheets, const Vec3& p, double within = 1e9) {
    for (const Sheet& sheet : sheets) {
        if (sheet.at_least(p) < within) within = std::min(within, sheet(p));
    }
    return within;
}

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
