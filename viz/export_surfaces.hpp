// SPDX-License-Identifier: Apache-2.0
// Surfaces for CAD, 3-D printing and slides: STL and OBJ (shape alone), glTF (with colours).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "models/result/result.hpp"

namespace spondyl {

enum class SurfaceFormat { stl, obj, gltf };

// Writes into directory (created when missing), for every state in its current configuration, in mm: of STL and OBJ
// bones_0000.stl and discs_0000.stl, ..., and of a result with one state bone_L4.stl, ... with one bone each; of glTF
// spine_0000.gltf, one file with the bones and the discs coloured by a field (choose_scalar, viz/colour_scale.hpp;
// empty: von_mises_MPa) on one scale for all states. Returns the files. UserError when there are no states or no such
// field, or a file cannot be written.
std::vector<std::filesystem::path> export_surfaces(const Result& result, const std::filesystem::path& directory,
                                                   SurfaceFormat format, const std::string& field = {});

// For a result without anatomy: body_0000.stl, ... with its outer surface; node fields can be chosen as well
// (choose_any_scalar).
std::vector<std::filesystem::path> export_field_surfaces(const FieldResult& result,
                                                         const std::filesystem::path& directory, SurfaceFormat format,
                                                         const std::string& field = {});

}  // namespace spondyl
