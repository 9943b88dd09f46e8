// SPDX-License-Identifier: Apache-2.0
// How far the levels between thorax and pelvis may deviate from the flexion that a posture gives them (docs/adr/0027).
#pragma once

#include <Eigen/Core>
#include <limits>
#include <vector>

#include "models/body/pose.hpp"
#include "models/body/posture.hpp"
#include "models/geometry/spine_mesh.hpp"

namespace spondyl {

// The deviation of a level from its nominal rotation consists of its share of the rotation of the pelvis below the same
// thorax, of a further extension (+) or flexion (-) without cost, rad, least <= most, and of a rotation beyond these
// limits. The last has a cost, which for a deviation by one scatter equals that of one fascicle at full strength
// (docs/adr/0017), and the limits given here.
struct FreeLevel {
    double share = 0.0;
    double least = 0.0;
    double most = 0.0;
    double flexing = 0.0;    // beyond `least`, rad, >= 0
    double extending = 0.0;  // beyond `most`
    double flexing_scatter = 0.0;
    double extending_scatter = 0.0;
    [[nodiscard]] double half_width() const { return 0.5 * (most - least); }
};

// Measured rotations of persons, for each disc of a mesh, from above.
class LevelScatter {
  public:
    LevelScatter(const PostureAnatomy& anatomy, const SpineMesh& mesh);

    // One for each disc; shares sum to 1 and are those of persons in full flexion. The range without cost is the mean
    // of persons at the same fraction of full flexion and two standard deviations to both sides, at least the scatter
    // between repeated radiographs of one person, and in sitting at least two standard deviations between sitting
    // persons; the distance of either limit from the rotation given by the posture is multiplied by `scatter` and does
    // not exceed the measured range. Beyond it deviations have a cost, but extension from standing does not exceed that
    // of persons. pelvis_turn: rotation of the pelvis below the thorax of `pose` since then, rad, + extends; the lumbar
    // spine flexes by the same amount.
    [[nodiscard]] std::vector<FreeLevel> free(const Pose& pose, LegPose legs, double pelvis_turn, double scatter) const;

  private:
    struct Level {
        std::size_t above = 0;  // vertebrae, as Vertebra
        std::size_t below = 0;
        double mean = 0.0;  // of full flexion, deg
        double deviation = 0.0;
        double seated_deviation = 0.0;                             // of the rotation from standing to sitting, deg
        double flexion = std::numeric_limits<double>::infinity();  // most that was measured, deg
        double extension = 0.0;                                    // from standing, mean and standard deviation, deg
        double extension_deviation = 0.0;
    };
    std::vector<Level> levels_;
    double full_flexion_ = 0.0;  // deg, of all levels
    double repeated_ = 0.0;      // deg, standard deviation
    double scatter_ = 0.0;       // of the rotation of a level, deg: the price of what is not free
};

// Order of the deviations of a posture among the unknowns of the static optimisation: rotations of the vertebrae
// between thorax and pelvis about x and y, extension of every level besides its share, within the range without cost
// and beyond it to both sides, rotation of the pelvis about z.
struct Shifts {
    Shifts(Eigen::Index level_count, bool any_level)
        : levels(level_count), any(any_level), count(any_level ? 2 * (level_count - 1) + 3 * level_count + 1 : 0) {}

    [[nodiscard]] Eigen::Index side(Eigen::Index vertebra, int axis) const { return 2 * (vertebra - 1) + axis; }
    [[nodiscard]] Eigen::Index inside(Eigen::Index level) const { return 2 * (levels - 1) + level; }
    [[nodiscard]] Eigen::Index flexing(Eigen::Index level) const { return inside(level) + levels; }
    [[nodiscard]] Eigen::Index extending(Eigen::Index level) const { return inside(level) + 2 * levels; }
    [[nodiscard]] Eigen::Index pelvis() const { return count - 1; }
    // With nearly no cost.
    [[nodiscard]] bool is_free(Eigen::Index shift) const {
        return shift == pelvis() || (shift >= inside(0) && shift < inside(levels));
    }

    Eigen::Index levels;
    bool any;
    Eigen::Index count;
};

}  // namespace spondyl
