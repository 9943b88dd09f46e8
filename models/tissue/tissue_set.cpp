// SPDX-License-Identifier: Apache-2.0
#include "models/tissue/tissue_set.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "core/error.hpp"
#include "core/materials/elastic_constants.hpp"
#include "models/anatomy/own_set.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;

fs::path sets_directory() {
    return data_directory() / "tissue_sets";
}

// The number of a parameter, which must lie in [low, high].
double number_in(const Table& table, std::string_view parameter, std::string_view unit, double low, double high) {
    const double value = table.number("all", parameter, unit);
    if (value < low || value > high) {
        throw UserError(fmt::format("{}:{}: '{}' is {}, allowed are {} to {} {}", table.file().string(),
                                    table.find("all", parameter)->line, parameter, value, low, high,
                                    unit == "1" ? "" : unit));
    }
    return value;
}

double modulus(const Table& table, std::string_view parameter) {
    return number_in(table, parameter, "MPa", 1e-6, 1e6);
}

double modulus_or_zero(const Table& table, std::string_view parameter) {
    return number_in(table, parameter, "MPa", 0.0, 1e6);
}

double fraction(const Table& table, std::string_view parameter) {
    return number_in(table, parameter, "1", 0.0, 1.0);
}

double angle(const Table& table, std::string_view parameter) {
    return number_in(table, parameter, "deg", 0.0, 180.0);
}

// CompressibleNeoHookean locks near incompressibility.
CompressibleNeoHookean compressible_neo_hookean(const Table& table, const std::string& tissue) {
    return {.youngs_modulus = modulus(table, tissue + "_E"),
            .poisson_ratio = number_in(table, tissue + "_nu", "1", 0.0, 0.45)};
}

std::array<MooneyRivlin, disc_grade_count> nucleus_by_grade(const Table& set, const Table& common) {
    const MooneyRivlin healthy{
        .c10 = modulus(set, "nucleus_C10"), .c01 = modulus_or_zero(set, "nucleus_C01"), .bulk_modulus = 0.0};
    const double reference = modulus(common, "grade_0_nucleus_stiffness_C10");
    std::array<MooneyRivlin, disc_grade_count> nucleus;
    for (int grade = 0; grade < disc_grade_count; ++grade) {
        const double stiffening = modulus(common, fmt::format("grade_{}_nucleus_stiffness_C10", grade)) / reference;
        nucleus[static_cast<std::size_t>(grade)] = {
            .c10 = healthy.c10 * stiffening,
            .c01 = healthy.c01 * stiffening,
            .bulk_modulus = modulus(common, fmt::format("grade_{}_nucleus_bulk_modulus", grade))};
    }
    return nucleus;
}

double matrix_bulk_modulus(const Table& set) {
    const double shear = 2.0 * (modulus(set, "annulus_C10") + modulus_or_zero(set, "annulus_C01"));
    return bulk_modulus_from_shear(shear, number_in(set, "annulus_nu", "1", 0.0, 0.49999));
}

// Modification of the published curves by a set: every fibre is slack up to that strain, then follows its curve times
// scale.
struct CurveChange {
    double slack_strain = 0.0;
    double stress_scale = 1.0;
};

// Rows <sector>_1, <sector>_2, ... until one is missing.
MonotoneCurve fibre_curve(const Table& table, std::string_view sector, const CurveChange& change) {
    std::vector<double> strain;
    std::vector<double> stress;
    for (int i = 1;; ++i) {
        const Table::Row* row = table.find("all", fmt::format("{}_{}", sector, i));
        if (row == nullptr) break;
        strain.push_back(table.number(*row, "strain") + change.slack_strain);
        stress.push_back(table.number(*row, "stress") * change.stress_scale);
    }
    try {
        return {strain, stress};
    } catch (const UserError& error) {
        throw UserError(fmt::format("{}: fibre curve '{}': {}", table.file().string(), sector, error.what()));
    }
}

