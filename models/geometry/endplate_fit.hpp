// SPDX-License-Identifier: Apache-2.0
// Reads an endplate from the points of a bone's surface near the place where it is thought to be.
#pragma once

#include <vector>

#include "models/geometry/placement.hpp"

namespace spondyl {

struct OrientedPoints {
    std::vector<Vec3> points;
    std::vector<Vec3> normals;  // outward
};

// Rim plane and concavity from what looks along the endplate's axis; centre, width, depth and hollow of the outline
// from the wall next to it, 2.5 to 6 mm from the rim, where the rounding of the edge has ended; on its way to the other
// endplate the wall tapers evenly and narrows by `waist` at mid-height. `side`: +1 for an upper endplate, -1 for a
// lower one; `wall`: S1 shows its own in front alone, since wings and arches grow from the rest. An endplate with too
// few points stays as it is.
enum class Wall { whole, front };
Endplate read_endplate(const OrientedPoints& bone, const Endplate& guess, const Endplate& other, double side,
                       double waist, Wall wall);

}  // namespace spondyl
