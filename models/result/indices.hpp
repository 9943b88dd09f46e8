// SPDX-License-Identifier: Apache-2.0
// Indices of a task: its loads relative to published limits, the lifting equation, cumulative dose. Each number states
// its source and its limits (docs/indices.md). Strength used and stability margin are measures of the task.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/result/column.hpp"

namespace spondyl {

// Unset: does not apply to the task, or the scenario does not give what it needs.
struct IndexMeasures {
    // Compression through the level L5-S1 against limits for work.
    std::optional<double> action_limit_ratio;
    std::optional<double> maximum_permissible_ratio;
    std::optional<double> dortmund_limit_N;
    std::optional<double> dortmund_ratio;
    // Relative to the strength of lumbar specimens of the person's age and sex, or bone density.
    std::optional<double> compressive_strength_N;
    std::optional<double> strength_ratio;
    std::optional<double> strength_margin_N;
    std::optional<double> specimen_failure_share;
    // Shear through the level L5-S1.
    std::optional<double> shear_limit_N;
    std::optional<double> shear_ratio;
    // Revised NIOSH lifting equation.
    std::optional<double> niosh_recommended_weight_kg;
    std::optional<double> niosh_lifting_index;
    std::optional<double> niosh_frequency_independent_weight_kg;
    std::optional<double> niosh_frequency_independent_index;
    std::optional<double> niosh_composite_index;
    // ISO 11228-1: the same multipliers with a reference mass by sex and age.
    std::optional<double> iso_11228_reference_mass_kg;
    std::optional<double> iso_11228_recommended_mass_kg;
    std::optional<double> iso_11228_index;
    // Scores of the posture, as observers give them.
    std::optional<double> reba_score;
    std::optional<double> rula_score;
    std::optional<double> owas_category;
    // Cumulative dose of a day.
    std::optional<double> lifft_damage;
    std::optional<double> lifft_job_damage;
    std::optional<double> lifft_risk;
    std::optional<double> mainz_dortmund_dose_kNh;
    std::optional<double> mainz_dortmund_ratio;
    // Largest of all levels.
    std::optional<double> fibre_strain_ratio;
    std::optional<double> nucleus_pressure_max_MPa;
    std::optional<double> endplate_stress_max_MPa;
    std::optional<double> facet_force_max_N;
};

struct IndexColumn : Column<IndexMeasures> {
    std::string_view source;      // publication, with its DOI where it has one
    std::string_view limits;      // what the index does not cover, one sentence
    std::optional<double> limit;  // published, in the column's unit
    bool lower_is_better = true;
};

// All columns in the order of files and tables.
std::span<const IndexColumn> index_measure_columns();

}  // namespace spondyl
