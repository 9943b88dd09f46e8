// SPDX-License-Identifier: Apache-2.0
// Floor, furniture and bed, the load in the hands, and the external forces. Internal to viz/.
#pragma once

#include <vtkPolyData.h>

#include <optional>

#include "viz/scene.hpp"

namespace spondyl::viz {

// Rotates world coordinates so that y is vertical on the page: the model's frame stays upright with the person, even
// when lying.
Mat3 standing_frame(const std::optional<ShownTask>& shown);

// up: in world coordinates. words: arrows carry their names.
void add_surroundings(Scene& scene, const Drawing& drawing, vtkPolyData& skin, const Vec3& up, bool words);

}  // namespace spondyl::viz
