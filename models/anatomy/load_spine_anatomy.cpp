// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include "models/anatomy/read_numbers.hpp"

namespace spondyl {
namespace {

constexpr auto process_rows = std::to_array<NumberRow<VertebraProcesses>>({
    {"articular_thickness", "mm", &VertebraProcesses::articular_thickness},
    {"lamina_radius", "mm", &VertebraProcesses::lamina_radius},
    {"flavum_reach", "1", &VertebraProcesses::flavum_reach},
    {"flavum_front", "1", &VertebraProcesses::flavum_front},
    {"canal_level", "1", &VertebraProcesses::canal_level},
    {"pedicle_below_top", "mm", &VertebraProcesses::pedicle_below_top},
    {"pedicle_from", "1", &VertebraProcesses::pedicle_from},
    {"pedicle_from_lateral", "1", &VertebraProcesses::pedicle_from_lateral},
    {"pedicle_length", "mm", &VertebraProcesses::pedicle_length},
    {"pedicle_mark", "mm", &VertebraProcesses::pedicle_mark},
    {"pillar_top_below", "mm", &VertebraProcesses::pillar_top_below},
    {"pillar_radius_lower", "mm", &VertebraProcesses::pillar_radius_lower},
    {"pillar_radius_upper", "mm", &VertebraProcesses::pillar_radius_upper},
    {"pars_canal_share", "1", &VertebraProcesses::pars_canal_share},
    {"pars_below_pedicle", "mm", &VertebraProcesses::pars_below_pedicle},
    {"pars_beside_canal", "mm", &VertebraProcesses::pars_beside_canal},
    {"pars_radius_upper", "mm", &VertebraProcesses::pars_radius_upper},
    {"pars_radius", "mm", &VertebraProcesses::pars_radius},
    {"pars_foot_above", "mm", &VertebraProcesses::pars_foot_above},
    {"mammillary_depth", "1", &VertebraProcesses::mammillary_depth},
    {"mammillary_behind", "1", &VertebraProcesses::mammillary_behind},
    {"mammillary_below", "mm", &VertebraProcesses::mammillary_below},
    {"mammillary_lateral", "1", &VertebraProcesses::mammillary_lateral},
    {"mammillary_root_radius", "mm", &VertebraProcesses::mammillary_root_radius},
    {"mammillary_radius", "mm", &VertebraProcesses::mammillary_radius},
    {"mammillary_mark_behind", "1", &VertebraProcesses::mammillary_mark_behind},
    {"mammillary_mark_lateral", "1", &VertebraProcesses::mammillary_mark_lateral},
    {"lamina_top_behind", "mm", &VertebraProcesses::lamina_top_behind},
    {"lamina_top", "1", &VertebraProcesses::lamina_top},
    {"lamina_bottom_behind", "mm", &VertebraProcesses::lamina_bottom_behind},
    {"lamina_bottom", "1", &VertebraProcesses::lamina_bottom},
    {"lamina_side_behind", "mm", &VertebraProcesses::lamina_side_behind},
    {"lamina_side_above", "mm", &VertebraProcesses::lamina_side_above},
    {"lamina_side_medial", "mm", &VertebraProcesses::lamina_side_medial},
    {"spinous_tip_radius", "mm", &VertebraProcesses::spinous_tip_radius},
    {"spinous_tip_bulge", "mm", &VertebraProcesses::spinous_tip_bulge},
    {"spinous_tip_breadth", "1", &VertebraProcesses::spinous_tip_breadth},
    {"spinous_tip_top", "1", &VertebraProcesses::spinous_tip_top},
    {"spinous_tip_below", "mm", &VertebraProcesses::spinous_tip_below},
    {"spinous_upper_behind", "mm", &VertebraProcesses::spinous_upper_behind},
    {"spinous_upper", "1", &VertebraProcesses::spinous_upper},
    {"spinous_lower_behind", "mm", &VertebraProcesses::spinous_lower_behind},
    {"spinous_lower", "1", &VertebraProcesses::spinous_lower},
    {"spinous_edge_thinner", "mm", &VertebraProcesses::spinous_edge_thinner},
    {"spinous_upper_edge_thinner", "mm", &VertebraProcesses::spinous_upper_edge_thinner},
    {"spinous_hollow", "mm", &VertebraProcesses::spinous_hollow},
    {"spinous_middle_radius", "mm", &VertebraProcesses::spinous_middle_radius},
    {"transverse_root_behind", "mm", &VertebraProcesses::transverse_root_behind},
    {"transverse_end_behind", "mm", &VertebraProcesses::transverse_end_behind},
    {"transverse_below_pedicle", "mm", &VertebraProcesses::transverse_below_pedicle},
    {"transverse_least_length", "mm", &VertebraProcesses::transverse_least_length},
    {"transverse_height", "1", &VertebraProcesses::transverse_height},
    {"transverse_thickness", "1", &VertebraProcesses::transverse_thickness},
});

constexpr auto sacrum_rows = std::to_array<NumberRow<SacrumShape>>({
    {"body_taper", "1", &SacrumShape::body_taper},
    {"canal_depth", "1", &SacrumShape::canal_depth},
    {"wing_radius", "mm", &SacrumShape::wing_radius},
    {"wing_root_anterior", "mm", &SacrumShape::wing_root_anterior},
    {"wing_root", "1", &SacrumShape::wing_root},
    {"wing_root_lateral", "1", &SacrumShape::wing_root_lateral},
    {"wing_end_anterior", "mm", &SacrumShape::wing_end_anterior},
    {"wing_end", "1", &SacrumShape::wing_end},
    {"wing_end_beside", "mm", &SacrumShape::wing_end_beside},
    {"auricle_anterior", "mm", &SacrumShape::auricle_anterior},
    {"auricle_beside", "mm", &SacrumShape::auricle_beside},
    {"wing_foot_anterior", "mm", &SacrumShape::wing_foot_anterior},
    {"wing_foot_lateral", "1", &SacrumShape::wing_foot_lateral},
    {"pillar_behind", "mm", &SacrumShape::pillar_behind},
    {"pillar_beside_canal", "mm", &SacrumShape::pillar_beside_canal},
    {"mass_height", "1", &SacrumShape::mass_height},
    {"mass_beside_canal", "mm", &SacrumShape::mass_beside_canal},
    {"mass_radius", "mm", &SacrumShape::mass_radius},
    {"pillar_top_below", "mm", &SacrumShape::pillar_top_below},
    {"pillar_radius", "mm", &SacrumShape::pillar_radius},
    {"pillar_radius_upper", "mm", &SacrumShape::pillar_radius_upper},
    {"pillar_radius_lower", "mm", &SacrumShape::pillar_radius_lower},
    {"pillar_foot_ahead", "mm", &SacrumShape::pillar_foot_ahead},
    {"pillar_foot_above", "mm", &SacrumShape::pillar_foot_above},
    {"pillar_foot_beside_canal", "mm", &SacrumShape::pillar_foot_beside_canal},
    {"roof_side_ahead", "mm", &SacrumShape::roof_side_ahead},
    {"roof_side", "1", &SacrumShape::roof_side},
    {"roof_beside_canal", "mm", &SacrumShape::roof_beside_canal},
    {"roof_top_behind", "mm", &SacrumShape::roof_top_behind},
    {"roof_top", "1", &SacrumShape::roof_top},
    {"roof_bottom_behind", "mm", &SacrumShape::roof_bottom_behind},
    {"roof_foot_ahead", "mm", &SacrumShape::roof_foot_ahead},
    {"roof_bottom_above", "mm", &SacrumShape::roof_bottom_above},
    {"crest_behind", "mm", &SacrumShape::crest_behind},
    {"crest_front", "1", &SacrumShape::crest_front},
    {"crest_top", "1", &SacrumShape::crest_top},
    {"crest_tip", "1", &SacrumShape::crest_tip},
    {"lamina_ahead", "mm", &SacrumShape::lamina_ahead},
    {"lamina", "1", &SacrumShape::lamina},
    {"lamina_lateral", "1", &SacrumShape::lamina_lateral},
});

VertebraAnatomy::Level read_vertebra(const Table& table, Vertebra vertebra) {
    const auto number = [&](const char* parameter, const char* unit = "mm") {
        return table.number(name(vertebra), parameter, unit);
    };
    VertebraAnatomy::Level level;
    level.upper = {number("upper_endplate_width"), number("upper_endplate_depth"),
                   number("concavity_of_upper_endplate")};
    level.body_height = number("body_height");
    if (vertebra == Vertebra::S1) return level;
    level.lower = {number("lower_endplate_width"), number("lower_endplate_depth"),
                   number("concavity_of_lower_endplate")};
    level.body_wedge_deg = {number("body_wedge_female", "deg"), number("body_wedge_male", "deg")};
    level.pedicle_width = number("pedicle_width");
    level.pedicle_height = number("pedicle_height");
    level.canal_width = number("canal_width");
    level.canal_depth = number("canal_depth");
    level.transverse_span = number("transverse_process_span");
    level.spinous_reach = number("spinous_tip_behind_body_centre");
    level.spinous_height = number("spinous_process_height");
    return level;
}

VertebraAnatomy read_vertebrae(const Table& table) {
    VertebraAnatomy vertebrae;
    for (std::size_t v = 0; v < vertebrae.level.size(); ++v) {
        vertebrae.level[v] = read_vertebra(table, static_cast<Vertebra>(v));
    }
    vertebrae.central_endplate_fraction = table.number("all", "central_endplate_fraction", "1");
    vertebrae.outline_indentation = table.number("all", "outline_indentation", "mm");
    vertebrae.outline_indentation_width_fraction = table.number("all", "outline_indentation_width_fraction", "1");
    vertebrae.body_waist = table.number("all", "body_waist", "1");
    vertebrae.bony_endplate_thickness = table.number("all", "bony_endplate_thickness", "mm");
    return vertebrae;
}

VertebraProcesses read_processes(const Table& table) {
    VertebraProcesses processes = read_numbers<VertebraProcesses>(table, process_rows);
    for (std::size_t v = 0; v < index_of_s1; ++v) {
        processes.transverse_rise[v] = table.number(vertebra_names[v], "transverse_rise", "mm");
        processes.transverse_root_radius[v] = table.number(vertebra_names[v], "transverse_root_radius", "mm");
        processes.transverse_end_radius[v] = table.number(vertebra_names[v], "transverse_end_radius", "mm");
    }
    return processes;
}

PerDisc<DiscAnatomy> read_discs(const Table& table) {
    PerDisc<DiscAnatomy> discs;
    for (std::size_t d = 0; d < discs.size(); ++d) {
        const auto number = [&](std::string_view parameter, const char* unit) {
            return table.number(disc_names[d], parameter, unit);
        };
        DiscAnatomy& disc = discs[d];
        disc.rim_height = number("rim_height", "mm");
        disc.wedge_deg = number("wedge", "deg");
        disc.nucleus_area_fraction = number("nucleus_area_fraction", "1");
        disc.nucleus_posterior_offset = number("nucleus_posterior_offset", "mm");
        disc.cartilage_endplate_thickness = number("cartilage_endplate_thickness", "mm");
        disc.flavum_section = number("flavum_section", "mm2");
        for (std::size_t grade = 0; grade < disc_grade_count; ++grade) {
            disc.height_factor[grade] = number(fmt::format("grade_{}_height_factor", grade), "1");
            disc.nucleus_area_factor[grade] = number(fmt::format("grade_{}_nucleus_area_factor", grade), "1");
        }
    }
    return discs;
}

PerDisc<FacetAnatomy> read_facets(const Table& facets, const Table& cartilage) {
    PerDisc<FacetAnatomy> joints;
    for (std::size_t d = 0; d < joints.size(); ++d) {
        const auto number = [&](const char* parameter, const char* unit = "mm") {
            return facets.number(disc_names[d], parameter, unit);
        };
        FacetAnatomy& joint = joints[d];
        joint.centre_anterior = number("centre_anterior");
        joint.centre_cranial = number("centre_cranial");
        joint.centre_lateral = number("centre_lateral");
        joint.angle_to_sagittal_deg = number("angle_to_sagittal", "deg");
        joint.angle_to_transverse_deg = number("angle_to_transverse", "deg");
        joint.height = number("height");
        joint.width = number("width");
        joint.curvature_radius = number("curvature_radius");
        joint.cartilage_gap = number("cartilage_gap");
        joint.bone_gap = number("bone_gap");
        for (std::size_t grade = 0; grade < facet_grade_count; ++grade) {
            const auto factor = [&](std::string_view what) {
                return cartilage.number(disc_names[d], fmt::format("grade_{}_{}_factor", grade, what), "1");
            };
            joint.gap_factor[grade] = factor("gap");
            joint.thickness_factor[grade] = factor("thickness");
        }
    }
    return joints;
}

FacetCartilage read_cartilage(const Table& table) {
    FacetCartilage cartilage;
    cartilage.youngs_modulus = table.number("all", "cartilage_E", "MPa");
    cartilage.poisson_ratio = table.number("all", "cartilage_nu", "1");
    if (!(cartilage.youngs_modulus > 0.0) || !(cartilage.poisson_ratio >= 0.0 && cartilage.poisson_ratio < 0.5)) {
        throw UserError(fmt::format("{}: cartilage needs E > 0 and 0 <= nu < 0.5", table.file().string()));
    }
    for (std::size_t grade = 0; grade < facet_grade_count; ++grade) {
        cartilage.capsule_slack[grade] = table.number("all", fmt::format("grade_{}_capsule_slack", grade), "1");
    }
    return cartilage;
}

SpineScaling read_scaling(const Table& table) {
    const auto number = [&](const char* parameter, const char* unit) { return table.number("all", parameter, unit); };
    const auto line = [&](std::string_view parameter) {
        return SpineScaling::Line{.slope = table.number("all", fmt::format("{}_slope", parameter), "1"),
                                  .intercept = table.number("all", fmt::format("{}_intercept", parameter), "mm")};
    };
    SpineScaling scaling;
    scaling.reference_stature_cm = number("reference_stature", "cm");
    scaling.column_offset_cm = number("column_offset", "cm");
    scaling.column_divisor = number("column_divisor", "1");
    scaling.body_share = number("body_share", "1");
    for (std::size_t v = 0; v < scaling.body_height_share.size(); ++v) {
        scaling.body_height_share[v] = table.number(vertebra_names[v], "body_height_share", "1");
    }
    scaling.upper_endplate_width = line("upper_endplate_width");
    scaling.upper_endplate_depth = line("upper_endplate_depth");
    scaling.lower_endplate_width = line("lower_endplate_width");
    scaling.lower_endplate_depth = line("lower_endplate_depth");
    scaling.pedicle_width = line("pedicle_width");
    scaling.pedicle_height = line("pedicle_height");
    scaling.canal_width = line("canal_width");
    scaling.canal_depth = line("canal_depth");
    scaling.endplate_width = {number("endplate_width_female", "1"), number("endplate_width_male", "1")};
    scaling.reference_age = number("reference_age", "years");
    scaling.age_from = number("age_from", "years");
    scaling.age_to = number("age_to", "years");
    for (std::size_t d = 0; d < disc_count; ++d) {
        const auto by_sex = [&](std::string_view parameter) {
            return BySex{table.number(disc_names[d], fmt::format("{}_female", parameter), "mm"),
                         table.number(disc_names[d], fmt::format("{}_male", parameter), "mm")};
        };
        scaling.disc_height_intercept[d] = by_sex("disc_height_intercept");
        scaling.disc_height_per_year[d] = by_sex("disc_height_per_year");
    }
    return scaling;
}

PerDisc<LigamentAnatomy> read_ligaments(const Table& paths, const Table& strengths) {
    static constexpr auto rows = std::to_array<NumberRow<LigamentAnatomy>>({
        {"ALL_width", "mm", &LigamentAnatomy::ALL_width},
        {"PLL_width", "mm", &LigamentAnatomy::PLL_width},
        {"ISL_upper_start", "1", &LigamentAnatomy::ISL_upper_start},
        {"ISL_upper_end", "1", &LigamentAnatomy::ISL_upper_end},
        {"ISL_lower_start", "1", &LigamentAnatomy::ISL_lower_start},
        {"ISL_lower_end", "1", &LigamentAnatomy::ISL_lower_end},
        {"ITL_start", "1", &LigamentAnatomy::ITL_start},
        {"ITL_end", "1", &LigamentAnatomy::ITL_end},
        {"CL_set_back", "mm", &LigamentAnatomy::CL_set_back},
        {"IL_start", "1", &LigamentAnatomy::IL_start},
        {"IL_front_anterior", "mm", &LigamentAnatomy::IL_front_anterior},
        {"IL_front_cranial", "mm", &LigamentAnatomy::IL_front_cranial},
        {"IL_front_lateral", "mm", &LigamentAnatomy::IL_front_lateral},
        {"IL_back_anterior", "mm", &LigamentAnatomy::IL_back_anterior},
        {"IL_back_cranial", "mm", &LigamentAnatomy::IL_back_cranial},
        {"IL_back_lateral", "mm", &LigamentAnatomy::IL_back_lateral},
    });
    PerDisc<LigamentAnatomy> ligaments;
    for (std::size_t d = 0; d < ligaments.size(); ++d) {
        ligaments[d] = read_numbers<LigamentAnatomy>(paths, rows, disc_names[d]);
        for (std::size_t l = 0; l < ligament_count; ++l) {
            const std::string parameter = fmt::format("{}_failure_load", ligament_names[l]);
            if (strengths.find(disc_names[d], parameter) == nullptr) continue;
            ligaments[d].failure_load_N[l] = strengths.number(disc_names[d], parameter, "N");
        }
    }
    return ligaments;
}

std::vector<PublishedSize> read_published_sizes(const std::filesystem::path& file) {
    const Table table = Table::read(
        file, {.columns = {"level", "parameter", "low", "high", "unit", "source"}, .key = {"level", "parameter"}});
    std::vector<PublishedSize> sizes;
    for (const Table::Row& row : table.rows()) {
        sizes.push_back({.level = table.text(row, "level"),
                         .quantity = table.text(row, "parameter"),
                         .low = table.number(row, "low"),
                         .high = table.number(row, "high"),
                         .unit = table.text(row, "unit"),
                         .source = table.text(row, "source")});
    }
    return sizes;
}

}  // namespace

SpineAnatomy load_spine_anatomy(const std::filesystem::path& folder) {
    const auto read = [&](const char* file) { return Table::read(folder / file); };
    const Table cartilage = read("facet_cartilage.csv");
    const Table discs = read("disc_geometry.csv");
    const Table follower = read("follower_path.csv");
    const Table relaxation = read("hold_relaxation.csv");
    SpineAnatomy spine;
    spine.vertebrae = read_vertebrae(read("vertebra_geometry.csv"));
    spine.processes = read_processes(read("vertebra_processes.csv"));
    spine.sacrum = read_numbers<SacrumShape>(read("sacrum_shape.csv"), sacrum_rows, name(Vertebra::S1));
    spine.discs = read_discs(discs);
    spine.nucleus_density = discs.number("all", "nucleus_density", "g/mm3");
    spine.facets = read_facets(read("facets.csv"), cartilage);
    spine.facet_cartilage = read_cartilage(cartilage);
    spine.ligaments = read_ligaments(read("ligament_paths.csv"), read("ligament_failure.csv"));
    spine.scaling = read_scaling(read("scaling.csv"));
    spine.published_sizes = read_published_sizes(folder / "geometry_ranges.csv");
    spine.follower_path = {.balance_point_per_wedge = follower.number("all", "balance_point_per_wedge", "mm/deg"),
                           .largest_shift = follower.number("all", "largest_shift", "mm")};
    spine.unloaded_flexion_share = read_per_disc(read("unloaded_shape.csv"), "share", "1");
    const Table pressure = read("resting_pressure.csv");
    for (std::size_t grade = 0; grade < disc_grade_count; ++grade) {
        spine.resting_pressure_MPa[grade] = pressure.number("all", fmt::format("grade_{}", grade), "MPa");
    }
    spine.hold_relaxation_share = relaxation.number("all", "share", "1");
    spine.hold_relaxation_time_s = relaxation.number("all", "time", "s");
    return spine;
}

}  // namespace spondyl
