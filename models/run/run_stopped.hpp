// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

namespace spondyl {

// RunOptions::stop_requested returned true.
class RunStopped : public std::runtime_error {
  public:
    RunStopped() : std::runtime_error("the run was stopped") {}
};

}  // namespace spondyl
