// SPDX-License-Identifier: Apache-2.0
// Cells of one state prepared for pictures: values averaged to points, surfaces, sections. Internal to viz/.
#pragma once

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>

#include <vector>

#include "core/result/field_result.hpp"

namespace spondyl::viz {

inline constexpr const char* value_array = "value";
inline constexpr const char* cell_array = "cell";

struct Plane {
    Vec3 origin = Vec3::Zero();
    Vec3 normal = Vec3::UnitZ();  // what lies on this side is cut away
};

// The cells of a mesh in the reference configuration, with the point arrays displacement_mm and value and the cell
// array `cell`: the number of the cell in the mesh. group: one number per cell, negative: left out. A point between two
// groups exists once for each, so that the average of the cells around it never crosses their border. Quadratic cells
// are divided into linear pieces between all their nodes.
vtkSmartPointer<vtkUnstructuredGrid> make_drawn_grid(const Mesh& mesh, const std::vector<Vec3>& displacement,
                                                     const std::vector<double>& cell_values,
                                                     const std::vector<int>& group);
// The same with values that are given at the nodes; of all cells.
vtkSmartPointer<vtkUnstructuredGrid> make_drawn_grid(const Mesh& mesh, const std::vector<Vec3>& displacement,
                                                     const std::vector<double>& node_values);

// Outer surface and, where the grid was cut by a plane, the section. In the reference configuration.
vtkSmartPointer<vtkPolyData> outer_surface(vtkUnstructuredGrid& grid);
vtkSmartPointer<vtkPolyData> cut_surface(vtkUnstructuredGrid& grid, const Plane& cut);

// Intersection of the plane with the surface, as lines.
vtkSmartPointer<vtkPolyData> cut_lines(vtkPolyData& surface, const Plane& cut);

// Moves the points by their displacement_mm, then by the motion that takes the frame "from" to the frame "to".
void displace(vtkPolyData& surface, const Frame& from = {}, const Frame& to = {});

}  // namespace spondyl::viz
