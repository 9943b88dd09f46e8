// SPDX-License-Identifier: Apache-2.0
// Parallelism available in a factorisation, found by counting operations, which a small machine cannot measure.
#pragma once

#include "solvers/multifrontal/symbolic.hpp"

namespace spondyl::multifrontal {

struct TreeWork {
    double total = 0.0;    // operations
    double longest = 0.0;  // along the longest chain of tasks that wait for one another

    // With tasks handed out as threads become free, no slower than this (Graham 1969, doi:10.1137/0117039).
    [[nodiscard]] double speed_up(int threads) const { return total / (total / threads + longest); }
};

TreeWork tree_work(const Symbolic& symbolic);

}  // namespace spondyl::multifrontal
