// SPDX-License-Identifier: Apache-2.0
// Muscles of one state as a VTK data set. Internal to viz/.
#pragma once

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include "models/result/result.hpp"

namespace spondyl::viz {

inline constexpr const char* activation_array = "activation";
inline constexpr const char* force_array = "force_N";
inline constexpr const char* passive_array = "passive_N";
inline constexpr const char* area_array = "area_mm2";
inline constexpr const char* group_array = "group";
inline constexpr const char* radius_array = "radius_mm";

// One polyline per fascicle where it lies in this state, cranial to caudal, with the cell arrays activation, force_N,
// passive_N, area_mm2, side (Side index) and group (name), and the point arrays activation and radius_mm (of a circle
// of that area) for drawing. Empty for a state without muscles.
vtkSmartPointer<vtkPolyData> make_muscles(const Result& result, const ResultState& state);

}  // namespace spondyl::viz
