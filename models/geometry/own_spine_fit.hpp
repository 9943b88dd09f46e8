// SPDX-License-Identifier: Apache-2.0
// Quality of the fit of the tables' anatomy to a person's own bones, and sizes measured on them.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "core/result/column.hpp"
#include "core/text/enum_names.hpp"
#include "models/scenario/levels.hpp"

namespace spondyl {

// One vertebra with a surface of its own. Distances are from the fitted template to the surface, where that has a part
// with the same orientation.
struct BoneFit {
    Vertebra vertebra{};
    double triangles = 0.0;  // of the surface, as read
    double open_edges = 0.0;
    double parts_left_out = 0.0;  // loose pieces beside the largest one
    double distance_mean_mm = 0.0;
    double distance_max_mm = 0.0;
    double covered = 0.0;  // share of the template's area that found a counterpart
    double scale = 1.0;    // cube root of the volume ratio: the bone over the template
    double upper_width_mm = 0.0;
    double upper_depth_mm = 0.0;
    double upper_concavity_mm = 0.0;  // at the centre, into the bone
    double lower_width_mm = 0.0;      // 0 for S1, which has no lower endplate; the same for the two below
    double lower_depth_mm = 0.0;
    double lower_concavity_mm = 0.0;
    double height_mm = 0.0;  // between the centres of the two endplates' rims
    double wedge_deg = 0.0;  // + posterior side taller
};

// One disc between bones of which at least one is the person's own.
struct DiscFit {
    Disc disc{};
    double height_mm = 0.0;  // between the centres of the two endplates' rims
    double height_anterior_mm = 0.0;
    double height_posterior_mm = 0.0;
    double wedge_deg = 0.0;          // + anterior side taller
    double lateral_deg = 0.0;        // upper against lower endplate: + bent to the right
    double axial_deg = 0.0;          // + turned to the left
    double step_mm = 0.0;            // centre of the upper endplate ahead of the lower one, in the plane of the disc
    double joint_gap_left_mm = 0.0;  // between the bones of the facet joints, as they are in the surfaces
    double joint_gap_right_mm = 0.0;
};

enum class FitWarningKind {
    missing,     // no surface of this vertebra: that of stature, sex and age
    distance,    // mm, mean distance of template and surface
    covered,     // share of the template that found a counterpart
    open,        // open edges of the surface
    coarse,      // mm, mean length of its edges
    joint_gap,   // mm, between the bones of a joint
    proportion,  // width over depth of an endplate
};
inline constexpr std::array<std::string_view, 7> fit_warning_kind_names = {"missing", "distance",  "covered",   "open",
                                                                           "coarse",  "joint_gap", "proportion"};
constexpr const auto& enum_names(FitWarningKind /*of*/) {
    return fit_warning_kind_names;
}
struct FitWarning {
    FitWarningKind kind{};
    Vertebra vertebra{};  // of a joint: the upper one
    double value = 0.0;
    double limit = 0.0;
};

struct OwnSpineFit {
    std::vector<BoneFit> bones;  // cranial to caudal, as the others
    std::vector<DiscFit> discs;
    std::vector<FitWarning> warnings;
    double lordosis_deg = 0.0;  // from the upper endplate of the highest to that of the lowest own bone

    [[nodiscard]] bool empty() const { return bones.empty(); }
};

// In the order of files and tables.
std::span<const Column<BoneFit>> bone_fit_columns();
std::span<const Column<DiscFit>> disc_fit_columns();

}  // namespace spondyl
