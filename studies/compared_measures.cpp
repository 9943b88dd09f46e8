// SPDX-License-Identifier: Apache-2.0
#include "studies/compared_measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>

#include "core/error.hpp"
#include "models/analysis/measure_catalogue.hpp"
#include "studies/scenario_words.hpp"

namespace spondyl {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();  // in lists of samples

// How one number of a state comes from a measure of the catalogue.
double as_it_is(const Measure& measure, const Scenario& scenario, const ResultState& state) {
    return measure.read({scenario, state}).value_or(none);
}
double magnitude(const Measure& measure, const Scenario& scenario, const ResultState& state) {
    return std::abs(as_it_is(measure, scenario, state));
}
double largest_of_discs(const Measure& measure, const Scenario& scenario, const ResultState& state) {
    double most = none;
    for (std::size_t i = 0; i < disc_names.size(); ++i)
        most = std::fmax(most, measure.read({scenario, state, static_cast<Disc>(i)}).value_or(none));
    return most;
}
double at_L4_L5(const Measure& measure, const Scenario& scenario, const ResultState& state) {
    return measure.read({scenario, state, Disc::L4_L5}).value_or(none);
}

using Take = double (*)(const Measure&, const Scenario&, const ResultState&);
std::function<double(const Scenario&, const ResultState&)> reader(std::string_view name, Take take) {
    const Measure* const measure = find_measure(name);
    SPONDYL_ASSERT(measure, "there is no measure {}", name);
    return
        [measure, take](const Scenario& scenario, const ResultState& state) { return take(*measure, scenario, state); };
}

// Of joints and ligaments one by one, which the catalogue has no names for.
template <class Row>
std::function<double(const Scenario&, const ResultState&)> largest(std::vector<Row> ResultState::*rows,
                                                                   double Row::*value) {
    return [rows, value](const Scenario&, const ResultState& state) {
        double most = none;
        for (const Row& row : state.*rows) most = std::fmax(most, row.*value);
        return most;
    };
}

// What the model can tell of a quantity, in percent; docs/compare.md says where it comes from.
constexpr double of_muscles = 2.0, of_tissue = 5.0, of_fibres = 10.0;

// The limits are levels that publications name; docs/compare.md says what they are worth.
std::vector<MeasureReader> load_readers() {
    return {
        {{.key = "compression_L5S1_N",
          .title = "Compression at L5-S1",
          .unit = "N",
          .doc = "Force that presses the lowest lumbar level together.",
          .source = "limit: Waters et al. 1993, Ergonomics 36:749, doi:10.1080/00140139308967940",
          .limit = 3400.0,
          .headline = true,
          .resolution_percent = of_muscles,
          .resolution = 20.0},
         reader("task.compression_L5S1_N", as_it_is)},
        {{.key = "shear_L5S1_N",
          .title = "Shear at L5-S1",
          .unit = "N",
          .doc = "Size of the force that shifts L5 against the sacrum, forward or backward; its limit depends on how "
                 "often the task is done and stands with the ratio to it.",
          .source = "of the model",
          .resolution_percent = of_muscles,
          .resolution = 10.0},
         reader("task.shear_L5S1_N", magnitude)},
    };
}

std::vector<MeasureReader> muscle_readers() {
    return {
        {{.key = "strength_used",
          .title = "Muscle strength used",
          .unit = "1",
          .doc = "Muscle strength required by the task divided by that of the person; above 1 the person cannot do the "
                 "task.",
          .source = "of the model",
          .limit = 1.0,
          .decimals = 2,
          .headline = true,
          .resolution_percent = of_muscles},
         reader("task.strength_used", as_it_is)},
        {{.key = "stability_margin_Nm_rad",
          .title = "Stability margin",
          .unit = "N*m/rad",
          .doc = "Resistance of the spine to buckling; below 0 it would buckle. Active muscles stiffen the spine: the "
                 "margin also falls where less muscle force is required, which is not a disadvantage.",
          .source = "Bergmark 1989, Acta Orthop Scand 60 Suppl 230, doi:10.3109/17453678909154177",
          .lower_is_better = false,
          .decimals = 1,
          .resolution_percent = of_muscles,
          .resolution = 0.5,
          .follows = "muscle_force_sum_N"},
         reader("task.stability_margin_Nm_rad", as_it_is)},
        {{.key = "muscle_force_sum_N",
          .title = "Sum of all muscle forces",
          .unit = "N",
          .doc = "Sum of the forces of all muscle fascicles of the trunk.",
          .source = "of the model",
          .resolution_percent = of_muscles,
          .resolution = 20.0},
         reader("task.muscle_force_sum_N", as_it_is)},
        {{.key = "passive_moment_share",
          .title = "Share of the moment carried by passive tissue",
          .unit = "1",
          .doc = "Part of the bending moment that discs, ligaments, facet joints and resting muscle carry instead of "
                 "active muscle.",
          .source = "of the model",
          .judged = false,
          .decimals = 2,
          .resolution_percent = of_tissue,
          .resolution = 0.01},
         reader("task.passive_moment_share", as_it_is)},
    };
}

std::vector<MeasureReader> tissue_readers() {
    return {
        {{.key = "disc_compression_max_N",
          .title = "Largest disc compression",
          .unit = "N",
          .doc = "Compression of the disc alone, at the level where it is largest.",
          .source = "of the model",
          .resolution_percent = of_muscles,
          .resolution = 20.0},
         reader("compression_N", largest_of_discs)},
        {{.key = "nucleus_pressure_L4L5_MPa",
          .title = "Nucleus pressure at L4-L5",
          .unit = "MPa",
          .doc = "Pressure in the centre of the disc in which pressure is measured most often.",
          .source = "of the model",
          .decimals = 3,
          .resolution_percent = of_muscles,
          .resolution = 0.01},
         reader("nucleus_pressure_MPa", at_L4_L5)},
        {{.key = "nucleus_pressure_max_MPa",
          .title = "Largest nucleus pressure",
          .unit = "MPa",
          .doc = "Pressure in the centre of the disc in which it is highest.",
          .source = "of the model",
          .decimals = 3,
          .resolution_percent = of_muscles,
          .resolution = 0.01},
         reader("nucleus_pressure_MPa", largest_of_discs)},
        {{.key = "fibre_strain_max",
          .title = "Largest fibre strain",
          .unit = "1",
          .doc = "Stretch of the fibres of the annulus (95th percentile), at the level where it is largest.",
          .source = "of the model",
          .decimals = 3,
          .resolution_percent = of_fibres,
          .resolution = 0.002},
         reader("fibre_strain_p95", largest_of_discs)},
        {{.key = "facet_force_max_N",
          .title = "Largest facet force",
          .unit = "N",
          .doc = "Contact force of the facet joint with the largest force.",
          .source = "of the model",
          .resolution_percent = of_tissue,
          .resolution = 5.0},
         largest(&ResultState::facets, &FacetMeasures::force_N)},
        {{.key = "ligament_force_max_N",
          .title = "Largest ligament force",
          .unit = "N",
          .doc = "Tension of the ligament with the largest force.",
          .source = "of the model",
          .resolution_percent = of_tissue,
          .resolution = 5.0},
         largest(&ResultState::ligaments, &LigamentMeasures::force_N)},
    };
}

// How a table calls an index and what of it the model can tell. Those that are not here are no measure of a strategy:
// limits themselves, and what another measure says already (the action limit is that of the compression, a job's damage
// that of its only task).
struct IndexWords {
    std::string_view name;
    std::string_view title;
    int decimals = 3;
    double resolution_percent = 0.0;  // 0: a formula of what the scenario says
    bool headline = false;
};

constexpr std::array index_words = {
    IndexWords{"maximum_permissible_ratio", "Compression divided by the maximum permissible limit (NIOSH 1981)", 3,
               of_muscles},
    IndexWords{"dortmund_ratio", "Compression divided by the Dortmund limit for sex and age", 3, of_muscles},
    IndexWords{"strength_ratio", "Compression divided by the mean strength of specimens", 3, of_muscles},
    IndexWords{"specimen_failure_share", "Share of cadaver specimens that failed under such loads in the laboratory", 3,
               of_tissue},
    IndexWords{"shear_ratio", "Shear divided by its limit for the lifts per day", 3, of_muscles, true},
    IndexWords{"niosh_recommended_weight_kg", "Recommended weight (NIOSH)", 1},
    IndexWords{"niosh_lifting_index", "Lifting index (NIOSH): load divided by recommended weight", 2, 0.0, true},
    IndexWords{"niosh_frequency_independent_weight_kg", "Recommended weight for a single lift (NIOSH)", 1},
    IndexWords{"niosh_frequency_independent_index", "Lifting index for a single lift (NIOSH)", 2},
    IndexWords{"niosh_composite_index", "Composite lifting index of the job (NIOSH)", 2},
    IndexWords{"iso_11228_recommended_mass_kg", "Recommended mass (ISO 11228-1)", 1},
    IndexWords{"iso_11228_index", "Load divided by recommended mass (ISO 11228-1)", 2},
    IndexWords{"reba_score", "REBA score of the posture", 0},
    IndexWords{"rula_score", "RULA score of the posture", 0},
    IndexWords{"owas_category", "OWAS category of the posture", 0},
    IndexWords{"lifft_damage", "Fatigue damage of a day (LiFFT)", 3},
    IndexWords{"lifft_risk", "Probability of a high-risk job (LiFFT)", 3},
    IndexWords{"mainz_dortmund_dose_kNh", "Daily dose of compression (Mainz-Dortmund)", 3, of_muscles},
    IndexWords{"mainz_dortmund_ratio", "Daily dose divided by its threshold (Mainz-Dortmund)", 3, of_muscles},
    IndexWords{"fibre_strain_ratio", "Fibre strain divided by the failure strain", 3, of_fibres},
    IndexWords{"endplate_stress_max_MPa", "Largest mean stress on an endplate", 3, of_tissue},
};

MeasureReader index_reader(const IndexColumn& column, const IndexWords& words) {
    return {{.key = std::string(column.name),
             .title = std::string(words.title),
             .unit = std::string(column.unit),
             .doc = fmt::format("{}. {}", column.doc, column.limits),
             .source = std::string(column.source),
             .lower_is_better = column.lower_is_better,
             .limit = column.limit,
             .decimals = words.decimals,
             .headline = words.headline,
             .resolution_percent = words.resolution_percent},
            reader(fmt::format("index.{}", column.name), as_it_is)};
}

std::vector<MeasureReader> index_readers() {
    std::vector<MeasureReader> readers;
    for (const IndexColumn& column : index_measure_columns()) {
        const auto words = std::ranges::find(index_words, column.name, &IndexWords::name);
        if (words != index_words.end()) readers.push_back(index_reader(column, *words));
    }
    return readers;
}

}  // namespace

