// SPDX-License-Identifier: Apache-2.0
// Fits a tissue set to measurements (docs/calibrate.md): weighted least squares over the rows of a target table, each
// divided by its scatter, with parameters in their published ranges.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/scenario.hpp"
#include "studies/calibration/target_table.hpp"
#include "studies/calibration/tissue_draft.hpp"

namespace spondyl {

struct FittedParameter : FreeParameter {
    double value = 0.0;
    bool at_bound = false;                 // within a hundredth of its range from one end
    std::optional<double> standard_error;  // of the value; unset: on a bound, or not determined by the data
    double influence = 0.0;                // change of the misfit (SD, all rows) over the range, to first order
    bool determined = false;               // the standard error is below half the range
};

struct FittedRow {
    TargetRow target;
    std::optional<double> before, after;  // unset: the solver found no equilibrium there

    [[nodiscard]] std::optional<double> deviation_before() const;  // in standard deviations
    [[nodiscard]] std::optional<double> deviation_after() const;
};

// Two parameters that the data cannot separate: correlation of their errors beyond 0.95.
struct CorrelatedPair {
    std::string first, second;
    double correlation = 0.0;
};

enum class CalibrationEnd { settled, iteration_limit, interrupted, not_asked };
inline constexpr std::array<std::string_view, 4> calibration_end_names = {"settled", "iteration_limit", "interrupted",
                                                                          "not_asked"};
constexpr const auto& enum_names(CalibrationEnd /*of*/) {
    return calibration_end_names;
}

struct Calibration {
    std::string set;        // from which the fit starts
    std::string ligaments;  // the scenario's, where it names them
    TargetTable target;
    std::vector<FittedParameter> parameters;
    std::vector<FittedRow> rows;
    std::vector<std::vector<double>> correlation;  // of the errors, among all parameters; 0 where not computed
    std::vector<CorrelatedPair> alike;
    double rms_before = 0.0, rms_after = 0.0;  // standard deviations, over rows with their weights
    int iterations = 0;
    int sets_tried = 0;
    std::size_t runs = 0;
    int sets_failed = 0;   // of those tried: a run of theirs did not come to its end
    std::string failures;  // how, one a line, each once
    CalibrationEnd end{};
    int signal = 0;  // that interrupted the fit

    // Rows whose deviation after the fit exceeds `unmet_beyond` standard deviations.
    [[nodiscard]] std::vector<FittedRow> unmet() const;
};
inline constexpr double unmet_beyond = 2.0;

struct CalibrationProgress {
    int sets_tried = 0;
    std::size_t runs = 0;
    double rms = 0.0;  // of the best set so far, standard deviations; infinity: none yet
};

struct CalibrationOptions {
    std::filesystem::path target;
    Scenario base;  // person, spine, structures, the tissue set to start from
    std::vector<ParameterRequest> free;
    std::vector<ParameterValue> held;
    int max_iterations = 30;  // 0: the set as it is
    int samples = 0;          // sets spread over the ranges that are tried as starting points
    std::filesystem::path program;
    int jobs = 1;
    std::filesystem::path work;    // existing folder for temporary files
    std::filesystem::path result;  // existing folder; it is a tissue set from the first improvement on
    std::function<void(const CalibrationProgress&)> progress;
};

// Writes the fitted set into the result's folder. An interrupting signal leaves the best set so far.
// A set with a run that finds no equilibrium, is refused or crashes counts as infinitely far from the target, and the
// fit goes on from where it was. UserError: the table, the parameters, a scenario that `spondyl run` refuses with the
// set to start from. SolveError: that set finds no equilibrium, or its run crashes. Interrupted: before there was a set
// to keep.
Calibration calibrate(const CalibrationOptions& options);

}  // namespace spondyl
