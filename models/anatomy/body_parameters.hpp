// SPDX-License-Identifier: Apache-2.0
// Parameters of one person's lumbar spine, from the tables in models/data and the person's size, sex and age.
//
// Reference: the tables describe an adult of 170 cm and 40 years, mixed sex, standing; Person{} reproduces them.
// Quantities that change them, and why no others do:
// - Stature scales body and disc heights by the length of the column, L = (H - 47.258 cm) / 2.069, and endplates,
//   pedicles and canal by the linear regressions on body height of the same chain (Lavecchia et al. 2018,
//   doi 10.1098/rsif.2017.0829). Only ratios to the reference stature are used: its absolute sizes are 2-3 mm small.
// - Sex sets the wedge of the bodies (Eur Spine J 2010, doi 10.1007/s00586-009-1256-6; average = mean of both).
//   It also sets the width of the endplates beyond what stature does (Gilsanz et al. 1994). Depth gets no factor of
//   its own: that of L5 of women over men is 0.90 (Cook and Baker 2021), and the stature chain alone gives 0.91.
//   It also sets the width of the endplates beyond the effect of stature (Gilsanz et al. 1994). Depth has no separate
//   factor: the ratio of women to men at L5 is 0.90 (Cook and Baker 2021), and the stature chain alone gives 0.91.
// - endplate_scale multiplies all that stature scales across the spine (endplates, pedicles, canal, processes,
//   positions of the facets), disc_height_scale the healthy disc: differences of a person from the mean of their
//   stature and age.
// - Age changes disc height by the regression of non-degenerated discs (Shao 2002 in Lavecchia 2018), as a ratio to
//   40 years, constant below 20 and above 69. It RISES with age (0.4-0.6 % a year): loss of height is due to the grade.
// - Disc grade 0-3 multiplies height and nucleus area (JOSR 2022, doi 10.1186/s13018-022-03220-3). The wedge decreases
//   by the same factor as the height, so that the ratio of anterior to posterior height is constant. As the disc loses
//   height, the facets of the level slide down on each other and, being inclined, approach: the joint space narrows by
//   the loss times the cosine of the angle to the transverse plane, until the cartilages touch.
#pragma once

#include <array>

#include "models/anatomy/spine_anatomy.hpp"
#include "models/scenario/levels.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

struct VertebraParameters {
    EndplateParameters upper;
    EndplateParameters lower;  // S1: as upper (there is none)
    double height = 0.0;       // mm, between the centres of the two rim planes
    double wedge_deg = 0.0;    // + posterior side taller
    double pedicle_width = 0.0;
    double pedicle_height = 0.0;
    double canal_width = 0.0;
    double canal_depth = 0.0;
    double transverse_span = 0.0;  // tip to tip
    double spinous_reach = 0.0;    // tip behind the body centre
    double spinous_height = 0.0;
};

// The right-hand joint in the mid-disc frame; the left one is its mirror image.
struct FacetParameters {
    double anterior = 0.0;  // mm, centre of the gap from the disc centre
    double cranial = 0.0;
    double lateral = 0.0;
    double angle_to_sagittal_deg = 0.0;
    double angle_to_transverse_deg = 0.0;
    double height = 0.0;
    double width = 0.0;
    double curvature_radius = 0.0;     // mm, across the joint; the superior surface is hollow
    double cartilage_thickness = 0.0;  // mm, both layers together
    double bone_gap = 0.0;             // mm, cartilage and the space between
};

struct DiscParameters {
    double height = 0.0;            // mm, between the centres of the two rim planes
    double height_factor = 1.0;     // of the grade, contained in height
    double height_loss = 0.0;       // mm, taken from the healthy disc by the grade
    double wedge_deg = 0.0;         // + anterior side taller
    double nucleus_fraction = 0.0;  // of the disc's area
    double nucleus_offset = 0.0;    // mm, centroid behind the disc's centroid
    double cartilage_thickness = 0.0;
    double flavum_section = 0.0;  // mm^2
    FacetParameters facet;
};

struct BodyParameters {
    std::array<VertebraParameters, vertebra_count> vertebra;
    std::array<DiscParameters, disc_count> disc;
    double central_endplate_fraction = 0.0;   // diameter of the concave part over the whole
    double indentation = 0.0;                 // mm, posterior hollow of the outline
    double indentation_width_fraction = 0.0;  // Gaussian width over the endplate's width
    double waist = 0.0;                       // narrowing of a body at mid-height
    double sacral_taper = 0.0;                // foot of the S1 body over its endplate, for its picture
    double bony_endplate_thickness = 0.0;     // mm
};

// UserError: a person outside what the tables cover (height 130-210 cm, age
// 15-100 years, grades 0-3), top not above bottom, a disc that would close at its front or back.
BodyParameters body_parameters(const SpineAnatomy& anatomy, const Person& person, const SpineOptions& options);

}  // namespace spondyl
