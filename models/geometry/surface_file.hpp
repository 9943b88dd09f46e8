// SPDX-License-Identifier: Apache-2.0
// Triangulated surfaces from files: STL (binary and text), PLY (text and binary of either byte order) and OBJ.
//
// Files come from anywhere: every size that a file tells is compared with the bytes that follow it before memory is
// taken, and with core/text/limits.hpp. What is neither a point nor a face (normals, colours, textures, groups) is
// skipped. Polygons become fans of triangles.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/mesh/mesh.hpp"

namespace spondyl {

// Coordinates as in the file. UserError with file and what is wrong with it: not there, too large, of another kind,
// cut off, a number that is none, a face of points that do not exist, no faces.
Surface read_surface(const std::filesystem::path& file);

// The same for bytes that are already in memory; the ending of `file` tells the format.
Surface parse_surface(std::string_view bytes, const std::filesystem::path& file);

// What reading leaves to be done before a surface is a bone.
struct CleanSurface {
    Surface surface;             // points within `tolerance` joined, the largest connected part, normals outward
    std::size_t open_edges = 0;  // of that part: edges that are not shared by two triangles
    std::size_t parts_left_out = 0;
    double mean_edge = 0.0;
};
CleanSurface clean_surface(const Surface& surface, double tolerance);

}  // namespace spondyl
