// SPDX-License-Identifier: Apache-2.0
// The tissue of the annulus and the variation of its fibres: radius 0 at the nucleus .. 1 at the outer rim, theta 0
// anterior .. 180 degrees posterior, the same left and right.
//
// Both laws have two fibre families at +-alpha to the plane of the disc,
//     a0 = cos(alpha) circumferential +- sin(alpha) axial,
// with the tangents of the lamella taken from the mesh.
#pragma once

#include <variant>

#include "core/materials/fibre_annulus.hpp"
#include "core/materials/holzapfel_gasser_ogden.hpp"
#include "models/geometry/spine_mesh.hpp"

namespace spondyl {

// Fibres follow tabulated curves; one curve per sector, blended at its borders. The angle is bilinear in radius and
// theta: it grows both inwards (Cassidy, Hiltner, Baer 1989, doi:10.3109/03008208909103905) and to the back (Holzapfel
// et al. 2005, doi:10.1007/s10237-004-0053-8).
struct CurveAnnulus {
    using Material = FibreAnnulus;

    FibreAnnulus material;  // curves: anterior and rest, lateral, dorsal
    double weight_inner = 1.0;
    double weight_outer = 1.0;  // linear in the radius in between
    double angle_anterior_outer_deg = 0.0;
    double angle_anterior_inner_deg = 0.0;
    double angle_posterior_outer_deg = 0.0;
    double angle_posterior_inner_deg = 0.0;
    double lateral_centre_deg = 0.0;
    double lateral_width_deg = 0.0;  // of the sector on one side
    double dorsal_width_deg = 0.0;   // of the sector symmetric about the midline
    double blend_width_deg = 0.0;    // centred on each border of a sector

    [[nodiscard]] FibreAnnulus::Point<double> point(const AnnulusPoint& where) const;
};

// A number given in the outer and inner ring of the ventral, lateral and dorsal sector; linear between the centres of
// these regions (five sectors of 36 degrees and five rings between nucleus and rim), constant beyond them.
struct RegionalField {
    static constexpr int sector_count = 3;
    static constexpr int ring_count = 2;  // inner, outer
    double value[sector_count][ring_count]{};

    [[nodiscard]] double at(double radius, double theta_deg) const;
};

// Exponential fibres after Holzapfel, Gasser and Ogden.
struct ExponentialAnnulus {
    using Material = HolzapfelGasserOgden;

    HolzapfelGasserOgden material;
    RegionalField k1;  // MPa
    RegionalField k2;
    RegionalField angle_deg;

    [[nodiscard]] HolzapfelGasserOgden::Point<double> point(const AnnulusPoint& where) const;
};

using AnnulusTissue = std::variant<CurveAnnulus, ExponentialAnnulus>;

}  // namespace spondyl
