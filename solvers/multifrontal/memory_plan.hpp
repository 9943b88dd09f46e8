// SPDX-License-Identifier: Apache-2.0
// Where contributions lie within the work space of a unit, so that nobody asks for memory front by front.
#pragma once

#include "solvers/multifrontal/symbolic.hpp"

namespace spondyl::multifrontal {

// Fills Front::contribution and scratch, Unit::work and Symbolic::work_size.
void plan_memory(Symbolic& symbolic);

}  // namespace spondyl::multifrontal
