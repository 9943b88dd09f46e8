// SPDX-License-Identifier: Apache-2.0
// Nodes and hexahedra in the reference configuration. No physics, no files.
#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

namespace spondyl {

using Vec3 = Eigen::Vector3d;
using Mat3 = Eigen::Matrix3d;

using Hex = std::array<int, 8>;   // VTK_HEXAHEDRON order: bottom quad 0-3 counter-clockwise seen from the top, then 4-7
using Quad = std::array<int, 4>;  // counter-clockwise seen from outside
using Triangle = std::array<int, 3>;

struct Mesh {
    std::vector<Vec3> nodes;  // mm
    std::vector<Hex> hexes;
};

// A closed or open triangulated surface with its own points (bone for pictures, facet patches).
struct Surface {
    std::vector<Vec3> points;  // mm
    std::vector<Triangle> triangles;
};

// Rigid placement x = origin + rotation * local.
struct Frame {
    Vec3 origin = Vec3::Zero();        // mm
    Mat3 rotation = Mat3::Identity();  // columns: local axes in global components

    [[nodiscard]] Vec3 to_global(const Vec3& local) const { return origin + rotation * local; }
    [[nodiscard]] Vec3 to_local(const Vec3& global) const { return rotation.transpose() * (global - origin); }
};

}  // namespace spondyl
