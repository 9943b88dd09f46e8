// SPDX-License-Identifier: Apache-2.0
// What the injuries of a scenario do to one disc. (Those of ligaments are applied where ligaments are added.)
#pragma once

#include <vector>

#include "models/geometry/spine_mesh.hpp"
#include "models/scenario/scenario.hpp"
#include "models/tissue/annulus_tissue.hpp"

namespace spondyl {

// Fraction of the annulus' stiffness that is left in each of disc.annulus_elements, in their order: the product over
// all weaknesses whose sector and depth hold the element's centre. points: AnnulusPoint per mesh element, or null.
std::vector<double> annulus_stiffness_left(const Scenario& scenario, const SpineMesh& mesh, const DiscMesh& disc,
                                           const std::vector<const AnnulusPoint*>& points);

bool has_lost_nucleus(const Scenario& scenario);
// Nucleus volume lost, mm^3. density: of nucleus, g/mm^3.
double nucleus_volume_lost(const Scenario& scenario, Disc disc, double density);

// The same tissue with matrix and fibres weaker by `factor`; the bulk modulus stays, a torn annulus is still wet.
CurveAnnulus softened(CurveAnnulus tissue, double factor);
ExponentialAnnulus softened(ExponentialAnnulus tissue, double factor);

}  // namespace spondyl
