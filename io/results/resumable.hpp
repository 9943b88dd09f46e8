// SPDX-License-Identifier: Apache-2.0
// The result in a folder from which `spondyl run --resume` continues, or the reason for refusing it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/result/field_result.hpp"

namespace spondyl {

// The latest result file of a run there; none if the folder holds no result at all.
std::optional<std::filesystem::path> result_to_resume(const std::filesystem::path& folder);

// UserError if the result is complete, belongs to another scenario or deck (by its SHA-256) or program, or has no
// restart because the run had come to its end.
void check_resumable(const std::filesystem::path& file, const RunInfo& result, const std::string& sha256,
                     bool has_restart);

}  // namespace spondyl
