// SPDX-License-Identifier: Apache-2.0
// What the numbers of a comparison say, in sentences. Nothing is said that does not follow from them.
#pragma once

#include <string>
#include <vector>

#include "studies/comparison.hpp"

namespace spondyl {

// What the lifting equation recommends, ranking by compression (or the first measure there is), what that costs
// elsewhere, limits that are crossed, strategies that leave the ranked measure as it is, tasks the muscles cannot do,
// runs that failed. Where samples are
// given: bands, how often one is better than the next, samples that failed; where the better one changes within them,
// the comparison is called undecided and no cost is named.
std::vector<std::string> summary_of(const Comparison& comparison);

// In per cent of the base; NaN where the base is shown as 0 with the measure's decimals, or either is missing.
double change_percent(const Comparison& comparison, std::size_t index, std::size_t measure);

// Share of the samples in which case a is better than case b by that measure; NaN without samples.
double chance_better(const Comparison& comparison, std::size_t a, std::size_t b, std::size_t measure);

// Whether the samples leave open which of the two is better: neither wins in at least 97.5 % of them.
bool is_undecided(const Comparison& comparison, std::size_t a, std::size_t b, std::size_t measure);

}  // namespace spondyl
