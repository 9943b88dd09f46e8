// SPDX-License-Identifier: Apache-2.0
// The whole body of a task and its trunk muscles. Internal to viz/.
#pragma once

#include <vtkPolyData.h>

#include "viz/scene.hpp"

namespace spondyl::viz {

// Whether the state is that of a task, with a body to draw.
bool has_body(const ResultState& state);

// Skin, spine, muscles, what the hands hold, floor and furniture. azimuth and elevation as in make_column_scene; a
// person who lies is turned so that the surface is below. words: arrows carry their names and newtons.
Scene make_body_scene(const Drawing& drawing, vtkPolyData& skin, double azimuth_deg, double elevation_deg, bool words);

// The trunk without its skin, turned upright whatever the posture, with names of the muscles whose fascicles of this
// side can be seen.
Scene make_trunk_scene(const Drawing& drawing, double azimuth_deg, double elevation_deg, Side side,
                       const std::vector<std::string>& named_groups);

}  // namespace spondyl::viz
