// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/facet_surfaces.hpp"

#include <Eigen/Geometry>
#include <array>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "core/math/units.hpp"

namespace spondyl {

namespace {

// Fine enough that the force of a tilted joint changes by less than 1 % with one ring more.
constexpr int ring_count = 6;

struct UnitDisc {
    std::vector<std::array<double, 2>> points;  // (u, v), |.| <= 1
    std::vector<Triangle> triangles;            // counter-clockwise in (u, v)
};

// Concentric rings of 6 k points: nearly equilateral triangles all over.
UnitDisc ringed_disc() {
    UnitDisc disc;
    disc.points.push_back({0.0, 0.0});
    const auto first = [](int ring) { return ring == 0 ? 0 : 1 + 3 * ring * (ring - 1); };
    for (int k = 1; k <= ring_count; ++k) {
        const double r = static_cast<double>(k) / ring_count;
        for (int i = 0; i < 6 * k; ++i) {
            const double angle = std::numbers::pi * i / (3.0 * k);
            disc.points.push_back({r * std::cos(angle), r * std::sin(angle)});
        }
        const auto outer = [&](int i) { return first(k) + i % (6 * k); };
        const auto inner = [&](int i) { return k == 1 ? 0 : first(k - 1) + i % (6 * (k - 1)); };
        for (int sector = 0; sector < 6; ++sector) {
            for (int i = 0; i < k; ++i) {
                const int o = sector * k + i;
                const int n = sector * (k - 1) + i;
                disc.triangles.push_back({outer(o), outer(o + 1), inner(n)});
                if (i + 1 < k) disc.triangles.push_back({outer(o + 1), inner(n + 1), inner(n)});
            }
        }
    }
    return disc;
}

// Axes (outward normal, cranial, across) of the right-hand superior articular surface in the mid-disc frame. It faces
// backwards, inwards and slightly up.
Mat3 right_axes(const FacetParameters& f) {
    const double sagittal = f.angle_to_sagittal_deg * rad_per_deg;
    const double transverse = f.angle_to_transverse_deg * rad_per_deg;
    const Vec3 n(-std::sin(sagittal) * std::sin(transverse), std::cos(transverse),
                 -std::cos(sagittal) * std::sin(transverse));
    const Vec3 up = (Vec3::UnitY() - n * n.y()).normalized();
    Mat3 axes;
    axes << n, up, n.cross(up);
    return axes;
}

}  // namespace

FacetSurfaces facet_surfaces(const DiscMesh& disc, Side side) {
    SPONDYL_ASSERT(side != Side::middle, "a facet joint is left or right");
    const FacetParameters& f = disc.facet;
    const double mirror = side == Side::right ? 1.0 : -1.0;
    // Mirrored in the disc's frame, where the left surface's frame is left-handed: its across axis is reversed.
    Mat3 axes = right_axes(f);
    axes.row(2) *= mirror;
    axes.col(2) *= mirror;
    const Vec3 gap_centre(f.anterior, f.cranial, mirror * f.lateral);
    Frame frame;
    frame.rotation = disc.frame.rotation * axes;
    frame.origin = disc.frame.to_global(gap_centre - 0.5 * f.bone_gap * axes.col(0));

    FacetSurfaces result;
    const double across = 1.0 / f.curvature_radius;
    result.lower = {.frame = frame, .height = f.height, .width = f.width, .curvature_u = 0.0, .curvature_v = across};
    const UnitDisc unit = ringed_disc();
    for (const auto& [u, v] : unit.points) {
        const double y = 0.5 * f.height * u;
        const double z = 0.5 * f.width * mirror * v;
        const double x = 0.5 * across * z * z;
        // Along the surface's normal, so that the joint space is even.
        const Vec3 normal = Vec3(1.0, 0.0, -across * z).normalized();
        result.lower_surface.points.push_back(frame.to_global({x, y, z}));
        const Vec3 facing = frame.to_global(Vec3(x, y, z) + f.bone_gap * normal);
        result.upper.push_back({facing, 0.0});
        result.upper_surface.points.push_back(facing);
    }
    for (const Triangle& t : unit.triangles) {
        const auto corner = [&](int i) -> const Vec3& { return result.upper_surface.points[t[i]]; };
        const double area = 0.5 * (corner(1) - corner(0)).cross(corner(2) - corner(0)).norm();
        for (int i = 0; i < 3; ++i) result.upper[t[i]].area += area / 3.0;
        // Seen from outside its bone: (u, v) is counter-clockwise about the lower surface's normal on the right side;
        // the upper surface faces the other way, and mirroring reverses both.
        const Triangle turned{t[0], t[2], t[1]};
        result.lower_surface.triangles.push_back(side == Side::right ? t : turned);
        result.upper_surface.triangles.push_back(side == Side::right ? turned : t);
    }
    return result;
}

}  // namespace spondyl
