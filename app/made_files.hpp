// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "core/result/field_result.hpp"

namespace spondyl::app {

// Pictures or exports of a result, made by `make` in the folder it is given and then put into `folder` all at once.
// Beside the result itself they are listed, so that the next run takes them away with it. Returns where they are.
// UserError if another process works in the folder.
std::vector<std::filesystem::path> put_beside(
    const std::filesystem::path& folder, const std::filesystem::path& result_file, const RunInfo& run,
    const std::function<std::vector<std::filesystem::path>(const std::filesystem::path& folder)>& make);

}  // namespace spondyl::app
