// SPDX-License-Identifier: Apache-2.0
// What a body stands, sits or lies on, what its hands hold, and the forces from outside. Internal to viz/.
#pragma once

#include <vtkPolyData.h>

#include <optional>

#include "viz/scene.hpp"

namespace spondyl::viz {

// Turns world coordinates so that y is up for the eye: the model's frame stays upright with the person, also lying.
Mat3 standing_frame(const std::optional<ShownTask>& shown);

// up: in world coordinates. words: arrows carry their names.
void add_surroundings(Scene& scene, const Drawing& drawing, vtkPolyData& skin, const Vec3& up, bool words);

}  // namespace spondyl::viz
