// SPDX-License-Identifier: Apache-2.0
// Determines an endplate from the points of a bone's surface near its presumed position.
#pragma once

#include <vector>

#include "models/geometry/placement.hpp"

namespace spondyl {

struct OrientedPoints {
    std::vector<Vec3> points;
    std::vector<Vec3> normals;  // outward
};

// Rim plane and concavity from the points that face along the endplate's axis; centre, width, depth and hollow of the
// outline from the wall next to it, 2.5 to 6 mm from the rim, beyond the rounding of the edge. Towards the other
// endplate the wall tapers evenly and narrows by `waist` at mid-height. `side`: +1 for an upper endplate, -1 for a
// lower one; `wall`: for S1 only the front can be used, since alae and arches arise from the rest. An endplate with too
// few points is left unchanged.
enum class Wall { whole, front };
Endplate read_endplate(const OrientedPoints& bone, const Endplate& guess, const Endplate& other, double side,
                       double waist, Wall wall);

}  // namespace spondyl
