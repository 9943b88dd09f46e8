// SPDX-License-Identifier: Apache-2.0
// Checks the [[expect]] rows of shipped scenarios.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace spondyl::test {

// A failure for every row of `run`, the output of `spondyl run --json`, that is not met, except for known failures
// (docs/validation/failed_rows.md); and for a known failure that is met. `scenario` is its file below scenarios/
// without .toml.
void keep_expected_rows(std::string_view scenario, const nlohmann::json& run);

}  // namespace spondyl::test
