// SPDX-License-Identifier: Apache-2.0
// The cartilage of a facet joint and its changes by osteoarthritis.
#pragma once

#include "core/terms/facet_contact.hpp"
#include "models/anatomy/body_parameters.hpp"

namespace spondyl {

struct FacetTissue {
    CartilageLaw law;          // both layers together
    double capsule_slack = 0;  // strain added to the rest length of the capsule
};

// joint: already of that grade (its cartilage thickness is taken). UserError: a grade outside 0..3, no cartilage.
FacetTissue facet_tissue(const FacetCartilage& cartilage, const FacetParameters& joint, int grade);

}  // namespace spondyl
