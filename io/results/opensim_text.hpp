// SPDX-License-Identifier: Apache-2.0
// Loads and angles of the discs as OpenSim tables, which its tools, its plotter and many scripts read. The time is that
// of the states: 0 rest, 1 the end of the first step or the first task.
#pragma once

#include <string>

#include "models/result/result.hpp"

namespace spondyl {

// .sto: for each disc the force (N) and moment (N m) that the vertebra above transmits through the disc alone to the
// one below, in the current frame of the disc (x forward, y up, z to the right): L4_L5_on_L5_in_disc_fx, ...; and
// L4_L5_segment_fy, the force along y through disc, ligaments and facets together.
std::string joint_loads_sto(const Result& result);

// .mot: for each level the angles in degrees, named like the coordinates of OpenSim's lumbar spines (L4_L5_FE + in
// extension, about +z; L4_L5_LB + to the right, about +x; L4_L5_AR + to the left, about +y), relative to the settled
// state.
std::string joint_angles_mot(const Result& result);

}  // namespace spondyl
