// SPDX-License-Identifier: Apache-2.0
// Stacks the common cross-section into discs and vertebral bodies.
#pragma once

#include "models/anatomy/body_parameters.hpp"
#include "models/geometry/cross_section.hpp"
#include "models/geometry/placement.hpp"
#include "models/geometry/spine_mesh.hpp"

namespace spondyl {

// Fills mesh, part, level, annulus, nucleus_quads, cortex, discs and the node and element sets of the vertebrae.
// `result.vertebrae` must hold the requested levels with their frames.
void mesh_column(const BodyParameters& body, const PlacedColumn& column, const SpineOptions& options,
                 SpineMesh& result);

}  // namespace spondyl
