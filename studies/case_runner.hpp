// SPDX-License-Identifier: Apache-2.0
// One way to run a case: validation, comparisons and sweeps each compute scenarios as processes of their own, each on
// one thread (docs/adr/0011).
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
    std::filesystem::path folder;    // for its result, which goes again; its log lies beside it
    bool measures_only = false;      // no mesh and no fields in the result
};

struct CaseRunOptions {
    std::filesystem::path program;  // spondyl
    int jobs = 1;                   // cases at a time
    bool keep_results = false;      // leave the folders
};

enum class CaseOutcome {
    solved,          // complete
    no_equilibrium,  // not complete; what there is of a result says why
    refused,         // the scenario, or something it names, is the user's mistake
    broken,          // ended by a signal, or by a mistake of the program
};

struct CaseEnd {
    std::size_t index = 0;  // of the request
    CaseOutcome outcome{};
    int code = 0;                  // of the process; 128 + signal if it was killed
    std::optional<Result> result;  // of those solved, and of those without equilibrium that left one
    std::string reason;            // why there is no result, for the user: what the process said, how it ended
};

// Writes the scenario as `file`. UserError if that fails.
void write_case(const Scenario& scenario, const std::filesystem::path& file);

// Starts the cases in their order, at most `jobs` at a time, and waits for all; `ended` is called in this thread as
// each one ends, and may move the case's folder away. What else was written goes behind it. When `ended` throws, or a
// signal asks to end (Interrupted), the others are ended first.
void run_cases(const std::vector<CaseRequest>& cases, const CaseRunOptions& options,
               const std::function<void(CaseEnd end)>& ended);

}  // namespace spondyl
