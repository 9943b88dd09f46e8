// SPDX-License-Identifier: Apache-2.0
#include "models/tissue/annulus_tissue.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spondyl {
namespace {

void set_fibre_directions(const AnnulusPoint& where, double angle_deg, Vector<double> (&a0)[fibre_family_count]) {
    const double angle = angle_deg * std::numbers::pi / 180.0;
    for (int family = 0; family < fibre_family_count; ++family) {
        const double sign = family == 0 ? 1.0 : -1.0;
        // The two tangents of a sheared element are not quite perpendicular, hence the normalisation.
        const Vec3 a = (std::cos(angle) * where.circumferential + sign * std::sin(angle) * where.axial).normalized();
        a0[family] = {a.x(), a.y(), a.z()};
    }
}

// From 0 to 1 over `width` around `border`, with zero slope at both ends.
double smooth_step(double x, double border, double width) {
    const double t = std::clamp((x - border) / width + 0.5, 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

}  // namespace

FibreAnnulus::Point<double> CurveAnnulus::point(const AnnulusPoint& where) const {
    const double theta = where.theta_deg;
    const double half = 0.5 * lateral_width_deg;
    const double lateral = smooth_step(theta, lateral_centre_deg - half, blend_width_deg) *
                           (1.0 - smooth_step(theta, lateral_centre_deg + half, blend_width_deg));
    const double dorsal = smooth_step(theta, 180.0 - 0.5 * dorsal_width_deg, blend_width_deg);
    const double anterior = std::lerp(angle_anterior_inner_deg, angle_anterior_outer_deg, where.radius);
    const double posterior = std::lerp(angle_posterior_inner_deg, angle_posterior_outer_deg, where.radius);
    FibreAnnulus::Point<double> point;
    set_fibre_directions(where, std::lerp(anterior, posterior, theta / 180.0), point.a0);
    point.weight = std::lerp(weight_inner, weight_outer, where.radius);
    point.share[0] = 1.0 - lateral - dorsal;
    point.share[1] = lateral;
    point.share[2] = dorsal;
    return point;
}

double RegionalField::at(double radius, double theta_deg) const {
    constexpr double first_sector = 18.0;  // centres of the regions
    constexpr double sector_step = 72.0;
    constexpr double first_ring = 0.1;
    constexpr double ring_step = 0.8;
    const double ring = std::clamp((radius - first_ring) / ring_step, 0.0, 1.0);
    const double place = std::clamp((theta_deg - first_sector) / sector_step, 0.0, sector_count - 1.0);
    const int sector = std::min(static_cast<int>(place), sector_count - 2);
    const double ventral_side = std::lerp(value[sector][0], value[sector][1], ring);
    const double dorsal_side = std::lerp(value[sector + 1][0], value[sector + 1][1], ring);
    return std::lerp(ventral_side, dorsal_side, place - sector);
}

HolzapfelGasserOgden::Point<double> ExponentialAnnulus::point(const AnnulusPoint& where) const {
    HolzapfelGasserOgden::Point<double> point;
    set_fibre_directions(where, angle_deg.at(where.radius, where.theta_deg), point.a0);
    point.k1 = k1.at(where.radius, where.theta_deg);
    point.k2 = k2.at(where.radius, where.theta_deg);
    return point;
}

}  // namespace spondyl
