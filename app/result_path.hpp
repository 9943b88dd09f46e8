// SPDX-License-Identifier: Apache-2.0
// Where `spondyl run` puts its files and where the other commands find them.
#pragma once

#include <filesystem>

#include "io/results/result_file.hpp"
#include "io/results/result_tables.hpp"

namespace spondyl::app {

// The folder that the user asked for; results/NAME of the scenario, deck or table where none was.
std::filesystem::path result_folder(const std::filesystem::path& asked, const std::filesystem::path& source);

// A result is named by its file or by the folder that `run` wrote; what an unfinished run has left in its folder
// `incomplete` counts where the folder itself holds no complete result. A switch of files that a dead process began is
// finished first. Throws UserError if there is none.
std::filesystem::path find_result(const std::filesystem::path& named);

// Reads what find_result found, of a spine or not. UserError if the tables beside it are of another run.
AnyResult read_whole_result(const std::filesystem::path& file);
// The same, and UserError if it has neither mesh nor fields (spondyl run --measures-only).
AnyResult read_drawable_result(const std::filesystem::path& file);
// What every result knows of its run.
const RunInfo& run_info(const AnyResult& result);

}  // namespace spondyl::app
