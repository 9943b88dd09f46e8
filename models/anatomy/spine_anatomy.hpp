// SPDX-License-Identifier: Apache-2.0
// The reference adult's vertebrae, discs, facet joints and ligaments, as the tables in models/data give them, and what
// changes them with stature, sex, age and grade. body_parameters.hpp makes a person's spine of them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "models/anatomy/vertebra_processes.hpp"
#include "models/scenario/levels.hpp"
#include "models/scenario/scenario.hpp"
#include "models/scenario/structures.hpp"

namespace spondyl {

inline constexpr int disc_grade_count = 4;   // 0 healthy .. 3 severe
inline constexpr int facet_grade_count = 4;  // 0 healthy .. 3 severe

template <class T>
using PerVertebra = std::array<T, vertebra_count>;
template <class T>
using PerDisc = std::array<T, disc_count>;

struct BySex {
    double female = 0.0;
    double male = 0.0;
    // Average: the mean of both.
    [[nodiscard]] double of(Sex sex) const {
        return sex == Sex::female ? female : sex == Sex::male ? male : 0.5 * (female + male);
    }
};

// One endplate: outline in its own plane and the dip below that plane. mm.
struct EndplateParameters {
    double width = 0.0;
    double depth = 0.0;
    double concavity = 0.0;  // at the centre, into the bone
};

// vertebra_geometry.csv. Of S1 only the upper endplate and the height are known; the rest is zero.
struct VertebraAnatomy {
    struct Level {
        EndplateParameters upper;
        EndplateParameters lower;
        double body_height = 0.0;  // mm, between the centres of the two rim planes
        BySex body_wedge_deg;      // + posterior side taller
        double pedicle_width = 0.0;
        double pedicle_height = 0.0;
        double canal_width = 0.0;
        double canal_depth = 0.0;
        double transverse_span = 0.0;  // tip to tip
        double spinous_reach = 0.0;    // tip behind the body centre
        double spinous_height = 0.0;
    };
    PerVertebra<Level> level;
    double central_endplate_fraction = 0.0;           // diameter of the concave part over the whole
    double outline_indentation = 0.0;                 // mm, posterior hollow of the outline
    double outline_indentation_width_fraction = 0.0;  // Gaussian width over the endplate's width
    double body_waist = 0.0;                          // narrowing of a body at mid-height
    double bony_endplate_thickness = 0.0;             // mm
};

// disc_geometry.csv
struct DiscAnatomy {
    double rim_height = 0.0;  // mm, between the centres of the two rim planes
    double wedge_deg = 0.0;   // standing, + anterior side taller
    double nucleus_area_fraction = 0.0;
    double nucleus_posterior_offset = 0.0;      // mm
    double cartilage_endplate_thickness = 0.0;  // mm
    double flavum_section = 0.0;                // mm^2
    std::array<double, disc_grade_count> height_factor{};
    std::array<double, disc_grade_count> nucleus_area_factor{};
};

// facets.csv and facet_cartilage.csv: the right-hand joint in the mid-disc frame, mm.
struct FacetAnatomy {
    double centre_anterior = 0.0;
    double centre_cranial = 0.0;
    double centre_lateral = 0.0;
    double angle_to_sagittal_deg = 0.0;
    double angle_to_transverse_deg = 0.0;
    double height = 0.0;
    double width = 0.0;
    double curvature_radius = 0.0;
    double cartilage_gap = 0.0;  // between the two cartilages
    double bone_gap = 0.0;
    std::array<double, facet_grade_count> gap_factor{};
    std::array<double, facet_grade_count> thickness_factor{};  // of the cartilage
};

// facet_cartilage.csv
struct FacetCartilage {
    double youngs_modulus = 0.0;                            // MPa, > 0
    double poisson_ratio = 0.0;                             // 0 .. 0.5
    std::array<double, facet_grade_count> capsule_slack{};  // strain added to the rest length of the capsule
};

// scaling.csv: how sizes follow stature, sex and age.
struct SpineScaling {
    struct Line {  // slope times the height of the body plus intercept, mm
        double slope = 0.0;
        double intercept = 0.0;
    };
    double reference_stature_cm = 0.0;
    double column_offset_cm = 0.0;  // length of the column = (stature - offset) / divisor
    double column_divisor = 0.0;
    double body_share = 0.0;                  // of the column
    PerVertebra<double> body_height_share{};  // of all bodies
    Line upper_endplate_width, upper_endplate_depth, lower_endplate_width, lower_endplate_depth;
    Line pedicle_width, pedicle_height, canal_width, canal_depth;
    BySex endplate_width;        // factor
    double reference_age = 0.0;  // years
    double age_from = 0.0;
    double age_to = 0.0;
    PerDisc<BySex> disc_height_intercept{};  // mm
    PerDisc<BySex> disc_height_per_year{};
};

// ligament_paths.csv and ligament_failure.csv
struct LigamentAnatomy {
    // NOLINTBEGIN(readability-identifier-naming): ligaments go by their abbreviations, as in the table.
    double ALL_width = 0.0;  // mm
    double PLL_width = 0.0;
    double ISL_upper_start = 0.0;  // shares of the edge of a spinous process, from its front
    double ISL_upper_end = 0.0;
    double ISL_lower_start = 0.0;
    double ISL_lower_end = 0.0;
    double ITL_start = 0.0;  // shares of a transverse process, from its root
    double ITL_end = 0.0;
    double IL_start = 0.0;           // share of the lower edge of the transverse process of L5, from its root
    double IL_front_anterior = 0.0;  // mm, on the right iliac crest of an adult of the reference stature, from the
    double IL_front_cranial = 0.0;   // centre of L5-S1, upright in standing
    double IL_front_lateral = 0.0;
    double IL_back_anterior = 0.0;
    double IL_back_cranial = 0.0;
    double IL_back_lateral = 0.0;
    // NOLINTEND(readability-identifier-naming)
    double CL_set_back = 0.0;                                            // mm
    std::array<std::optional<double>, ligament_count> failure_load_N{};  // none was measured for some
};

// follower_path.csv: the point of a disc through which compression does not rotate it, and the largest distance of the
// follower-load cables from the centres of the bodies.
struct FollowerPathAnatomy {
    double balance_point_per_wedge = 0.0;  // mm/deg
    double largest_shift = 0.0;            // mm
};

// A row of geometry_ranges.csv: range of a size measured in healthy adults.
struct PublishedSize {
    std::string level;     // of a disc, a vertebra or a part of the column; "all": each of them
    std::string quantity;  // as in GeometryCheck
    double low = 0.0;
    double high = 0.0;
    std::string unit;
    std::string source;
};

struct SpineAnatomy {
    VertebraAnatomy vertebrae;
    VertebraProcesses processes;
    SacrumShape sacrum;
    PerDisc<DiscAnatomy> discs;
    PerDisc<FacetAnatomy> facets;
    FacetCartilage facet_cartilage;
    PerDisc<LigamentAnatomy> ligaments;
    SpineScaling scaling;
    FollowerPathAnatomy follower_path;
    double nucleus_density = 0.0;  // g/mm^3, disc_geometry.csv
    std::vector<PublishedSize> published_sizes;
    PerDisc<double> unloaded_flexion_share{};                     // of the loss of lordosis, unloaded_shape.csv
    std::array<double, disc_grade_count> resting_pressure_MPa{};  // resting_pressure.csv
    double hold_relaxation_share = 0.0;                           // of the stress, hold_relaxation.csv
    double hold_relaxation_time_s = 0.0;
};

}  // namespace spondyl
