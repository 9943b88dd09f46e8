// SPDX-License-Identifier: Apache-2.0
// Relaxation of a person's discs and ligaments while a posture is kept (docs/adr/0038). The volume of the nucleus is
// constant: a change would take fluid flow.
#pragma once

#include "core/materials/prony_series.hpp"
#include "models/anatomy/spine_anatomy.hpp"

namespace spondyl {

PronySeries hold_relaxation(const SpineAnatomy& anatomy);

// A posture is assumed suddenly and kept for `held`, s, whereas an increment strains at a constant rate. Returns the
// duration of an increment from rest that gives the same stress, s.
double even_increment(const PronySeries& series, double held);

}  // namespace spondyl
