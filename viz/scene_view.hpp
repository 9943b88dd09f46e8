// SPDX-License-Identifier: Apache-2.0
// A scene as a renderer of a window. Internal to viz/.
#pragma once

#include <vtkRenderer.h>
#include <vtkSmartPointer.h>

#include "viz/scene.hpp"

namespace spondyl::viz {

// Parallel projection on white, `centre` (mm along the screen's right and up) in the middle and half_height_mm above
// and below it; key light over the viewer's left shoulder. Line widths are turned into window pixels, line_unit each.
vtkSmartPointer<vtkRenderer> make_scene_renderer(const Scene& scene, const Eigen::Vector2d& centre,
                                                 double half_height_mm, double line_unit);

}  // namespace spondyl::viz
