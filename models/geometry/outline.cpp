// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/outline.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spondyl {
namespace {

double hollow(const Outline& o, double u, double z) {
    if (u >= 0.0) return 0.0;
    const double s = z / o.indentation_width;
    return o.indentation * u * u * std::exp(-s * s);
}

}  // namespace

Vec2 Outline::point(double u, double v) const {
    const double z = 0.5 * width * v;
    return {0.5 * depth * u + hollow(*this, u, z), z};
}

double Outline::elliptical_radius(double x, double z) const {
    return std::hypot(2.0 * x / depth, 2.0 * z / width);
}

double Outline::distance(double x, double z) const {
    // Remove the hollow by solving for u on this line of constant z, then measure the distance to the ellipse.
    const double b = 0.5 * depth;
    const double a = 0.5 * width;
    double straight = x;
    if (x < 0.0) {
        const double s = z / indentation_width;
        const double e = indentation * std::exp(-s * s);
        // b u + e u^2 = x, the root that tends to x / b; beyond the vertex the tangent continues it.
        const double discriminant = b * b + 4.0 * e * x;
        straight = e > 1e-12 && discriminant > 0.0 ? b * (-b + std::sqrt(discriminant)) / (2.0 * e) : x;
        if (straight < -1.5 * b || discriminant <= 0.0) straight = x - e;
    }
    const double rho = std::hypot(straight / b, z / a);
    if (rho < 1e-9) return -std::min(a, b);
    const double gradient = std::hypot(straight / (b * b), z / (a * a)) / rho;
    return (rho - 1.0) / gradient;
}

Vec2 Outline::centroid() const {
    constexpr int count = 720;
    double area = 0.0;
    double moment = 0.0;
    for (int k = 0; k < count; ++k) {
        const double t0 = 2.0 * std::numbers::pi * k / count;
        const double t1 = 2.0 * std::numbers::pi * (k + 1) / count;
        const Vec2 p = point(std::cos(t0), std::sin(t0));
        const Vec2 q = point(std::cos(t1), std::sin(t1));
        const double cross = p.x() * q.y() - q.x() * p.y();
        area += 0.5 * cross;
        moment += cross * (p.x() + q.x()) / 6.0;
    }
    return {moment / area, 0.0};
}

Outline interpolate(const Outline& from, const Outline& to, double t) {
    const auto mix = [t](double p, double q) { return (1.0 - t) * p + t * q; };
    return {mix(from.width, to.width), mix(from.depth, to.depth), mix(from.indentation, to.indentation),
            mix(from.indentation_width, to.indentation_width)};
}

Outline scaled(const Outline& o, double factor) {
    return {o.width * factor, o.depth * factor, o.indentation * factor, o.indentation_width * factor};
}

}  // namespace spondyl
