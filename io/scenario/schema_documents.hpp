// SPDX-License-Identifier: Apache-2.0
// The schema of scenario files as documents for editors and for readers.
#pragma once

#include <string>

namespace spondyl {

// JSON Schema (draft 07) of a scenario file; editors use it to complete and check while typing.
std::string json_schema();

// The reference page docs/reference/scenario.md.
std::string reference_markdown();

}  // namespace spondyl
