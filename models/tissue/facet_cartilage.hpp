// SPDX-License-Identifier: Apache-2.0
// The cartilage of a facet joint and what osteoarthritis does to it, from models/data/facet_cartilage.csv.
#pragma once

#include "core/terms/facet_contact.hpp"
#include "models/anatomy/body_parameters.hpp"

namespace spondyl {

inline constexpr int facet_grade_count = 4;  // 0 healthy .. 3 severe

struct FacetTissue {
    CartilageLaw law;          // both layers together
    double capsule_slack = 0;  // strain added to the rest length of the capsule
};

// joint: already of that grade (its cartilage thickness is taken). UserError: a grade outside 0..3, a missing or
// unphysical row.
FacetTissue facet_tissue(const FacetParameters& joint, int grade);

}  // namespace spondyl
