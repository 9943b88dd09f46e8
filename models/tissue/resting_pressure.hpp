// SPDX-License-Identifier: Apache-2.0
// The pressure in the nucleus of an unloaded disc, maintained by swelling.
//
// A living nucleus takes up water until the stretch of its wall balances the swelling pressure: 0.1 MPa were measured
// in a lying man (Wilke et al. 1999), with no force on the disc. Specimens in a test machine have lost this pressure:
// their pressures start near zero (Heuer et al. 2007).
#pragma once

#include <vector>

#include "models/anatomy/spine_anatomy.hpp"
#include "models/geometry/spine_mesh.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// MPa, per disc of the mesh: that of its grade in a whole-body task, 0 in a test machine, or
// spine.resting_pressure_MPa for all.
std::vector<double> resting_pressures(const SpineAnatomy& anatomy, const Scenario& scenario, const SpineMesh& mesh);

}  // namespace spondyl
