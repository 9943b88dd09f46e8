// SPDX-License-Identifier: Apache-2.0
// The record that a sweep keeps of each case: a small file with its numbers, or with the reason why there are none.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "studies/sweep/manifest.hpp"

namespace spondyl {

struct CaseRecord {
    std::vector<double> values;  // parallel to the measures; NaN: none
    bool infeasible = false;     // the muscles are too weak: numbers of muscles that are just strong enough
    std::string version;         // of the program that computed it
};

struct CaseFailure {
    int code = 0;  // exit code of `spondyl run`
    std::string reason;
};

// Both are written to `temporary`, a file of this process, then renamed: completely or not at all. Their contents do
// not depend on when or where they were made.
void write_record(const SweepManifest& manifest, const SweepCase& one, const CaseRecord& record,
                  const std::filesystem::path& file, const std::filesystem::path& temporary);
void write_failure(const SweepCase& one, const CaseFailure& failure, const std::filesystem::path& file,
                   const std::filesystem::path& temporary);

// Empty if there is no such file. UserError if it belongs to another case or cannot be read.
std::optional<CaseRecord> read_record(const SweepManifest& manifest, const SweepCase& one,
                                      const std::filesystem::path& file);
std::optional<CaseFailure> read_failure(const SweepCase& one, const std::filesystem::path& file);

}  // namespace spondyl
