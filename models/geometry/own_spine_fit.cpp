// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/own_spine_fit.hpp"

#include <array>

namespace spondyl {
namespace {

using BoneColumn = Column<BoneFit>;
constexpr std::array bone_columns = {
    BoneColumn{"triangles", "1", "Triangles of the surface, of its largest part", &BoneFit::triangles},
    BoneColumn{"open_edges", "1", "Edges of that part that do not join two triangles", &BoneFit::open_edges},
    BoneColumn{"parts_left_out", "1", "Loose pieces that were left out", &BoneFit::parts_left_out},
    BoneColumn{"distance_mean_mm", "mm", "Mean distance of the fitted template to the surface",
               &BoneFit::distance_mean_mm},
    BoneColumn{"distance_max_mm", "mm", "Largest such distance", &BoneFit::distance_max_mm},
    BoneColumn{"covered", "1", "Share of the template that found a counterpart in the surface", &BoneFit::covered},
    BoneColumn{"scale", "1", "Size of the bone over that of the template: cube root of the volumes' ratio",
               &BoneFit::scale},
    BoneColumn{"upper_width_mm", "mm", "Width of the upper endplate", &BoneFit::upper_width_mm},
    BoneColumn{"upper_depth_mm", "mm", "Depth of the upper endplate, without the hollow at its back",
               &BoneFit::upper_depth_mm},
    BoneColumn{"upper_concavity_mm", "mm", "Depth of its concavity at the centre", &BoneFit::upper_concavity_mm},
    BoneColumn{"lower_width_mm", "mm", "Width of the lower endplate; 0 for S1, which has none",
               &BoneFit::lower_width_mm},
    BoneColumn{"lower_depth_mm", "mm", "Depth of the lower endplate, without the hollow at its back",
               &BoneFit::lower_depth_mm},
    BoneColumn{"lower_concavity_mm", "mm", "Depth of its concavity at the centre", &BoneFit::lower_concavity_mm},
    BoneColumn{"height_mm", "mm", "Height of the body between the centres of its endplates' rims", &BoneFit::height_mm},
    BoneColumn{"wedge_deg", "deg", "Wedge of the body; + posterior side taller", &BoneFit::wedge_deg},
};

using DiscColumn = Column<DiscFit>;
constexpr std::array all_disc_fit_columns = {
    DiscColumn{"height_mm", "mm", "Height of the disc between the centres of the rims, along its normal",
               &DiscFit::height_mm},
    DiscColumn{"height_anterior_mm", "mm", "Height from rim to rim in front", &DiscFit::height_anterior_mm},
    DiscColumn{"height_posterior_mm", "mm", "Height from rim to rim at the back", &DiscFit::height_posterior_mm},
    DiscColumn{"wedge_deg", "deg", "Wedge of the disc; + anterior side taller", &DiscFit::wedge_deg},
    DiscColumn{"lateral_deg", "deg", "Upper against lower endplate in the frontal plane; + bent to the right",
               &DiscFit::lateral_deg},
    DiscColumn{"axial_deg", "deg", "Upper against lower endplate about the axis; + turned to the left",
               &DiscFit::axial_deg},
    DiscColumn{"step_mm", "mm", "Centre of the upper endplate ahead of that of the lower one", &DiscFit::step_mm},
    DiscColumn{"joint_gap_left_mm", "mm", "Distance of the bones in the left facet joint", &DiscFit::joint_gap_left_mm},
    DiscColumn{"joint_gap_right_mm", "mm", "The same on the right", &DiscFit::joint_gap_right_mm},
};

}  // namespace

std::span<const Column<BoneFit>> bone_fit_columns() {
    return bone_columns;
}

std::span<const Column<DiscFit>> disc_fit_columns() {
    return all_disc_fit_columns;
}

}  // namespace spondyl
