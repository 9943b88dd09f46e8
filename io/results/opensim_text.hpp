// SPDX-License-Identifier: Apache-2.0
// Loads and angles of the discs as tables of OpenSim, which its tools, its plotter and many scripts read. The time is
// that of the states: 0 rest, 1 the end of the first step or the first task.
#pragma once

#include <string>

#include "models/result/result.hpp"

namespace spondyl {

// .sto: of each disc the force (N) and moment (N m) that the vertebra above passes through the disc alone to the one
// below, in the current frame of the disc (x forward, y up, z to the right): L4_L5_on_L5_in_disc_fx, ...; and
// L4_L5_segment_fy, the force along y through disc, ligaments and facets together.
std::string joint_loads_sto(const Result& result);

// .mot: of each level the angles in degrees as the coordinates of OpenSim's lumbar spines name them (L4_L5_FE + in
// extension, about +z; L4_L5_LB + to the right, about +x; L4_L5_AR + to the left, about +y) against the settled state.
std::string joint_angles_mot(const Result& result);

}  // namespace spondyl
