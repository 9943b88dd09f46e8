// SPDX-License-Identifier: Apache-2.0
// Progress of a run along its load steps, for display.
#pragma once

#include <string>

namespace spondyl {

struct Progress {
    std::string step;
    double time = 0.0;      // number of finished steps + fraction tried of the current one
    double end_time = 0.0;  // number of steps
    int iteration = 0;
    double residual = 0.0;  // relative
};

}  // namespace spondyl
