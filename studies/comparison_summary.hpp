// SPDX-License-Identifier: Apache-2.0
// Conclusions from the numbers of a comparison, in sentences that follow from the numbers alone.
#pragma once

#include <string>
#include <vector>

#include "studies/comparison.hpp"

namespace spondyl {

// Recommendation of the lifting equation, ranking by compression (or the first measure there is), measures that become
// worse, limits that are crossed, strategies that do not change the ranked measure, tasks for which the muscles are too
// weak, failed runs. With samples: percentile ranges, how often one case is better than the next, failed samples; where
// the order changes within them, the comparison is called undecided and no disadvantage is named.
std::vector<std::string> summary_of(const Comparison& comparison);

// In per cent of the base; NaN where the base is shown as 0 with the measure's decimals, or either is missing.
double change_percent(const Comparison& comparison, std::size_t index, std::size_t measure);

// Share of the samples in which case a is better than case b by that measure; NaN without samples.
double chance_better(const Comparison& comparison, std::size_t a, std::size_t b, std::size_t measure);

// Whether the samples do not decide which of the two is better: neither is better in at least 97.5 % of them.
bool is_undecided(const Comparison& comparison, std::size_t a, std::size_t b, std::size_t measure);

}  // namespace spondyl
