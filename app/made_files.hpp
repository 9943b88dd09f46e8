// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "core/result/field_result.hpp"

namespace spondyl::app {

// Pictures or exports of a result, written by `make` into the folder that it is given and then moved to `folder` all at
// once. Files beside the result itself are listed, so that the next run removes them with it. Returns their paths.
// UserError if another process works in the folder.
std::vector<std::filesystem::path> put_beside(
    const std::filesystem::path& folder, const std::filesystem::path& result_file, const RunInfo& run,
    const std::function<std::vector<std::filesystem::path>(const std::filesystem::path& folder)>& make);

}  // namespace spondyl::app
