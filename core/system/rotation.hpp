// SPDX-License-Identifier: Apache-2.0
// Exact finite rotations: exponential and logarithm of SO(3).
#pragma once

#include "core/mesh/mesh.hpp"

namespace spondyl {

Mat3 cross_matrix(const Vec3& w);  // cross_matrix(w) * v = w x v

// exp of the rotation vector w (rad): Rodrigues' formula, series near zero.
Mat3 rotation_exp(const Vec3& w);

// Rotation vector of R with |w| <= pi; |w| within 1e-6 of pi loses accuracy.
Vec3 rotation_log(const Mat3& rotation);

}  // namespace spondyl
