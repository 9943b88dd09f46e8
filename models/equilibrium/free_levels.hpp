// SPDX-License-Identifier: Apache-2.0
// How freely the levels between thorax and pelvis may depart from the flexion that a posture gives them
// (docs/adr/0027).
#pragma once

#include <Eigen/Core>
#include <vector>

#include "models/body/pose.hpp"
#include "models/spine/spine_mesh.hpp"

namespace spondyl {

// A level departs from its nominal rotation with its share of what the pelvis turns below the same thorax, and by what
// it may extend (+) or flex (-) besides at no price, rad; least <= most.
struct FreeLevel {
    double share = 0.0;
    double least = 0.0;
    double most = 0.0;
    [[nodiscard]] double half_width() const { return 0.5 * (most - least); }
};

// One for each disc of `mesh`, from above; shares sum to 1 and are those of persons in full flexion. Free is the mean
// of persons at the same part of full flexion and two standard deviations to both sides, at least what repeated
// radiographs of one person scatter by; the distance of either limit from the rotation that the posture gives times
// `scatter`, and not beyond the range that was measured (models/data/level_scatter.csv, range_limits.csv).
// lumbar_flexion: of the whole lumbar spine as it is found, rad; that of the posture and what the pelvis has turned
// since.
std::vector<FreeLevel> free_levels(const Pose& pose, const SpineMesh& mesh, double lumbar_flexion, double scatter);

// Where the departures of a posture stand in the unknowns of the sharing: rotations of the vertebrae between thorax and
// pelvis about x and y, flexion of every level besides its share inside of what is free and beyond it, rotation of the
// pelvis about z.
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
