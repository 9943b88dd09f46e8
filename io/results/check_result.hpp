// SPDX-License-Identifier: Apache-2.0
// What a Result must keep so that it can be written and read back.
#pragma once

#include "models/analysis/result.hpp"

namespace spondyl {

// Throws InternalError naming the field, its place and the value: a number that is not finite, a list of the wrong
// length, states whose fields differ, connectivity that leaves the nodes.
void check_result(const Result& result);

}  // namespace spondyl
