// SPDX-License-Identifier: Apache-2.0
// The loads of a scenario in plain words, for the line below a picture's title.
#pragma once

#include <string>

#include "models/scenario/scenario.hpp"

namespace spondyl::viz {

// Loads at a time (step number + fraction, linear within a step), e.g. "500 N follower load, 7.5 Nm flexion".
// "no load" when all vanish.
std::string describe_loads(const Scenario& scenario, double time);

}  // namespace spondyl::viz