CurveAnnulus curve_annulus(const Table& set, const Table& curves) {
    const CurveChange change{.slack_strain = number_in(set, "fibre_slack_strain", "1", 0.0, 0.1),
                             .stress_scale = number_in(set, "fibre_stress_scale", "1", 1e-3, 10.0)};
    CurveAnnulus annulus{
        .material = {.c10 = modulus(set, "annulus_C10"),
                     .c01 = modulus_or_zero(set, "annulus_C01"),
                     .bulk_modulus = matrix_bulk_modulus(set),
                     .volume_fraction = fraction(set, "fibre_volume_fraction"),
                     .curves = {fibre_curve(curves, "anterior", change), fibre_curve(curves, "lateral", change),
                                fibre_curve(curves, "dorsal", change)}},
        .weight_inner = fraction(set, "fibre_weight_inner"),
        .weight_outer = fraction(set, "fibre_weight_outer"),
        .angle_anterior_outer_deg = angle(set, "fibre_angle_anterior_outer"),
        .angle_anterior_inner_deg = angle(set, "fibre_angle_anterior_inner"),
        .angle_posterior_outer_deg = angle(set, "fibre_angle_posterior_outer"),
        .angle_posterior_inner_deg = angle(set, "fibre_angle_posterior_inner"),
        .lateral_centre_deg = angle(set, "lateral_sector_centre"),
        .lateral_width_deg = angle(set, "lateral_sector_width"),
        .dorsal_width_deg = angle(set, "dorsal_sector_width"),
        .blend_width_deg = number_in(set, "sector_blend_width", "deg", 0.1, 90.0),
    };
    const double lateral_end = annulus.lateral_centre_deg + 0.5 * (annulus.lateral_width_deg + annulus.blend_width_deg);
    const double dorsal_start = 180.0 - 0.5 * (annulus.dorsal_width_deg + annulus.blend_width_deg);
    if (lateral_end > dorsal_start || annulus.lateral_width_deg < annulus.blend_width_deg) {
        throw UserError(
            fmt::format("{}: the lateral sector ends at {} deg and the dorsal one starts at {} deg, blending "
                        "included; they may not overlap, and a sector is at least as wide as its blending",
                        set.file().string(), lateral_end, dorsal_start));
    }
    return annulus;
}

RegionalField regional_field(const Table& set, std::string_view quantity, std::string_view unit, double low,
                             double high) {
    RegionalField field;
    const char* sectors[RegionalField::sector_count] = {"ventral", "lateral", "dorsal"};
    const char* rings[RegionalField::ring_count] = {"inner", "outer"};
    for (int s = 0; s < RegionalField::sector_count; ++s) {
        for (int r = 0; r < RegionalField::ring_count; ++r) {
            field.value[s][r] =
                number_in(set, fmt::format("{}_{}_{}", sectors[s], rings[r], quantity), unit, low, high);
        }
    }
    return field;
}

ExponentialAnnulus exponential_annulus(const Table& set) {
    return {.material = {.c10 = modulus(set, "annulus_C10"),
                         .c01 = modulus_or_zero(set, "annulus_C01"),
                         .kappa = number_in(set, "fibre_dispersion", "1", 0.0, 1.0 / 3.0),
                         .bulk_modulus = matrix_bulk_modulus(set),
                         .cap = number_in(set, "fibre_cap", "1", 0.01, 100.0)},
            .k1 = regional_field(set, "fibre_k1", "MPa", 0.0, 1e4),
            .k2 = regional_field(set, "fibre_k2", "1", 1e-3, 1e4),
            .angle_deg = regional_field(set, "fibre_angle", "deg", 0.0, 90.0)};
}

std::string default_ligaments(const Table& set) {
    const Table::Row* row = set.find("all", "ligament_set");
    if (row == nullptr) throw UserError(fmt::format("{}: no row gives 'ligament_set'", set.file().string()));
    const std::string& name = set.text(*row, "value");
    return is_own_set(name) ? (set.file().parent_path() / name).lexically_normal().string() : name;
}

