// SPDX-License-Identifier: Apache-2.0
// The cases of a sweep from a study.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/study/study_file.hpp"
#include "studies/sweep/manifest.hpp"

namespace spondyl {

struct SweepPlan {
    SweepManifest manifest;
    std::vector<std::string> scenarios;  // canonical texts, parallel to its cases
};

// Every row of the list, with every point of the grid (the last axis varies fastest), every sample and every strategy.
// UserError for a case that is not a valid scenario, with its inputs, for unknown measures and for too many cases.
SweepPlan plan_sweep(const Study& study);

// Into a folder. Returns false if it holds the same plan already. UserError if it holds another one, or if the folder
// cannot be written.
bool write_plan(const SweepPlan& plan, const std::filesystem::path& sweep);

}  // namespace spondyl
