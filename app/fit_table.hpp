// SPDX-License-Identifier: Apache-2.0
// Fit of a person's own bones: for the terminal and as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "models/geometry/own_spine_fit.hpp"

namespace spondyl::app {

// One row per bone, one per disc, and the lordosis; empty without own bones.
std::string fit_table(const OwnSpineFit& fit);

// Every measure; null without own bones.
nlohmann::ordered_json fit_json(const OwnSpineFit& fit);

}  // namespace spondyl::app
