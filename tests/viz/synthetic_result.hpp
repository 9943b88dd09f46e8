// SPDX-License-Identifier: Apache-2.0
// A synthetic result with the shape of a real one: elliptic discs in lordosis, rounded vertebrae, smooth fields. It
// contains no mechanics; pictures and exports can be tested with it without a solve.
#pragma once

#include "models/result/result.hpp"

namespace spondyl::test {

struct SyntheticOptions {
    Vertebra top = Vertebra::L1;
    Vertebra bottom = Vertebra::S1;
    int around = 32;          // cells around a disc
    int rings = 4;            // annulus cells along the radius
    int layers = 4;           // cells through the height, the outer two cartilage
    int states = 2;           // rest and loaded ones, growing linearly
    bool task = false;        // the last state is a task: standing, a box in front, two muscles a side
    bool structures = false;  // supraspinous ligament (taut), anterior one (slack), one facet joint under pressure
};

Result make_synthetic_result(const SyntheticOptions& options = {});

}  // namespace spondyl::test
