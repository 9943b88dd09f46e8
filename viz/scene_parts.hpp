// SPDX-License-Identifier: Apache-2.0
// Building blocks of scenes. Internal to viz/.
#pragma once

#include <array>
#include <functional>

#include "viz/scene.hpp"

namespace spondyl::viz {

using Colour = std::array<double, 3>;

// Of discs that show no field.
inline constexpr Colour plain_disc_colour = {0.72, 0.76, 0.80};
inline constexpr Colour bone_colour = {0.93, 0.85, 0.72};

// Rows: the screen's right, up and towards the viewer. Angles as in make_column_scene.
Mat3 make_view(double azimuth_deg, double elevation_deg);

// Without scalars; enlarges the scene's extent.
vtkActor& add_actor(Scene& scene, vtkPolyData& data);
void add_bone(Scene& scene, vtkPolyData& surface, const Colour& colour);
// Vertebrae and sacrum of the state.
void add_column(Scene& scene, const Drawing& drawing);

vtkSmartPointer<vtkLookupTable> make_colours(const ColourScale& scale, Palette palette);
// Coloured by the scalars of its points. Little light and no highlights: the colours must be those of the bar.
void add_coloured(Scene& scene, vtkLookupTable& colours, vtkPolyData& surface, double ambient);

// Tubes: taut ones coloured by tension, slack ones thin and grey; all fascicles, or those `wanted` by their position.
void add_ligaments(Scene& scene, const Drawing& drawing);
void add_ligaments(Scene& scene, const Drawing& drawing, const std::function<bool(std::size_t)>& wanted);

// Articular surfaces coloured by contact pressure; level -1: all.
void add_facets(Scene& scene, const Drawing& drawing, int level);

}  // namespace spondyl::viz
