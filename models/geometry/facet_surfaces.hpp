// SPDX-License-Identifier: Apache-2.0
// The two articular surfaces of a facet joint at rest: congruent shallow cylinders one bone gap apart.
#pragma once

#include <vector>

#include "core/terms/facet_contact.hpp"
#include "models/geometry/spine_mesh.hpp"
#include "models/scenario/structures.hpp"

namespace spondyl {

struct FacetSurfaces {
    ArticularSurface lower;             // superior articular process of the vertebra below
    std::vector<ArticularPoint> upper;  // inferior articular process of the vertebra above; areas sum to the surface
    Surface lower_surface;              // the same as triangles; vertices of upper_surface are `upper` in order
    Surface upper_surface;
};

// side: left or right; the two are exact mirror images.
FacetSurfaces facet_surfaces(const DiscMesh& disc, Side side);

}  // namespace spondyl
