// SPDX-License-Identifier: Apache-2.0
// Conditions that a Result must meet to be written, read back and drawn: the same rules for both directions.
#pragma once

#include "io/results/check_fields.hpp"
#include "models/result/result.hpp"

namespace spondyl {

// Throws BrokenRule: the rules of check_field_result for mesh, fields, history and record, and the same for bones,
// ligaments, facet joints, muscles, tasks and measures.
void check_result(const Result& result);

}  // namespace spondyl
