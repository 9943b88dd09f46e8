// SPDX-License-Identifier: Apache-2.0
// The numbers that change during a solve; everything else (topology, tissues) is fixed.
#pragma once

#include <vector>

#include "core/mesh/mesh.hpp"

namespace spondyl {

struct State {
    std::vector<Vec3> positions;         // current position of every node, mm (tied nodes included)
    std::vector<Vec3> body_translation;  // of each rigid body's reference point, mm
    std::vector<Mat3> body_rotation;     // since the reference
    std::vector<double> scalars;         // extra unknowns, e.g. cavity pressures, MPa
    std::vector<double> internals;       // variables that terms keep for themselves, e.g. element pressures, MPa
    std::vector<double> loads;           // amplitude of each load and prescribed motion, indexed by LoadId
};

}  // namespace spondyl
