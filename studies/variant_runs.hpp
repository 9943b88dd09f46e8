// SPDX-License-Identifier: Apache-2.0
// Solves many variants of one task, in as few runs as their persons allow.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

struct Variant {
    std::string name;            // unique among the variants of one group, as far as file names and tasks go
    int group = 0;               // variants of different groups never share a run
    Scenario scenario;           // with exactly one task
    bool measures_only = false;  // its result needs no mesh and no fields
};

struct VariantOptions {
    std::filesystem::path work;     // existing folder; result files in it are removed once they are read
    std::filesystem::path program;  // spondyl
    int jobs = 1;
    std::function<void(std::size_t done, std::size_t all, const std::string& ended)> progress;
};

// Calls `solved` with the index of each variant and its result (the state at rest and the task's), in no particular
// order; complete = false with the reason in `failure` for those without equilibrium or that the program refuses. Which
// variants share a run depends on the list alone, not on `jobs`.
void run_variants(const std::vector<Variant>& variants, const VariantOptions& options,
                  const std::function<void(std::size_t variant, Result result)>& solved);

}  // namespace spondyl
