// SPDX-License-Identifier: Apache-2.0
// Parameters for drawing the posterior elements of a vertebra and the top of the sacrum around the measured sizes
// (body, canal, pedicles, facets, spans): vertebra_processes.csv and sacrum_shape.csv, which describe each number.
// Frame of the vertebra; lengths in mm. Heights are in halves of the body's height, + up from its centre.
#pragma once

#include <array>

#include "models/scenario/levels.hpp"

namespace spondyl {

struct VertebraProcesses {
    double articular_thickness = 0.0;
    double lamina_radius = 0.0;
    double flavum_reach = 0.0;
    double flavum_front = 0.0;
    double canal_level = 0.0;
    double pedicle_below_top = 0.0;
    double pedicle_from = 0.0;
    double pedicle_from_lateral = 0.0;
    double pedicle_length = 0.0;
    double pedicle_mark = 0.0;
    double pillar_top_below = 0.0;
    double pillar_radius_lower = 0.0;
    double pillar_radius_upper = 0.0;
    double pars_canal_share = 0.0;
    double pars_below_pedicle = 0.0;
    double pars_beside_canal = 0.0;
    double pars_radius_upper = 0.0;
    double pars_radius = 0.0;
    double pars_foot_above = 0.0;
    double mammillary_depth = 0.0;
    double mammillary_behind = 0.0;
    double mammillary_below = 0.0;
    double mammillary_lateral = 0.0;
    double mammillary_root_radius = 0.0;
    double mammillary_radius = 0.0;
    double mammillary_mark_behind = 0.0;
    double mammillary_mark_lateral = 0.0;
    double lamina_top_behind = 0.0;
    double lamina_top = 0.0;
    double lamina_bottom_behind = 0.0;
    double lamina_bottom = 0.0;
    double lamina_side_behind = 0.0;
    double lamina_side_above = 0.0;
    double lamina_side_medial = 0.0;
    double spinous_tip_radius = 0.0;
    double spinous_tip_bulge = 0.0;
    double spinous_tip_breadth = 0.0;
    double spinous_tip_top = 0.0;
    double spinous_tip_below = 0.0;
    double spinous_upper_behind = 0.0;
    double spinous_upper = 0.0;
    double spinous_lower_behind = 0.0;
    double spinous_lower = 0.0;
    double spinous_edge_thinner = 0.0;
    double spinous_upper_edge_thinner = 0.0;
    double spinous_hollow = 0.0;
    double spinous_middle_radius = 0.0;
    double transverse_root_behind = 0.0;
    double transverse_end_behind = 0.0;
    double transverse_below_pedicle = 0.0;
    double transverse_least_length = 0.0;
    double transverse_height = 0.0;
    double transverse_thickness = 0.0;
    // By Vertebra; none of S1.
    std::array<double, vertebra_count> transverse_rise{};
    std::array<double, vertebra_count> transverse_root_radius{};
    std::array<double, vertebra_count> transverse_end_radius{};
};

struct SacrumShape {
    double body_taper = 0.0;
    double canal_depth = 0.0;
    double wing_radius = 0.0;
    double wing_root_anterior = 0.0;
    double wing_root = 0.0;
    double wing_root_lateral = 0.0;
    double wing_end_anterior = 0.0;
    double wing_end = 0.0;
    double wing_end_beside = 0.0;
    double auricle_anterior = 0.0;
    double auricle_beside = 0.0;
    double wing_foot_anterior = 0.0;
    double wing_foot_lateral = 0.0;
    double pillar_behind = 0.0;
    double pillar_beside_canal = 0.0;
    double mass_height = 0.0;
    double mass_beside_canal = 0.0;
    double mass_radius = 0.0;
    double pillar_top_below = 0.0;
    double pillar_radius = 0.0;
    double pillar_radius_upper = 0.0;
    double pillar_radius_lower = 0.0;
    double pillar_foot_ahead = 0.0;
    double pillar_foot_above = 0.0;
    double pillar_foot_beside_canal = 0.0;
    double roof_side_ahead = 0.0;
    double roof_side = 0.0;
    double roof_beside_canal = 0.0;
    double roof_top_behind = 0.0;
    double roof_top = 0.0;
    double roof_bottom_behind = 0.0;
    double roof_foot_ahead = 0.0;
    double roof_bottom_above = 0.0;
    double crest_behind = 0.0;
    double crest_front = 0.0;
    double crest_top = 0.0;
    double crest_tip = 0.0;
    double lamina_ahead = 0.0;
    double lamina = 0.0;
    double lamina_lateral = 0.0;
};

}  // namespace spondyl
