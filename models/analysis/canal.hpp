// SPDX-License-Identifier: Apache-2.0
// The spinal canal at the height of a disc.
#pragma once

#include "models/spine/spine_model.hpp"

namespace spondyl {

// Cross-section that remains for the dural sac, mm^2: the bony canal (an ellipse of its width and depth), less the
// bulge of the disc, less the increase in section of the ligamentum flavum as it shortens (at constant volume):
//   A = pi/4 w d - integral_{|z| < w/2} bulge dz - A_LF (l_0 / l - 1)
// with l_0 the flavum's length over the healthy disc at rest and A_LF its section (Remus et al. 2021,
// doi:10.1371/journal.pone.0250456). frame: the current mid-disc frame.
double canal_area(const SpineModel& model, std::size_t disc, const State& state, const Frame& frame);

}  // namespace spondyl
