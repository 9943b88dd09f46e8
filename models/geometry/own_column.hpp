// SPDX-License-Identifier: Apache-2.0
// A column of a person's own bones, in the frame of place_column(): docs/own_bones.md.
//
// Endplates, and with them discs, have the positions that they have in the surfaces, in all three dimensions. The
// sagittal plane is the mean of those of the bones; as in place_column() the S1 endplate is inclined by the sacral
// slope, or the lowest disc is horizontal. Above and below the person's own bones the column continues with those of
// the tables.
#pragma once

#include <array>
#include <memory>

#include "models/geometry/own_bone.hpp"

namespace spondyl {

struct OwnColumn {
    BodyParameters body;
    PlacedColumn column;
    std::array<std::shared_ptr<const OwnBone>, vertebra_count> bone;  // null: of the tables
    Frame surfaces;                                                   // the axes of the surfaces, seen from the column
    OwnSpineFit fit;
};

// UserError as own_bones(); also if no own bone lies in the segment, if one is missing between them, if bones are
// exchanged or overlap, or if discs are thinner than the mesh needs.
OwnColumn own_column(const SpineAnatomy& anatomy, const Person& person, const SpineOptions& options);

}  // namespace spondyl
