// SPDX-License-Identifier: Apache-2.0
// Positions of the points of a muscle set's table in a person.
//
// L1 .. L5: origin at the centre of the disc below, y towards the centre of the disc above; y stretches with the
// distance of the discs, x and z with stature and with the size of a person's own bone, x with lever_scale as well.
// thorax and pelvis: origin at the centre of the T12-L1 and L5-S1 disc, axes upright in standing; all scale with
// stature. abdomen: as pelvis, but turns about the centre of L5-S1 with L3, which has 0.63 of the lumbar flexion; in
// Christophy et al. 2012 the wall has 0.64 of it.
#pragma once

#include <array>
#include <string_view>

#include "models/anatomy/table.hpp"
#include "models/muscles/muscle_set.hpp"

namespace spondyl {

class PathFrames {
  public:
    // table: set.csv of the muscle set; mesh: T12 to S1; lever_scale: MuscleOptions.
    PathFrames(const Table& table, const Person& person, const SpineMesh& mesh, double lever_scale);

    // local: mm, of the table. UserError: unknown body.
    [[nodiscard]] MusclePoint point(std::string_view body, const Vec3& local) const;
    // The same point in the standing source, from the centre of its L5-S1 disc: for lengths only.
    [[nodiscard]] Vec3 in_source(std::string_view body, const Vec3& local) const;

  private:
    struct Level {
        Frame person;             // y stretched apart
        double stretch = 1.0;     // of y
        Vec3 own = Vec3::Ones();  // VertebraMesh::size
        Frame source;
    };

    [[nodiscard]] Vec3 scaled(const Vec3& local, double upwards) const;

    double size_ = 1.0;
    double lever_ = 1.0;
    std::array<Level, vertebra_count> level_;  // L1 .. L5 used
    Vec3 thorax_ = Vec3::Zero();
    Vec3 pelvis_ = Vec3::Zero();
    Vec3 source_thorax_ = Vec3::Zero();
};

}  // namespace spondyl
