// SPDX-License-Identifier: Apache-2.0
// The numbers that change during a solve; everything else (topology, tissues) is fixed.
#pragma once

#include <vector>

#include "core/mesh/mesh.hpp"

namespace spondyl {

// Time of a state.
struct Step {
    double time = 0.0;  // s
    double dt = 0.0;    // s since the history was committed; 0: static, without creep or relaxation
};

struct State {
    std::vector<Vec3> positions;         // current position of every node, mm (tied nodes included)
    std::vector<Vec3> body_translation;  // of each rigid body's reference point, mm
    std::vector<Mat3> body_rotation;     // since the reference
    std::vector<double> scalars;         // extra unknowns, e.g. cavity pressures, MPa
    std::vector<double> iterates;        // updated by Newton besides the unknowns: element pressures, MPa
    std::vector<double> history;         // history variables at the last accepted increment: System::commit
    std::vector<double> loads;           // amplitude of each load and prescribed motion, indexed by LoadId
    Step step;
};

}  // namespace spondyl
