// SPDX-License-Identifier: Apache-2.0
// The [[expect]] rows of shipped scenarios as a condition.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace spondyl::test {

// A failure for every row of `run`, what `spondyl run --json` printed, that is missed, but for those that are known to
// be (docs/validation/failed_rows.md); and for a known miss that is kept. `scenario` is its file below scenarios/
// without .toml.
void keep_expected_rows(std::string_view scenario, const nlohmann::json& run);

}  // namespace spondyl::test
