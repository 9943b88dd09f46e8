// SPDX-License-Identifier: Apache-2.0
// Positions of contributions in the work space of a unit, planned beforehand so that no memory is allocated for single
// fronts.
#pragma once

#include "solvers/multifrontal/symbolic.hpp"

namespace spondyl::multifrontal {

// Fills Front::contribution and scratch, Unit::work and Symbolic::work_size.
void plan_memory(Symbolic& symbolic);

}  // namespace spondyl::multifrontal
