// SPDX-License-Identifier: Apache-2.0
// Verdicts of tasks for --json.
#pragma once

#include <nlohmann/json.hpp>

#include "models/result/result.hpp"

namespace spondyl::app {

// One object per task that was tried: its verdict, with numbers and as text.
nlohmann::ordered_json verdicts_json(const Result& result);

// Task and reason of those without an equilibrium.
nlohmann::ordered_json failed_json(const Result& result);

}  // namespace spondyl::app
