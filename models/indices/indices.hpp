// SPDX-License-Identifier: Apache-2.0
// Indices of a task: its loads against published limits, the lifting equation, cumulative dose. Each number says where
// it comes from and what it cannot tell (docs/indices.md). Strength used and stability margin are measures of the task.
#pragma once

#include <span>
#include <vector>

#include "models/analysis/column.hpp"

namespace spondyl {

// NaN: does not apply to the task, or the scenario does not give what it needs.
struct IndexMeasures {
    // Compression through the level L5-S1 against limits for work.
    double action_limit_ratio = 0.0;
    double maximum_permissible_ratio = 0.0;
    double dortmund_limit_N = 0.0;
    double dortmund_ratio = 0.0;
    // Against what lumbar specimens of the person's age and sex, or bone density, bore.
    double compressive_strength_N = 0.0;
    double strength_ratio = 0.0;
    double strength_margin_N = 0.0;
    double specimen_failure_share = 0.0;
    // Shear through the level L5-S1.
    double shear_limit_N = 0.0;
    double shear_ratio = 0.0;
    // Revised NIOSH lifting equation.
    double niosh_recommended_weight_kg = 0.0;
    double niosh_lifting_index = 0.0;
    double niosh_frequency_independent_weight_kg = 0.0;
    double niosh_frequency_independent_index = 0.0;
    double niosh_composite_index = 0.0;
    // ISO 11228-1: the same multipliers with a reference mass by sex and age.
    double iso_11228_reference_mass_kg = 0.0;
    double iso_11228_recommended_mass_kg = 0.0;
    double iso_11228_index = 0.0;
    // Scores of the posture, as observers give them.
    double reba_score = 0.0;
    double rula_score = 0.0;
    double owas_category = 0.0;
    // Cumulative dose of a day.
    double lifft_damage = 0.0;
    double lifft_job_damage = 0.0;
    double lifft_risk = 0.0;
    double mainz_dortmund_dose_kNh = 0.0;
    double mainz_dortmund_ratio = 0.0;
    // Largest of all levels.
    double fibre_strain_ratio = 0.0;
    double nucleus_pressure_max_MPa = 0.0;
    double endplate_stress_max_MPa = 0.0;
    double facet_force_max_N = 0.0;
};

struct IndexColumn : Column<IndexMeasures> {
    std::string_view source;  // publication, with its DOI where it has one
    std::string_view limits;  // what the index cannot tell, one sentence
    double limit = 0.0;       // published limit in the column's unit; NaN: none
    bool lower_is_better = true;
};

// All columns in the order of files and tables.
std::span<const IndexColumn> index_measure_columns();

// Every index not applicable.
IndexMeasures no_indices();

}  // namespace spondyl
