// SPDX-License-Identifier: Apache-2.0
// The catalogue of measures: every number that can be read from a state of a result, by its name. Used by published
// values, sweeps, comparisons and [[expect]] rows, and listed on the reference page. docs/adr/0035.
//
//   nucleus_pressure_MPa   a column of disc_measure_columns(), of one disc
//   SSL.force_N            a column of ligament_measure_columns(), of one disc: forces, moments and shares summed over
//                          the sides, of strains the largest
//   SSL.failure_load_N     tensile failure load from models/data/ligament_failure.csv, of one disc
//   task.strength_used     a column of task_measure_columns()
//   index.dortmund_ratio   a column of index_measure_columns()
//   load.follower_load_N   a load of the step, as it stood at the state
//
// For a measure of a task or an index the part before the dot may be omitted.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/enum_names.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// The object that a measure describes.
enum class MeasureOf { disc, ligament, task, index, load };
inline constexpr std::array<std::string_view, 5> measure_of_names = {"disc", "ligament", "task", "index", "load"};
constexpr const auto& enum_names(MeasureOf /*of*/) {
    return measure_of_names;
}

// Input from which a measure is read.
struct MeasuredState {
    const Scenario& scenario;
    const ResultState& state;
    std::optional<Disc> disc = {};     // for measures of discs
    const Anatomy* anatomy = nullptr;  // that the result was found with; none: that of data_directory()
};

struct Measure {
    MeasureOf of{};
    std::string name;    // as above, in full
    std::string column;  // the part behind the dot: the column of tables
    std::string unit;
    std::string doc;
    std::string source = "of the model";
    // Unset: the state has no such value, e.g. an index that does not apply, a disc that is not modelled, a task
    // measure in a load step.
    std::function<std::optional<double>(const MeasuredState&)> read;

    // Has a value for each disc.
    [[nodiscard]] bool of_disc() const { return of == MeasureOf::disc || of == MeasureOf::ligament; }
};

// In the order of files: discs, ligaments, tasks, indices, loads.
std::span<const Measure> measures();
// By its full or its short name; null: there is none.
const Measure* find_measure(std::string_view name);
// Every name that find_measure() takes, short ones first.
const std::vector<std::string_view>& measure_names();

// The state at the end of a step or task; the state at rest for "rest". Empty if the run did not come that far.
std::optional<std::size_t> end_of_step(const Scenario& scenario, const Result& result, std::string_view step);

}  // namespace spondyl
