// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace spondyl::app {

// What a run that did not come to its end leaves behind, for its user. kept: ResultFolder::kept.
std::string kept_text(const std::optional<std::filesystem::path>& kept);

}  // namespace spondyl::app
