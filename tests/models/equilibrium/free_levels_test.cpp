// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/free_levels.hpp"

#include <gtest/gtest.h>

#include <numbers>

#include "models/geometry/build_spine_mesh.hpp"
#include "tests/models/equilibrium/cases.hpp"

namespace spondyl {
namespace {

constexpr double degree = std::numbers::pi / 180.0;

std::vector<FreeLevel> levels_of(double trunk_deg, double lumbar_deg, double scatter = 1.0) {
    const Person person = testing::body_scenario().person;
    const SpineMesh mesh = build_spine_mesh(person, {.top = Vertebra::T12, .mesh = MeshDensity::coarse});
    Task task = testing::task("bent");
    task.trunk_flexion_deg = trunk_deg;
    task.lumbar_flexion_deg = lumbar_deg;
    return free_levels(pose_of(person, task, mesh), mesh, scatter);
}

// What repeated radiographs of one person scatter by, where the scatter between persons has nothing to act on.
TEST(FreeLevels, StandingLeavesLittle) {
    for (const FreeLevel& level : levels_of(0.0, 0.0)) {
        EXPECT_NEAR(level.least, -1.5 * degree, 1e-12);
        EXPECT_NEAR(level.most, 1.5 * degree, 1e-12);
    }
    for (const FreeLevel& level : levels_of(0.0, 0.0, 2.0)) EXPECT_NEAR(level.half_width(), 3.0 * degree, 1e-12);
    for (const FreeLevel& level : levels_of(0.0, 0.0, 0.0)) EXPECT_EQ(level.half_width(), 0.0);
}

// As a share of the flexion: 4 of 13 deg at L4-L5 and 6 of 9 at L5-S1 in full flexion (Pearcy 1984), of 0.26 and 0.14
// of the lumbar flexion.
TEST(FreeLevels, BendingLeavesTheScatterBetweenPersons) {
    const std::vector<FreeLevel> levels = levels_of(60.0, 40.0);
    EXPECT_NEAR(levels[4].most, 2.0 * 0.26 * 40.0 * 4.0 / 13.0 * degree, 1e-6);
    EXPECT_NEAR(levels[5].most, 2.0 * 0.14 * 40.0 * 6.0 / 9.0 * degree, 1e-6);
    EXPECT_NEAR(levels[5].least, -levels[5].most, 1e-9);
}

// The range ends at 14 deg for L3-L4; what the posture itself asks for stays allowed.
TEST(FreeLevels, NothingIsFreeBeyondTheMeasuredRange) {
    const std::vector<FreeLevel> levels = levels_of(90.0, 60.0);
    EXPECT_NEAR(levels[3].least, -(14.0 - 0.23 * 60.0) * degree, 1e-6);
    const std::vector<FreeLevel> beyond = levels_of(90.0, 70.0);
    EXPECT_EQ(beyond[3].least, 0.0);
    EXPECT_GT(beyond[3].most, 1.0 * degree);
}

}  // namespace
}  // namespace spondyl
