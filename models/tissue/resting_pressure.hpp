// SPDX-License-Identifier: Apache-2.0
// The pressure that swelling keeps up in the nucleus of an unloaded disc.
//
// A living nucleus draws water until its wall is stretched as far as the swelling pressure goes: 0.1 MPa are measured
// in a man who lies (Wilke et al. 1999), where no force presses the disc. Specimens in a test machine have lost it:
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
