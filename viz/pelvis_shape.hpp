// SPDX-License-Identifier: Apache-2.0
// The sacrum below S1 and the hip bones: a drawing, by the points of PelvisShape. The model itself
// knows of them only where muscles hold and where the thighs turn. Internal to viz/.
#pragma once

#include <optional>

#include "models/anatomy/body_anatomy.hpp"
#include "models/result/result.hpp"
#include "viz/disc_grid.hpp"

namespace spondyl::viz {

// At rest; it moves with S1, whose size and direction it takes. None where the result ends above S1.
std::optional<BoneSurface> make_sacrum(const PelvisShape& shape, const Result& result,
                                       const std::vector<DrawnDisc>& discs);

// Where the pelvis of this body is. Empty without one.
Surface make_hip_bones(const BodyAnatomy& anatomy, const std::vector<BodySegment>& body);

}  // namespace spondyl::viz
