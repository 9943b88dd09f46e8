// SPDX-License-Identifier: Apache-2.0
// How the discs and ligaments of a person relax while a posture is kept
// (docs/adr/0038). The substance of the nucleus keeps its volume: that would take flow.
#pragma once

#include "core/materials/prony_series.hpp"
#include "models/anatomy/spine_anatomy.hpp"

namespace spondyl {

PronySeries hold_relaxation(const SpineAnatomy& anatomy);

// A posture is taken at once and kept for `held`, s; an increment strains evenly over its time. How long an increment
// from rest must last to leave the same stress, s.
double even_increment(const PronySeries& series, double held);

}  // namespace spondyl
