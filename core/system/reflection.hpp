// SPDX-License-Identifier: Apache-2.0
// Mirror symmetry of the unknowns: a plane in which nodes and bodies at rest are images of one another.
#pragma once

#include <optional>
#include <vector>

#include "core/system/kinematics.hpp"

namespace spondyl {

// The reflection as it acts on vectors of free equations: entry i of a vector becomes entry partner[i], multiplied by
// sign[i]. Applied twice it changes nothing.
struct Reflection {
    std::vector<int> partner;
    std::vector<double> sign;  // 1 or -1
};

// The first of the planes normal to x, y and z through the middle of the free nodes in which every free unknown has an
// image; none: there is no such plane, or two free nodes have the same place. Says nothing about stiffness and loads.
// Call after Kinematics::number().
[[nodiscard]] std::optional<Reflection> find_reflection(const Kinematics& kinematics);

}  // namespace spondyl
