// SPDX-License-Identifier: Apache-2.0
// Polygonises an implicit solid that is mirror symmetric about z = 0.
#pragma once

#include <Eigen/Core>
#include <functional>

#include "core/mesh/mesh.hpp"

namespace spondyl {

struct ImplicitSolid {
    std::function<double(const Vec3&)> distance;  // mm, negative inside; called for z >= 0 only
    Vec3 low;                                     // box that holds the solid; low.z() is not used (= -high.z())
    Vec3 high;
};

// Naive surface nets (S. Gibson 1998) on a cubic grid with `spacing` mm. Grid configurations that would pinch the
// surface are filled first (well-composed sets, L. Latecki 1997), so that the result is a closed orientable manifold:
// every edge belongs to two triangles that traverse it in opposite directions. Outward normals. The point set is
// exactly mirror symmetric.
Surface polygonise(const ImplicitSolid& solid, double spacing);

}  // namespace spondyl
