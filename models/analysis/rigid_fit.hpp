// SPDX-License-Identifier: Apache-2.0
// The rigid motion that best carries a set of points from rest to now.
#pragma once

#include <span>

#include "models/result/result.hpp"

namespace spondyl {

// Least squares over the nodes (Kabsch 1976, doi:10.1107/S0567739476001873), about `centre`. Exact for points that
// move rigidly. At least three points not on a line.
RigidMotion fit_rigid_motion(std::span<const int> nodes, std::span<const Vec3> rest, std::span<const Vec3> now,
                             const Vec3& centre);

}  // namespace spondyl
