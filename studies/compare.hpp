// SPDX-License-Identifier: Apache-2.0
// Runs a base scenario and its variants by strategies, and compares the results.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "io/scenario/strategy_file.hpp"
#include "studies/comparison.hpp"
#include "studies/sampling.hpp"

namespace spondyl {

struct CompareOptions {
    std::filesystem::path work;     // existing folder for results; emptied as they are read
    std::filesystem::path program;  // spondyl: every chain of variants is a `spondyl run` of its own, on one thread
    int jobs = 1;                   // at a time; the numbers do not depend on it
    std::string task;               // of the base; empty: the last that is no destination of another
    // Samples of the unknown properties of the person (models/data/uncertainty.csv), each with every case.
    int samples = 0;
    bool ensemble = false;  // the samples differ in the tissue set as well; without samples: one of each set
    SamplingMethod method = SamplingMethod::latin_hypercube;
    std::uint64_t seed = 1;
    std::function<void(std::size_t done, std::size_t all, const std::string& ended)> progress;
};

// The base with the compared task alone; a lift keeps its destination for the lifting equation. UserError: it has no
// such task.
Scenario with_one_task(Scenario base, const std::string& wanted);

// Variants that change only the task follow the base in one run, each from the equilibrium of the one before; one that
// fails in this way is tried again from rest. A variant without equilibrium stays in the table with its reason, a
// sample without equilibrium is counted with its reason.
// UserError: the base has no such task, a strategy does not apply to it, two have the same name.
Comparison compare(const Scenario& base, const std::vector<Strategy>& strategies, const CompareOptions& options);

}  // namespace spondyl