// Rows <tissue>_prony_share_1 and <tissue>_prony_time_1, then _2, ..., until one is missing.
PronySeries relaxation(const Table& table, std::string_view tissue) {
    PronySeries series;
    for (std::size_t i = 0; i < PronySeries::count; ++i) {
        const std::string share = fmt::format("{}_prony_share_{}", tissue, i + 1);
        if (table.find("all", share) == nullptr) break;
        series.terms[i] = {.share = fraction(table, share),
                           .time = number_in(table, fmt::format("{}_prony_time_{}", tissue, i + 1), "s", 1e-3, 1e7)};
    }
    if (series.long_term_share() <= 0.0) {
        throw UserError(fmt::format("{}: the Prony shares of the {} sum to {}, their sum must be below 1",
                                    table.file().string(), tissue, 1.0 - series.long_term_share()));
    }
    return series;
}

AnnulusTissue annulus_tissue(const Table& set, const fs::path& curves) {
    const Table::Row* row = set.find("all", "annulus_law");
    const std::string law = row == nullptr ? "" : set.text(*row, "value");
    if (law == "fibre_curves") return curve_annulus(set, Table::read(curves));
    if (law == "holzapfel_gasser_ogden") return exponential_annulus(set);
    throw UserError(fmt::format("{}: 'annulus_law' is '{}', allowed are fibre_curves, holzapfel_gasser_ogden",
                                set.file().string(), law));
}

}  // namespace

std::vector<std::string> tissue_set_names() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(sets_directory())) {
        if (entry.is_directory()) names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> tissue_ensemble() {
    const std::vector<std::string> names = tissue_set_names();
    const Table table =
        Table::read(data_directory() / "tissue_ensemble.csv", {.columns = {"set", "reason"}, .key = {"set"}});
    std::vector<std::string> members;
    for (const Table::Row& row : table.rows()) {
        members.push_back(table.text(row, "set"));
        if (std::find(names.begin(), names.end(), members.back()) == names.end()) {
            throw UserError(fmt::format("{}:{}: there is no tissue set '{}'; there are {}", table.file().string(),
                                        row.line, members.back(), fmt::join(names, ", ")));
        }
    }
    return members;
}

TissueSetFiles tissue_set_files(std::string_view name) {
    const fs::path shipped = sets_directory() / "common.csv";
    if (!is_own_set(name)) {
        const std::vector<std::string> names = tissue_set_names();
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            throw UserError(fmt::format("there is no tissue set '{}'; there are {}", name, fmt::join(names, ", ")));
        }
        const fs::path folder = sets_directory() / name;
        return {folder / "parameters.csv", folder / "fibre_curves.csv", shipped};
    }
    const fs::path parameters = name.ends_with(".csv") ? fs::path(name) : fs::path(name) / "parameters.csv";
    const fs::path own = parameters.parent_path() / "common.csv";
    std::error_code ignored;  // a file that cannot be examined counts as missing
    return {parameters, parameters.parent_path() / "fibre_curves.csv", fs::exists(own, ignored) ? own : shipped};
}

TissueSet load_tissue_set(std::string_view name) {
    const TissueSetFiles files = tissue_set_files(name);
    const Table common = Table::read(files.common);
    const Table set = Table::read(files.parameters);
    return {.name = std::string(name),
            .nucleus = nucleus_by_grade(set, common),
            .annulus = annulus_tissue(set, files.fibre_curves),
            .nucleus_relaxation = relaxation(common, "nucleus"),
            .annulus_relaxation = relaxation(common, "annulus"),
            .cartilage_endplate = compressible_neo_hookean(common, "cartilage_endplate"),
            .bony_endplate = compressible_neo_hookean(common, "bony_endplate"),
            .trabecular_bone = compressible_neo_hookean(common, "trabecular_bone"),
            .cortical_shell = {.youngs_modulus = modulus(common, "cortical_bone_E"),
                               .poisson_ratio = number_in(common, "cortical_bone_nu", "1", 0.0, 0.49),
                               .thickness = number_in(common, "cortical_shell_thickness", "mm", 0.01, 5.0)},
            .ligament_set = default_ligaments(set)};
}

}  // namespace spondyl
