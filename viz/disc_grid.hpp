// SPDX-License-Identifier: Apache-2.0
// The discs of one state made ready for pictures: only disc parts, values averaged to points. Internal to viz/.
#pragma once

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>

#include <vector>

#include "models/analysis/result.hpp"
#include "models/spine/spine_mesh.hpp"

namespace spondyl::viz {

inline constexpr const char* value_array = "value";

struct Plane {
    Vec3 origin = Vec3::Zero();
    Vec3 normal = Vec3::UnitZ();  // what lies on this side is cut away
};

// A disc of the result with its own frame in the state drawn: origin at the volume's centre, y the thin direction
// (cranial), x anterior, z right.
struct DrawnDisc {
    Disc disc{};
    Frame reference;
    Frame current;
};

constexpr bool is_disc_part(int part) {
    return part <= static_cast<int>(Part::cartilage_endplate);
}

// Discs present in the mesh, cranial to caudal. The thin direction is the smallest principal axis of the cells.
std::vector<DrawnDisc> find_discs(const ResultMesh& mesh, const ResultState& state);

// The cells of the chosen level and part (-1: all disc levels, all disc parts) at reference, with the point arrays
// displacement_mm and value. A point between two parts or two discs exists once for each, so that the average of
// the cells around it never crosses a material boundary.
vtkSmartPointer<vtkUnstructuredGrid> make_disc_grid(const ResultMesh& mesh, const ResultState& state,
                                                    const std::vector<double>& cell_values, int level = -1,
                                                    int part = -1);

// Outer surface, and where a plane was cut, the cut. Still at reference.
vtkSmartPointer<vtkPolyData> outer_surface(vtkUnstructuredGrid& grid);
vtkSmartPointer<vtkPolyData> cut_surface(vtkUnstructuredGrid& grid, const Plane& cut);

// Where the plane meets the surface, as lines.
vtkSmartPointer<vtkPolyData> cut_lines(vtkPolyData& surface, const Plane& cut);

// Moves the points by their displacement_mm, then into the frame "to" as they lay in the frame "from".
void displace(vtkPolyData& surface, const Frame& from = {}, const Frame& to = {});

}  // namespace spondyl::viz
