// SPDX-License-Identifier: Apache-2.0
// Ligaments and facet joints of one state as VTK data sets. Internal to viz/.
#pragma once

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <functional>

#include "models/result/result.hpp"

namespace spondyl::viz {

inline constexpr const char* tension_array = "tension_N";
inline constexpr const char* strain_array = "strain";
inline constexpr const char* ligament_array = "ligament";
inline constexpr const char* side_array = "side";
inline constexpr const char* pressure_array = "contact_pressure_MPa";

// In plain words: "supraspinous ligament", "capsule of the facet joint".
const char* full_name(Ligament ligament);

// One line per fascicle where it lies in this state, with the cell arrays tension_N, strain, ligament (Ligament index),
// level (Disc index) and side (Side index). Only the fascicles (by position) for which `wanted` says so.
vtkSmartPointer<vtkPolyData> make_fascicles(const Result& result, const ResultState& state,
                                            const std::function<bool(std::size_t)>& wanted);

// Both articular surfaces of each joint, with the point arrays displacement_mm and contact_pressure_MPa (that of the
// upper surface; 0 on the lower one) and the cell arrays level and side. At rest, or moved when deformed.
vtkSmartPointer<vtkPolyData> make_facets(const Result& result, const ResultState& state, bool deformed);

// The articular surface that carries the pressure alone, moved, of one level (-1: all), pressure as point scalars.
vtkSmartPointer<vtkPolyData> make_contact_surfaces(const Result& result, const ResultState& state, int level);

}  // namespace spondyl::viz
