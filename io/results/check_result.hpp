// SPDX-License-Identifier: Apache-2.0
// What a Result must keep so that it can be written, read back and drawn: one set of rules for both ways.
#pragma once

#include "io/results/check_fields.hpp"
#include "models/result/result.hpp"

namespace spondyl {

// Throws BrokenRule: the rules of check_field_result for mesh, fields, history and record, and the same for bones,
// ligaments, facet joints, muscles, tasks and measures.
void check_result(const Result& result);

}  // namespace spondyl
