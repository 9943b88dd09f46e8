// SPDX-License-Identifier: Apache-2.0
// Effects of the injuries of a scenario on one disc. (Those on ligaments are applied where ligaments are added.)
#pragma once

#include <vector>

#include "models/geometry/spine_mesh.hpp"
#include "models/scenario/scenario.hpp"
#include "models/tissue/annulus_tissue.hpp"

namespace spondyl {

// Remaining fraction of the annulus' stiffness in each of disc.annulus_elements, in their order: the product over all
// weaknesses whose sector and depth contain the element's centre. points: AnnulusPoint per mesh element, or null.
std::vector<double> annulus_stiffness_left(const Scenario& scenario, const SpineMesh& mesh, const DiscMesh& disc,
                                           const std::vector<const AnnulusPoint*>& points);

bool has_lost_nucleus(const Scenario& scenario);
// Nucleus volume lost, mm^3. density: of nucleus, g/mm^3.
double nucleus_volume_lost(const Scenario& scenario, Disc disc, double density);

// The same tissue with matrix and fibres weaker by `factor`; the bulk modulus does not change, since a torn annulus
// keeps its water.
CurveAnnulus softened(CurveAnnulus tissue, double factor);
ExponentialAnnulus softened(ExponentialAnnulus tissue, double factor);

}  // namespace spondyl
