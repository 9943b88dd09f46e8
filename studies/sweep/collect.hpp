// SPDX-License-Identifier: Apache-2.0
// Results of a sweep: all cases as one table, and the influence of the inputs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "studies/sensitivity/sensitivity.hpp"
#include "studies/sweep/case_record.hpp"
#include "studies/sweep/manifest.hpp"

namespace spondyl {

// At most one of the two; neither: not computed yet.
struct SweepRow {
    std::optional<CaseRecord> record;
    std::optional<CaseFailure> failure;
};

struct SweepTable {
    SweepManifest manifest;
    std::vector<SweepRow> rows;  // parallel to its cases

    [[nodiscard]] std::vector<std::string> missing() const;  // ids of cases not computed yet
    [[nodiscard]] std::size_t failed() const;
    // Versions of the program, in the order in which they appear; more than one if the sweep was not computed by a
    // single program.
    [[nodiscard]] std::vector<std::string> versions() const;
};

// For one strategy, one measure and one numeric input that varies.
struct SensitivityRow {
    std::string strategy;
    std::size_t measure = 0;  // index
    std::size_t input = 0;
    std::size_t cases = 0;  // that have the measure
    double regression_r2 = 0.0;
    double chaos_q2 = 0.0;
    InputSensitivity value;
};

// Reads all records. UserError as read_manifest() and read_record().
SweepTable collect_sweep(const std::filesystem::path& sweep);

// By strategy and measure. Cases without numbers are left out; so are measures that are the same in all cases. Shares
// of variance only where no input was given as a list.
std::vector<SensitivityRow> sweep_sensitivity(const SweepTable& table);

}  // namespace spondyl
