// SPDX-License-Identifier: Apache-2.0
#include "studies/compared_measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace spondyl {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::function<double(const ResultState&)> of_task(double TaskMeasures::*member) {
    return [member](const ResultState& state) { return state.task.empty() ? none : state.task.front().*member; };
}

template <class Row, class Value>
std::function<double(const ResultState&)> largest(std::vector<Row> ResultState::*rows, Value value) {
    return [rows, value](const ResultState& state) {
        double most = none;
        for (const Row& row : state.*rows) most = std::fmax(most, std::invoke(value, row));
        return most;
    };
}

double disc_pressure(const ResultState& state, Disc wanted) {
    for (const DiscMeasures& disc : state.discs) {
        if (disc.disc == wanted) return disc.nucleus_pressure_MPa;
    }
    return none;
}

}  // namespace

namespace {

// Limits themselves are no measure of a strategy.
bool is_a_limit(const IndexColumn& column) {
    return column.member == &IndexMeasures::dortmund_limit_N || column.member == &IndexMeasures::shear_limit_N ||
           column.member == &IndexMeasures::compressive_strength_N ||
           column.member == &IndexMeasures::iso_11228_reference_mass_kg;
}

// Whole numbers.
bool is_a_score(const IndexColumn& column) {
    return column.member == &IndexMeasures::reba_score || column.member == &IndexMeasures::rula_score ||
           column.member == &IndexMeasures::owas_category;
}

// "niosh_recommended_weight_kg" of unit kg: "Niosh recommended weight".
std::string title_of(const IndexColumn& column) {
    std::string title(column.name);
    const std::size_t unit = column.unit == "1" ? std::string::npos : title.rfind('_');
    title = title.substr(0, unit);
    std::ranges::replace(title, '_', ' ');
    title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    for (const std::string_view proper : {"NIOSH", "LiFFT", "ISO", "REBA", "RULA", "OWAS"}) {
        const auto same = [](char a, char b) {
            return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
        };
        if (std::ranges::equal(title.substr(0, proper.size()), proper, same)) title.replace(0, proper.size(), proper);
    }
    return title;
}

MeasureReader index_reader(const IndexColumn& column) {
    return {{.key = std::string(column.name),
             .title = title_of(column),
             .unit = std::string(column.unit),
             .doc = fmt::format("{}. {}", column.doc, column.limits),
             .source = std::string(column.source),
             .lower_is_better = column.lower_is_better,
             .limit = column.limit,
             .decimals = column.unit == "N" || is_a_score(column) ? 0
                         : column.unit == "kg"                    ? 1
                                                                  : 3},
            [member = column.member](const ResultState& state) {
                return state.indices.empty() ? none : state.indices.front().*member;
            }};
}

std::vector<MeasureReader> with_indices(std::vector<MeasureReader> readers) {
    for (const IndexColumn& column : index_measure_columns()) {
        const auto same = [&](const MeasureReader& reader) { return reader.measure.key == column.name; };
        if (!is_a_limit(column) && std::ranges::none_of(readers, same)) readers.push_back(index_reader(column));
    }
    return readers;
}

}  // namespace

const std::vector<MeasureReader>& measure_readers() {
    // The limits are levels that publications name; docs/compare.md says what they are worth.
    static const std::vector<MeasureReader> readers = with_indices({
        {{.key = "compression_L5S1_N",
          .title = "Compression at L5-S1",
          .unit = "N",
          .doc = "Force that presses the lowest lumbar level together.",
          .source = "limit: Waters et al. 1993, Ergonomics 36:749, doi:10.1080/00140139308967940",
          .limit = 3400.0},
         of_task(&TaskMeasures::compression_L5S1_N)},
        {{.key = "shear_L5S1_N",
          .title = "Shear at L5-S1",
          .unit = "N",
          .doc = "Size of the force that shifts L5 against the sacrum, forward or backward; its limit depends on how "
                 "often "
                 "the task is done, see the shear ratio.",
          .source = "of the model"},
         [](const ResultState& state) { return std::abs(of_task(&TaskMeasures::shear_L5S1_N)(state)); }},
        {{.key = "strength_used",
          .title = "Strength used",
          .unit = "1",
          .doc = "Muscle strength that the task just needs over the person's; above 1 the person cannot do it.",
          .source = "of the model",
          .limit = 1.0,
          .decimals = 2},
         of_task(&TaskMeasures::strength_used)},
        {{.key = "stability_margin_Nm_rad",
          .title = "Stability margin",
          .unit = "N*m/rad",
          .doc = "Resistance of the spine to buckling; the higher the better, below 0 it would buckle.",
          .source = "Bergmark 1989, Acta Orthop Scand 60 Suppl 230, doi:10.3109/17453678909154177",
          .lower_is_better = false,
          .decimals = 1},
         of_task(&TaskMeasures::stability_margin_Nm_rad)},
        {{.key = "passive_moment_share",
          .title = "Share carried passively",
          .unit = "1",
          .doc = "Part of the bending moment that discs, ligaments and facets carry instead of muscles.",
          .source = "of the model",
          .judged = false,
          .decimals = 2},
         of_task(&TaskMeasures::passive_moment_share)},
        {{.key = "disc_compression_max_N",
          .title = "Largest disc compression",
          .unit = "N",
          .doc = "Compression of the disc alone, at the level where it is largest.",
          .source = "of the model"},
         largest(&ResultState::discs, &DiscMeasures::compression_N)},
        {{.key = "nucleus_pressure_L4L5_MPa",
          .title = "Nucleus pressure at L4-L5",
          .unit = "MPa",
          .doc = "Pressure in the middle of the disc that most measurements look at.",
          .source = "of the model",
          .decimals = 3},
         [](const ResultState& state) { return disc_pressure(state, Disc::L4_L5); }},
        {{.key = "nucleus_pressure_max_MPa",
          .title = "Largest nucleus pressure",
          .unit = "MPa",
          .doc = "Pressure in the middle of the disc where it is highest.",
          .source = "of the model",
          .decimals = 3},
         largest(&ResultState::discs, &DiscMeasures::nucleus_pressure_MPa)},
        {{.key = "fibre_strain_max",
          .title = "Largest fibre strain",
          .unit = "1",
          .doc = "Stretch of the fibres of the annulus (95th percentile), at the level where it is largest.",
          .source = "of the model",
          .decimals = 3},
         largest(&ResultState::discs, &DiscMeasures::fibre_strain_p95)},
        {{.key = "facet_force_max_N",
          .title = "Largest facet force",
          .unit = "N",
          .doc = "Contact force of the facet joint that carries most.",
          .source = "of the model"},
         largest(&ResultState::facets, &FacetMeasures::force_N)},
        {{.key = "ligament_force_max_N",
          .title = "Largest ligament force",
          .unit = "N",
          .doc = "Tension of the ligament that carries most.",
          .source = "of the model"},
         largest(&ResultState::ligaments, &LigamentMeasures::force_N)},
    });
    return readers;
}

bool is_infeasible(const Result& result) {
    return result.complete && std::ranges::any_of(result.warnings, [](const std::string& warning) {
               return warning.find("infeasible") != std::string::npos;
           });
}

std::vector<double> read_measures(const Result& result) {
    std::vector<double> values;
    for (const MeasureReader& reader : measure_readers()) {
        // The margin of muscles that are too weak is not computed.
        const bool unknown =
            !result.complete || (is_infeasible(result) && reader.measure.key == "stability_margin_Nm_rad");
        values.push_back(unknown ? none : reader.read(result.states.back()));
    }
    return values;
}

}  // namespace spondyl
