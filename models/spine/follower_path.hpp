// SPDX-License-Identifier: Apache-2.0
// Path of the follower-load cables.
//
// A follower load compresses the column without bending it only if, at every disc, the cable passes through the
// point about which the disc does not turn (Patwardhan et al. 1999, doi:10.1097/00007632-199905150-00014: "path
// tangent to the curve of the column"). Each vertebra carries one via point on either side, at mid-height of the
// body, free to shift forward or back.
#pragma once

#include <vector>

#include "models/anatomy/spine_anatomy.hpp"
#include "models/geometry/spine_mesh.hpp"

namespace spondyl {

// Anterior shift of the via point of each vertebra in its own frame, mm: the straight pieces between via points pass
// through the balance points of the discs (FollowerPathAnatomy), with the smallest sum of squared shifts.
std::vector<double> follower_path(const FollowerPathAnatomy& path, const SpineMesh& mesh);

}  // namespace spondyl
