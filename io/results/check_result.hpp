// SPDX-License-Identifier: Apache-2.0
// What a Result must keep so that it can be written, read back and drawn: one set of rules for both ways.
#pragma once

#include <stdexcept>

#include "models/analysis/result.hpp"

namespace spondyl {

// A rule that a Result does not keep: the program's mistake when it is about to be written, the file's when it was
// read.
class BrokenRule : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// Throws BrokenRule naming the field, its place and the value: a number that is not finite or beyond what can be drawn
// and summed, a list of the wrong length, states whose fields differ, an index that leaves its list, a name that no
// path or terminal can take, two things of one name.
void check_result(const Result& result);

}  // namespace spondyl
