// SPDX-License-Identifier: Apache-2.0
// A force of constant direction at a point that rides on a rigid body.
#pragma once

#include "core/mesh/mesh.hpp"

namespace spondyl {

// Stiffness of the body's rotation, symmetric: f the force, N; r the arm from the body's position, mm, both in world
// axes. N mm.
inline Mat3 riding_stiffness(const Vec3& f, const Vec3& r) {
    return f.dot(r) * Mat3::Identity() - 0.5 * (f * r.transpose() + r * f.transpose());
}

}  // namespace spondyl
