// SPDX-License-Identifier: Apache-2.0
// Lengths and lever arms of fascicles when the vertebrae turn as a rigid chain about the centres of the discs: the
// limit without translations, for checks of the anatomy and for closed comparisons.
#pragma once

#include "models/body/pose.hpp"
#include "models/muscles/muscle_set.hpp"
#include "models/scenario/wrench.hpp"

namespace spondyl {

class RigidPaths {
  public:
    RigidPaths(const SpineMesh& mesh, const Pose& pose);  // mesh: T12 to S1

    [[nodiscard]] Vec3 position(const MusclePoint& point) const;        // mm, world
    [[nodiscard]] double length(const MuscleFascicle& fascicle) const;  // mm
    // What a pull of 1 N does to the part above the disc, about the disc's centre in the pose, world axes; moments in
    // mm:
    // + extends (z), bends to the right (x), turns to the left (y).
    [[nodiscard]] Wrench unit_pull(const MuscleFascicle& fascicle, Disc disc) const;
    [[nodiscard]] Frame disc_frame(Disc disc) const;  // in the pose, turned half-way with its two vertebrae

  private:
    [[nodiscard]] Vec3 anchor(const MusclePoint::Anchor& anchor) const;

    std::array<Frame, vertebra_count> moved_;  // x = origin + rotation * X
    std::array<Frame, disc_count> disc_;       // in the pose
};

}  // namespace spondyl
