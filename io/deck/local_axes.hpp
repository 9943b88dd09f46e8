// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Geometry>
#include <optional>

#include "core/mesh/mesh.hpp"

namespace spondyl {

// Local axes from a vector along x and one in the xy plane; nothing if they do not span a plane.
inline std::optional<Mat3> local_axes(const Vec3& a, const Vec3& b) {
    const double length = a.norm();
    if (!(length > 0.0)) return std::nullopt;
    const Vec3 x = a / length;
    const Vec3 z = x.cross(b);
    if (!(z.norm() > 1e-9 * b.norm())) return std::nullopt;
    Mat3 axes;
    axes.col(0) = x;
    axes.col(2) = z.normalized();
    axes.col(1) = axes.col(2).cross(x);
    return axes;
}

}  // namespace spondyl
