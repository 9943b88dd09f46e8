// SPDX-License-Identifier: Apache-2.0
// How freely the levels between thorax and pelvis may depart from the flexion that a posture gives them
// (docs/adr/0027).
#pragma once

#include <Eigen/Core>
#include <vector>

#include "models/body/pose.hpp"
#include "models/spine/spine_mesh.hpp"

namespace spondyl {

// What a level may extend (+) or flex (-) against its nominal rotation at no price, rad; least <= 0 <= most.
struct FreeLevel {
    double least = 0.0;
    double most = 0.0;
    [[nodiscard]] double half_width() const { return 0.5 * (most - least); }
};

// One for each disc of `mesh`, from above: two standard deviations between persons at this flexion, times `scatter`,
// and not beyond the range that was measured (models/data/level_scatter.csv, range_limits.csv).
std::vector<FreeLevel> free_levels(const Pose& pose, const SpineMesh& mesh, double scatter);

// Where the departures of a posture stand in the unknowns of the sharing: rotations of the vertebrae between thorax and
// pelvis about x and y, flexion of every level inside of what is free and beyond it, rotation of the pelvis about z.
struct Shifts {
    Shifts(Eigen::Index levels_, bool any_)
        : levels(levels_), any(any_), count(any_ ? 2 * (levels_ - 1) + 2 * levels_ + 1 : 0) {}

    [[nodiscard]] Eigen::Index side(Eigen::Index vertebra, int axis) const { return 2 * (vertebra - 1) + axis; }
    [[nodiscard]] Eigen::Index inside(Eigen::Index level) const { return 2 * (levels - 1) + level; }
    [[nodiscard]] Eigen::Index beyond(Eigen::Index level) const { return inside(level) + levels; }
    [[nodiscard]] Eigen::Index pelvis() const { return count - 1; }

    Eigen::Index levels;
    bool any;
    Eigen::Index count;
};

}  // namespace spondyl
