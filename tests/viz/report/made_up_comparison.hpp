// SPDX-License-Identifier: Apache-2.0
// A comparison with known numbers, and shapes to draw.
#pragma once

#include "studies/comparison.hpp"

namespace spondyl::test {

// Cases: the base, "closer" (better), "weak" (infeasible), "too_high" (failed, no numbers), "same" (as the base).
// Measures: compression (limit 3400 N), strength used (limit 1), a stability margin that goes below zero, a share that
// is not judged, and the action limit ratio, an index. All lift 12 kg but "closer", which lifts 10. With samples, every
// case has bands and draws; "same" is undecided.
Comparison made_up_comparison(bool samples);

}  // namespace spondyl::test
