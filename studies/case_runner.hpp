// SPDX-License-Identifier: Apache-2.0
// Runs cases: validation, comparisons and sweeps compute scenarios in separate processes, each on one thread
// (docs/adr/0011).
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

struct CaseRequest {
    std::filesystem::path scenario;  // file
    std::filesystem::path folder;    // for its result, removed afterwards; its log is written beside it
    bool measures_only = false;      // no mesh and no fields in the result
};

struct CaseRunOptions {
    std::filesystem::path program;  // spondyl
    int jobs = 1;                   // cases at a time
    bool keep_results = false;      // do not remove the folders
};

enum class CaseOutcome {
    solved,          // complete
    no_equilibrium,  // not complete; the partial result says why
    refused,         // a mistake of the user in the scenario or a file that it names
    broken,          // ended by a signal, or by a bug of the program
};

struct CaseEnd {
    std::size_t index = 0;  // of the request
    CaseOutcome outcome{};
    int code = 0;                  // of the process; 128 + signal if it was killed
    std::optional<Result> result;  // if solved, or without equilibrium but written
    std::string reason;            // why there is no result, for the user: message or exit status of the process
};

// Writes the scenario as `file`. UserError if that fails.
void write_case(const Scenario& scenario, const std::filesystem::path& file);

// Starts the cases in their order, at most `jobs` at a time, and waits for all; `ended` is called in this thread as
// each one ends, and may move the case's folder away. Other files of the case are removed afterwards. When `ended`
// throws, or a signal requests termination (Interrupted), the other cases are ended first.
void run_cases(const std::vector<CaseRequest>& cases, const CaseRunOptions& options,
               const std::function<void(CaseEnd end)>& ended);

}  // namespace spondyl
