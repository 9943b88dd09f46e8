// SPDX-License-Identifier: Apache-2.0
// Where the fascicles of a ligament are attached to the two vertebrae of a disc.
//
// Made from landmarks alone (docs/anatomy.md) and a few widths (LigamentAnatomy), so that they scale
// with the person; docs/ligaments.md describes each ligament and compares the lengths with those of other models.
#pragma once

#include <vector>

#include "models/anatomy/spine_anatomy.hpp"
#include "models/geometry/spine_mesh.hpp"
#include "models/scenario/structures.hpp"

namespace spondyl {

struct FasciclePath {
    Vec3 upper;  // global, at rest, mm
    Vec3 lower;
};

// Where the hip bones are: the iliolumbar ligament ends on their crests.
struct PelvisPlace {
    Vec3 centre = Vec3::Zero();  // of the L5-S1 disc, global, at rest
    double size = 1.0;           // stature over that of the tables
};

// `count` fascicles between neighbours; right ones are exact mirror images of left ones, unpaired ligaments are
// symmetric. side: middle for unpaired ligaments, left or right for paired ones.
std::vector<FasciclePath> fascicle_paths(const SpineAnatomy& anatomy, const VertebraMesh& above,
                                         const VertebraMesh& below, const PelvisPlace& pelvis, Ligament ligament,
                                         Side side, int count);

}  // namespace spondyl
