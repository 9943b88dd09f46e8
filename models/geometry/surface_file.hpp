// SPDX-License-Identifier: Apache-2.0
// Triangulated surfaces from files: STL (binary and text), PLY (text and binary of either byte order) and OBJ.
//
// Files may come from untrusted sources: every size that a file states is compared with the bytes that follow it before
// memory is allocated, and with core/text/limits.hpp. Everything but points and faces (normals, colours, textures,
// groups) is skipped. Polygons become fans of triangles.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/mesh/mesh.hpp"

namespace spondyl {

// Coordinates as in the file. UserError with file and reason: missing, too large, of another format, truncated, an
// invalid number, a face with points that do not exist, no faces.
Surface read_surface(const std::filesystem::path& file);

// The same for bytes that are already in memory; the extension of `file` determines the format.
Surface parse_surface(std::string_view bytes, const std::filesystem::path& file);

// Clean-up that makes a bone from a surface as read.
struct CleanSurface {
    Surface surface;             // points within `tolerance` joined, the largest connected part, normals outward
    std::size_t open_edges = 0;  // of that part: edges that are not shared by two triangles
    std::size_t parts_left_out = 0;
    double mean_edge = 0.0;
};
CleanSurface clean_surface(const Surface& surface, double tolerance);

}  // namespace spondyl
