// SPDX-License-Identifier: Apache-2.0
// Percentile ranges and probabilities from the samples of a comparison.
#pragma once

#include <vector>

#include "studies/comparison.hpp"

namespace spondyl {

// Value below which a share of the finite values lies, linear between neighbours (Hyndman and Fan 1996, type 7,
// doi:10.1080/00031305.1996.10473566). NaN without finite values.
double percentile(std::vector<double> values, double share);

// Fills low, high and chance_better of every value from its draws, which each case has in the same order.
void add_bands(Comparison& comparison);

}  // namespace spondyl
