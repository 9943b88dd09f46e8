// SPDX-License-Identifier: Apache-2.0
// Folder of the files of `spondyl run`, and how other commands find them.
#pragma once

#include <filesystem>

#include "io/results/result_file.hpp"
#include "io/results/result_tables.hpp"

namespace spondyl::app {

// The folder given by the user, or else results/NAME of the scenario, deck or table.
std::filesystem::path result_folder(const std::filesystem::path& asked, const std::filesystem::path& source);

// A result is given by its file or by the folder that `run` wrote; the folder `incomplete` of an unfinished run is used
// if the folder itself holds no complete result. A replacement of files that a dead process began is completed first.
// Throws UserError if there is none.
std::filesystem::path find_result(const std::filesystem::path& named);

// Reads the result found by find_result, with or without a spine. UserError if the tables beside it belong to another
// run.
AnyResult read_whole_result(const std::filesystem::path& file);
// The same, and UserError if it has neither mesh nor fields (spondyl run --measures-only).
AnyResult read_drawable_result(const std::filesystem::path& file);
// Data of the run that every result has.
const RunInfo& run_info(const AnyResult& result);

}  // namespace spondyl::app
