// SPDX-License-Identifier: Apache-2.0
// How far a run along its load steps has come, for whoever shows it.
#pragma once

#include <string>

namespace spondyl {

struct Progress {
    std::string step;
    double time = 0.0;      // number of finished steps + fraction of this one that is being tried
    double end_time = 0.0;  // number of steps
    int iteration = 0;
    double residual = 0.0;  // relative
};

}  // namespace spondyl