const std::vector<MeasureReader>& measure_readers() {
    static const std::vector<MeasureReader> readers = [] {
        std::vector<MeasureReader> all = load_readers();
        std::ranges::move(muscle_readers(), std::back_inserter(all));
        std::ranges::move(tissue_readers(), std::back_inserter(all));
        std::ranges::move(index_readers(), std::back_inserter(all));
        return all;
    }();
    return readers;
}

void note_limits(Comparison& comparison) {
    const Scenario& base = comparison.cases.front().scenario;
    const Result& result = comparison.cases.front().result;
    if (base.tasks.empty() || result.states.empty() || !result.states.back().indices) return;
    const IndexMeasures& indices = *result.states.back().indices;
    const Handling handling = handling_of(base.work, base.tasks.front());
    const std::string who = person_of_limits(base.person);
    const auto note = [&](std::string_view key, const std::string& words) {
        const auto measure = std::ranges::find(comparison.measures, key, &ComparedMeasure::key);
        if (measure != comparison.measures.end()) measure->limit_note = words;
    };
    note("compression_L5S1_N", "NIOSH action limit, for everybody");
    note("dortmund_ratio", fmt::format("{:.0f} N for {}", indices.dortmund_limit_N.value(), who));
    const std::string specimens = base.person.bone_density_mg_ml ? fmt::format("with a bone density of {:g} mg/ml",
                                                                               *base.person.bone_density_mg_ml)
                                                                 : "for " + who;
    note("strength_ratio", fmt::format("{:.0f} N {}", indices.compressive_strength_N.value(), specimens));
    note("specimen_failure_share", "lifts a day: " + lifts_of_limits(handling));
    note("shear_ratio", indices.shear_limit_N ? fmt::format("{:.0f} N; lifts a day: {}", *indices.shear_limit_N,
                                                            lifts_of_limits(handling))
                                              : std::string());
    if (indices.niosh_recommended_weight_kg)
        note("niosh_lifting_index", fmt::format("at {:g} lifts a minute for {:g} h", handling.frequency_per_min.value(),
                                                handling.duration_h.value()));
    if (indices.iso_11228_reference_mass_kg)
        note("iso_11228_index",
             fmt::format("reference mass {:g} kg for {}", *indices.iso_11228_reference_mass_kg, who));
    note("mainz_dortmund_ratio", "for " + who);
}

std::vector<double> read_measures(const Scenario& scenario, const Result& result) {
    std::vector<double> values;
    for (const MeasureReader& reader : measure_readers())
        values.push_back(result.complete ? reader.read(scenario, result.states.back()) : none);
    return values;
}

}  // namespace spondyl
