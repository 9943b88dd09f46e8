// SPDX-License-Identifier: Apache-2.0
// Contents of a mesh, and comparison with published anatomy.
#pragma once

#include <string>
#include <vector>

#include "models/anatomy/spine_anatomy.hpp"
#include "models/geometry/spine_mesh.hpp"

namespace spondyl {

struct PartQuality {
    Part part{};
    std::string level;  // "L4-L5" for disc parts, "L4" for bone
    int cells = 0;
    double volume = 0.0;               // mm^3
    double min_jacobian = 0.0;         // mm^3, at Gauss points; > 0 in a usable mesh
    double min_scaled_jacobian = 0.0;  // 1 for a brick
    double max_aspect_ratio = 0.0;
    double mean_aspect_ratio = 0.0;
};

struct GeometryCheck {
    std::string level;
    std::string quantity;  // e.g. "disc_area"
    double value = 0.0;
    double low = 0.0;  // published range
    double high = 0.0;
    std::string unit;
    std::string source;

    [[nodiscard]] bool inside() const { return value >= low && value <= high; }
};

struct MeshReport {
    std::size_t nodes = 0;
    std::size_t cells = 0;
    std::vector<PartQuality> parts;     // cranial to caudal, parts in the order of the enum
    std::vector<GeometryCheck> checks;  // only quantities with a published range
};

// Measured on the mesh itself, with the published sizes of the anatomy (geometry_ranges.csv). The ranges are those of
// healthy adults: a degenerated disc or a very small person may be outside.
MeshReport report(const SpineAnatomy& anatomy, const SpineMesh& mesh);

std::string format(const MeshReport& report);  // readable table, several lines

}  // namespace spondyl
