// SPDX-License-Identifier: Apache-2.0
// Whether a case is better or worse than the base by a measure, the same in sentences, tables, charts and rankings.
#pragma once

#include "studies/comparison.hpp"

namespace spondyl {

enum class Verdict {
    base,
    better,
    worse,
    same,     // the model does not distinguish them
    open,     // the samples do not decide
    neutral,  // neither is better, or it decreases because the muscles work less
    missing,  // no number
};

// Whether two cases differ by more than the measure's resolution; NaN differs from nothing.
bool are_told_apart(const Comparison& comparison, std::size_t a, std::size_t b, std::size_t measure);

// Verdict on a case relative to the base.
Verdict verdict_of(const Comparison& comparison, std::size_t index, std::size_t measure);

}  // namespace spondyl
