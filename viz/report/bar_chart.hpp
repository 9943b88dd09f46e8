// SPDX-License-Identifier: Apache-2.0
// One measure of all cases as bars. Internal to viz/report/.
#pragma once

#include <string>

#include "studies/comparison.hpp"

namespace spondyl::viz {

// Inline SVG: a bar per case from zero, coloured by its verdict against the base; a dashed line at the published limit;
// whiskers from the 2.5 to the 97.5 percentile of the samples, and the share of samples in which the case is better
// than the base, where samples exist. A case without a number shows the reason in words.
std::string bar_chart(const Comparison& comparison, std::size_t measure);

}  // namespace spondyl::viz
