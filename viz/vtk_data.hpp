// SPDX-License-Identifier: Apache-2.0
// The result as VTK data sets. Internal to viz/, so that the public headers do not depend on VTK.
#pragma once

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>

#include "models/result/result.hpp"

namespace spondyl::viz {

inline constexpr const char* displacement_array = "displacement_mm";
inline constexpr const char* part_array = "part";
inline constexpr const char* level_array = "level";
inline constexpr const char* vertebra_array = "vertebra";

// The cells of one state with the point array displacement_mm, every field and, as "set NAME", 1 for the nodes and
// cells of every set and 0 for the others. Points at reference, or moved when deformed. Throws InternalError when the
// arrays do not fit the mesh.
vtkSmartPointer<vtkUnstructuredGrid> make_grid(const Mesh& mesh, const FieldState& state, bool deformed);
// The same with the cell arrays part and level.
vtkSmartPointer<vtkUnstructuredGrid> make_spine_grid(const ResultMesh& mesh, const ResultState& state, bool deformed);

// All bones of one state in one surface, with the point array displacement_mm (the rigid motion of each bone) and
// the cell array vertebra (Vertebra index, -1 for a name outside the column).
vtkSmartPointer<vtkPolyData> make_bones(const std::vector<BoneSurface>& bones, const ResultState& state, bool deformed);

// One bone at rest, triangles only.
vtkSmartPointer<vtkPolyData> make_surface(const Surface& surface);

inline Vec3 moved(const BoneSurface& bone, const RigidMotion& motion, const Vec3& point) {
    return bone.centre + motion.translation + motion.rotation * (point - bone.centre);
}

}  // namespace spondyl::viz
