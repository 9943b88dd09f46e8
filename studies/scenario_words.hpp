// SPDX-License-Identifier: Apache-2.0
// A scenario's person and work in plain words.
#pragma once

#include <string>

#include "models/indices/task_indices.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// "a woman of 48 years", "the mean of both sexes of 40 years": the person for whom limits by sex and age hold.
std::string person_of_limits(const Person& person);

// "480", "not given (as up to 100)".
std::string lifts_of_limits(const Handling& handling);

}  // namespace spondyl
