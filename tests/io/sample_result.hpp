// SPDX-License-Identifier: Apache-2.0
// A small result with a different number in every place, for tests of files and tables.
#pragma once

#include "models/result/result.hpp"

namespace spondyl::test {

// `blocks` hexahedra in a row, two discs, two bones, `states` states.
Result sample_result(int blocks = 3, int states = 3);

}  // namespace spondyl::test
