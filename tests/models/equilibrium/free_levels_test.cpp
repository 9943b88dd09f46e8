// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/free_levels.hpp"

#include <gtest/gtest.h>

#include <array>
#include <numbers>
#include <optional>

#include "core/math/units.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "tests/models/equilibrium/cases.hpp"

namespace spondyl {
namespace {

// found_deg: lumbar flexion that the equilibrium has found; none: that of the posture.
std::vector<FreeLevel> levels_of(double trunk_deg, double lumbar_deg, double scatter = 1.0,
                                 std::optional<double> found_deg = {}, LegPose legs = LegPose::standing) {
    const Person person = testing::body_scenario().person;
    const SpineMesh mesh =
        build_spine_mesh(default_anatomy().spine, person, {.top = Vertebra::T12, .mesh = MeshDensity::coarse});
    Task task = testing::task("bent");
    task.trunk_flexion_deg = trunk_deg;
    task.lumbar_flexion_deg = lumbar_deg;
    const double pelvis_turn = (found_deg.value_or(lumbar_deg) - lumbar_deg) * rad_per_deg;
    return LevelScatter(default_anatomy().posture, mesh)
        .free(pose_of(default_anatomy(), person, task, mesh), legs, pelvis_turn, scatter);
}

// What repeated radiographs of one person scatter by, where the scatter between persons has nothing to act on.
TEST(FreeLevels, StandingLeavesLittle) {
    for (const FreeLevel& level : levels_of(0.0, 0.0)) {
        EXPECT_NEAR(level.least, -1.5 * rad_per_deg, 1e-12);
        EXPECT_NEAR(level.most, 1.5 * rad_per_deg, 1e-12);
    }
    for (const FreeLevel& level : levels_of(0.0, 0.0, 2.0)) EXPECT_NEAR(level.half_width(), 3.0 * rad_per_deg, 1e-12);
    for (const FreeLevel& level : levels_of(0.0, 0.0, 0.0)) EXPECT_EQ(level.half_width(), 0.0);
}

// Beyond that at a price, and not beyond two standard deviations of the extension of persons: 2 +- 1 deg at L4-L5 and
// 1 +- 1 at L3-L4, whose scatter is the price. Where persons extend by 5 +- 4 deg, as at L5-S1, 2 x 2 deg are the
// limit.
TEST(FreeLevels, StandingEndsWherePersonsExtendNoFarther) {
    const std::vector<FreeLevel> levels = levels_of(0.0, 0.0);
    EXPECT_NEAR(levels[4].most + levels[4].extending, 4.0 * rad_per_deg, 1e-12);
    EXPECT_NEAR(levels[3].most + levels[3].extending, 3.0 * rad_per_deg, 1e-12);
    EXPECT_NEAR(levels[5].extending, 4.0 * rad_per_deg, 1e-12);
    EXPECT_NEAR(levels[4].extending_scatter, 1.0 * rad_per_deg, 1e-12);
    EXPECT_NEAR(levels[5].extending_scatter, 2.0 * rad_per_deg, 1e-12);
    for (const FreeLevel& level : levels) {
        EXPECT_NEAR(level.flexing, 4.0 * rad_per_deg, 1e-12);
        EXPECT_NEAR(level.flexing_scatter, 2.0 * rad_per_deg, 1e-12);
    }
    // Bent forward it has farther to go.
    EXPECT_NEAR(levels_of(60.0, 40.0)[4].extending, 4.0 * rad_per_deg, 1e-12);
    // A task that asks for more is taken at its word.
    const std::vector<FreeLevel> arched = levels_of(-20.0, -20.0);
    EXPECT_EQ(arched[4].extending, 0.0);
    EXPECT_NEAR(arched[4].most, 0.0, 1e-9);
}

// De Carvalho 2010: a level of people who sit scatters by 3 deg, L5-S1 by 10, of which 2 x 10 is more than it extends.
TEST(FreeLevels, SittingLeavesWhatPeopleWhoSitScatterBy) {
    const std::vector<FreeLevel> levels = levels_of(0.0, 15.0, 1.0, {}, LegPose::seated);
    const std::vector<FreeLevel> half = levels_of(0.0, 15.0, 0.5, {}, LegPose::seated);
    for (std::size_t d : {1, 2}) {
        EXPECT_NEAR(levels[d].half_width(), 6.0 * rad_per_deg, 1e-9) << d;
        EXPECT_NEAR(half[d].half_width(), 3.0 * rad_per_deg, 1e-9) << d;
    }
    EXPECT_GT(levels[5].half_width(), 9.0 * rad_per_deg);
    for (const FreeLevel& level : levels_of(0.0, 15.0, 0.0, {}, LegPose::seated)) EXPECT_EQ(level.half_width(), 0.0);
}

// Full flexion is 60 deg in all (Pearcy 1984): two thirds of the way persons have 2/3 (13 +- 2 x 4) deg at L4-L5 and
// 2/3 (9 +- 2 x 6) at L5-S1. The posture has 0.26 and 0.14 of 40 deg there.
TEST(FreeLevels, BendingLeavesWhatPersonsWereMeasuredAt) {
    const std::vector<FreeLevel> levels = levels_of(60.0, 40.0);
    EXPECT_NEAR(levels[4].least, (0.26 * 40.0 - 2.0 / 3.0 * 21.0) * rad_per_deg, 1e-6);
    EXPECT_NEAR(levels[4].most, (0.26 * 40.0 - 2.0 / 3.0 * 5.0) * rad_per_deg, 1e-6);
    EXPECT_NEAR(levels[5].least, (0.14 * 40.0 - 2.0 / 3.0 * 21.0) * rad_per_deg, 1e-6);
    EXPECT_NEAR(levels[5].most, (0.14 * 40.0 + 2.0 / 3.0 * 3.0) * rad_per_deg, 1e-6);
    // 8 +- 2 at L3-L4 lie below the 9.2 of the posture.
    EXPECT_NEAR(levels[3].most, (0.23 * 40.0 - 2.0 / 3.0 * 10.0) * rad_per_deg, 1e-6);
    EXPECT_NEAR(levels[3].least, -1.5 * rad_per_deg, 1e-6);
}

// The limits move with the lumbar flexion that is found: 40 deg of a posture that had 60.
TEST(FreeLevels, AreThoseOfTheFlexionThatIsFound) {
    const std::vector<FreeLevel> posed = levels_of(60.0, 40.0);
    const std::vector<FreeLevel> found = levels_of(90.0, 60.0, 1.0, 40.0);
    constexpr std::array shares = {0.08, 0.13, 0.16, 0.23, 0.26, 0.14};
    constexpr std::array means = {8.0, 8.0, 10.0, 12.0, 13.0, 9.0};
    for (std::size_t d = 0; d < shares.size(); ++d) {
        EXPECT_NEAR(found[d].share, means[d] / 60.0, 1e-12);
        // Between the nominal rotations of the two postures, less what the level follows the pelvis.
        const double apart = 20.0 * (shares[d] - found[d].share) * rad_per_deg;
        EXPECT_NEAR(found[d].least, posed[d].least + apart, 1e-6) << d;
        EXPECT_NEAR(found[d].most, posed[d].most + apart, 1e-6) << d;
    }
}

// The range ends at 14 deg for L3-L4; what the posture itself asks for stays allowed.
TEST(FreeLevels, NothingIsFreeBeyondTheMeasuredRange) {
    const std::vector<FreeLevel> levels = levels_of(90.0, 60.0);
    EXPECT_NEAR(levels[3].least, -(14.0 - 0.23 * 60.0) * rad_per_deg, 1e-6);
    const std::vector<FreeLevel> beyond = levels_of(90.0, 70.0);
    EXPECT_EQ(beyond[3].least, 0.0);
    EXPECT_GT(beyond[3].most, 1.0 * rad_per_deg);
}

}  // namespace
}  // namespace spondyl
