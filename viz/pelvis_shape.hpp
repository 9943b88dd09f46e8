// SPDX-License-Identifier: Apache-2.0
// The sacrum below S1 and the hip bones, drawn from the points of PelvisShape. The model itself uses only their muscle
// attachments and hip joint centres. Internal to viz/.
#pragma once

#include <optional>

#include "models/anatomy/body_anatomy.hpp"
#include "models/result/result.hpp"
#include "viz/disc_grid.hpp"

namespace spondyl::viz {

// In the reference configuration; it moves with S1, whose size and direction it takes. None where the result ends above
// S1.
std::optional<BoneSurface> make_sacrum(const PelvisShape& shape, const Result& result,
                                       const std::vector<DrawnDisc>& discs);

// In the pose of this body. Empty without one.
Surface make_hip_bones(const BodyAnatomy& anatomy, const std::vector<BodySegment>& body);

}  // namespace spondyl::viz
