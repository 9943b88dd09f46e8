// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace spondyl::app {

// Message on what a run that was not completed has left. kept: ResultFolder::kept.
std::string kept_text(const std::optional<std::filesystem::path>& kept);

}  // namespace spondyl::app
