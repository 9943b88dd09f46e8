// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/placement.hpp"

#include <cmath>

#include "core/math/units.hpp"

namespace spondyl {
namespace {

Endplate make_endplate(const BodyParameters& body, const EndplateParameters& p, const Vec3& centre, double angle_deg,
                       double sign) {
    Endplate e;
    e.frame = {centre, turn_about_z(angle_deg)};
    e.outline = {p.width, p.depth, body.indentation, body.indentation_width_fraction * p.width};
    e.dip = sign * p.concavity;
    e.central_fraction = body.central_endplate_fraction;
    return e;
}

void move(Frame& frame, const Mat3& rotation, const Vec3& translation) {
    frame.origin = rotation * frame.origin + translation;
    frame.rotation = rotation * frame.rotation;
}

}  // namespace

Mat3 turn_about_z(double angle_deg) {
    const double c = std::cos(angle_deg * rad_per_deg);
    const double s = std::sin(angle_deg * rad_per_deg);
    Mat3 r;
    r << c, -s, 0.0, s, c, 0.0, 0.0, 0.0, 1.0;
    return r;
}

double Endplate::height(double x, double z) const {
    const double r = outline.elliptical_radius(x, z) / central_fraction;
    if (r >= 1.0) return 0.0;
    return dip * (1.0 - r * r) * (1.0 - r * r);
}

Vec3 Endplate::surface_point(const Vec2& in_plane) const {
    return frame.to_global({in_plane.x(), height(in_plane.x(), in_plane.y()), in_plane.y()});
}

PlacedColumn place_column(const BodyParameters& body, const SpineOptions& options) {
    PlacedColumn column;
    Vec3 centre = Vec3::Zero();
    double angle = -options.sacral_slope_deg;

    constexpr std::size_t s1 = vertebra_count - 1;
    const VertebraParameters& sacrum = body.vertebra[s1];
    const Vec3 down = -sacrum.height * turn_about_z(angle).col(1);
    column.superior[s1] = make_endplate(body, sacrum.upper, centre, angle, -1.0);
    column.inferior[s1] = make_endplate(body, sacrum.lower, centre + down, angle, 0.0);
    column.inferior[s1].outline = scaled(column.inferior[s1].outline, body.sacral_taper);
    column.vertebra[s1] = {centre + 0.5 * down, turn_about_z(angle)};

    for (std::size_t i = s1; i-- > 0;) {
        const DiscParameters& disc = body.disc[i];
        const Mat3 disc_axes = turn_about_z(angle + 0.5 * disc.wedge_deg);
        column.disc[i] = {centre + 0.5 * disc.height * disc_axes.col(1), disc_axes};
        centre += disc.height * disc_axes.col(1);
        angle += disc.wedge_deg;

        const VertebraParameters& v = body.vertebra[i];
        const Mat3 body_axes = turn_about_z(angle - 0.5 * v.wedge_deg);
        column.inferior[i] = make_endplate(body, v.lower, centre, angle, 1.0);
        column.vertebra[i] = {centre + 0.5 * v.height * body_axes.col(1), body_axes};
        centre += v.height * body_axes.col(1);
        angle -= v.wedge_deg;
        column.superior[i] = make_endplate(body, v.upper, centre, angle, -1.0);
    }

    if (options.bottom != Vertebra::S1) {
        const auto bottom = static_cast<std::size_t>(options.bottom);
        const Mat3 rotation = column.disc[bottom - 1].rotation.transpose();
        const Vec3 translation = -(rotation * column.superior[bottom].frame.origin);
        for (auto& frame : column.vertebra) move(frame, rotation, translation);
        for (auto& frame : column.disc) move(frame, rotation, translation);
        for (auto& endplate : column.superior) move(endplate.frame, rotation, translation);
        for (auto& endplate : column.inferior) move(endplate.frame, rotation, translation);
    }
    return column;
}

}  // namespace spondyl
