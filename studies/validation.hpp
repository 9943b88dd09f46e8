// SPDX-License-Identifier: Apache-2.0
// Runs the experiments of a selection of published quantities and compares the model with them.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "studies/expression.hpp"
#include "studies/validation_rows.hpp"

namespace spondyl {

enum class RowVerdict { pass, fail, info };  // info: the row has no band
inline constexpr std::array<std::string_view, 3> row_verdict_names = {"pass", "FAIL", "info"};
constexpr const auto& enum_names(RowVerdict /*of*/) {
    return row_verdict_names;
}

struct RowOutcome {
    ValidationRow row;
    std::optional<double> value;
    std::string note;  // why there is no value
    RowVerdict verdict = RowVerdict::fail;
};

struct ExperimentOutcome {
    std::string name;
    std::string title;
    bool complete = false;
    std::string failure;  // why it was not solved
    double wall_seconds = 0.0;
};

struct ValidationOptions {
    std::filesystem::path scenarios;  // folder of the scenario files that the rows name
    std::filesystem::path work;       // existing folder for the results
    std::filesystem::path program;    // spondyl: every experiment is a `spondyl run` of its own, on one thread
    int jobs = 1;                     // experiments at a time
    bool keep_results = false;        // false: each result file is removed once it has been read
    std::optional<MeshDensity> mesh;  // instead of that of the scenarios
    std::optional<std::string> tissue_set;
    std::optional<std::string> ligament_set;
    std::function<void(std::size_t done, std::size_t all, const std::string& ended)> progress;
};

struct Validation {
    std::vector<RowOutcome> rows;                // as selected
    std::vector<ExperimentOutcome> experiments;  // in the order of their names
    Records records;                             // without meshes and fields; experiments without a state are missing

    struct Count {
        int passed = 0;
        int judged = 0;  // rows with a band
    };
    [[nodiscard]] Count count() const;
    [[nodiscard]] Count count(Confidence confidence) const;
};

// Each experiment runs once, however many rows read it. One without equilibrium, or one that crashes, does not stop the
// others; the rows that need more than it reached fail with the reason. UserError for a scenario or a name of a set
// that `spondyl run` refuses.
Validation run_validation(const std::vector<ValidationRow>& rows, const ValidationOptions& options);

// Reads the row from the records and judges it.
RowOutcome judge(const ValidationRow& row, const Records& records);

}  // namespace spondyl
