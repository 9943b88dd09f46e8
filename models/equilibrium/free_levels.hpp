// SPDX-License-Identifier: Apache-2.0
// How freely the levels between thorax and pelvis may depart from the flexion that a posture gives them
// (docs/adr/0027).
#pragma once

#include <Eigen/Core>
#include <limits>
#include <vector>

#include "models/body/pose.hpp"
#include "models/body/posture.hpp"
#include "models/geometry/spine_mesh.hpp"

namespace spondyl {

// A level departs from its nominal rotation with its share of what the pelvis turns below the same thorax, and by what
// it may extend (+) or flex (-) besides at no price, rad; least <= most. Beyond that it flexes and extends at a price,
// a departure by its scatter as dear as one fascicle at full strength (docs/adr/0017), and not farther than given here.
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

// What persons were measured at, for each disc of a mesh, from above.
class LevelScatter {
  public:
    LevelScatter(const PostureAnatomy& anatomy, const SpineMesh& mesh);

    // One for each disc; shares sum to 1 and are those of persons in full flexion. Free is the mean of persons at the
    // same part of full flexion and two standard deviations to both sides, at least what repeated radiographs of one
    // person scatter by, and of who sits at least two standard deviations between persons who sit; the distance of
    // either limit from the rotation that the posture gives times `scatter`, and not beyond the range that was
    // measured. A price leads beyond what is free, but not beyond what persons extend by from standing. pelvis_turn: of
    // the pelvis below the thorax of `pose` since then, rad, + extends; the lumbar spine flexes by as much more.
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

// Where the deviations of a posture stand in the unknowns of the static optimisation: rotations of the vertebrae
// between thorax and pelvis about x and y, extension of every level besides its share, inside of what is free and
// beyond it to both sides, rotation of the pelvis about z.
struct Shifts {
    Shifts(Eigen::Index level_count, bool any_level)
        : levels(level_count), any(any_level), count(any_level ? 2 * (level_count - 1) + 3 * level_count + 1 : 0) {}

    [[nodiscard]] Eigen::Index side(Eigen::Index vertebra, int axis) const { return 2 * (vertebra - 1) + axis; }
    [[nodiscard]] Eigen::Index inside(Eigen::Index level) const { return 2 * (levels - 1) + level; }
    [[nodiscard]] Eigen::Index flexing(Eigen::Index level) const { return inside(level) + levels; }
    [[nodiscard]] Eigen::Index extending(Eigen::Index level) const { return inside(level) + 2 * levels; }
    [[nodiscard]] Eigen::Index pelvis() const { return count - 1; }
    // At next to no price.
    [[nodiscard]] bool is_free(Eigen::Index shift) const {
        return shift == pelvis() || (shift >= inside(0) && shift < inside(levels));
    }

    Eigen::Index levels;
    bool any;
    Eigen::Index count;
};

}  // namespace spondyl
