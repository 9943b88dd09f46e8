// SPDX-License-Identifier: Apache-2.0
// The tables that `sweep collect` writes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "studies/sweep/collect.hpp"

namespace spondyl {

// One row per case: case, strategy, status (finished, failed, missing), every input, every measure, infeasible (0 or
// 1), failure. Numbers are the shortest texts that read back to the same value; empty where there is none.
std::string sweep_csv(const SweepTable& table);

// One row per strategy, measure and input.
std::string sensitivity_csv(const SweepTable& table, const std::vector<SensitivityRow>& rows);

// The same as HDF5; docs/sweeps.md describes the layout. Equal tables give equal bytes. Missing numbers are
// no_compared_value, as the attribute "missing" of the root says. UserError if the file cannot be written.
void write_sweep(const SweepTable& table, const std::vector<SensitivityRow>& rows, const std::filesystem::path& file);

}  // namespace spondyl
