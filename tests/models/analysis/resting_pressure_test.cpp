// SPDX-License-Identifier: Apache-2.0
// Nuclei that swell until the unloaded spine has its resting pressure (docs/adr/0018).
#include "models/tissue/resting_pressure.hpp"

#include <gtest/gtest.h>

#include "models/anatomy/anatomy.hpp"
#include "tests/models/analysis/cases.hpp"

namespace spondyl {
namespace {

Scenario compressed(std::optional<double> resting, NucleusModel nucleus = NucleusModel::solid) {
    Scenario s;
    s.title = "test";
    s.spine.top = Vertebra::L4;
    s.spine.bottom = Vertebra::L5;
    s.spine.mesh = MeshDensity::coarse;
    s.spine.nucleus = nucleus;
    s.spine.resting_pressure_MPa = resting;
    s.steps = {LoadStep{.name = "500 N", .compression_N = 500.0}};
    return s;
}

TEST(RestingPressure, TheUnloadedDiscHasItAndIsHigher) {
    for (const NucleusModel nucleus : {NucleusModel::solid, NucleusModel::cavity}) {
        const Result swollen = run_scenario(compressed(0.1, nucleus));
        ASSERT_TRUE(swollen.complete) << swollen.failure;
        EXPECT_NEAR(swollen.states[0].discs[0].nucleus_pressure_MPa, 0.1, 0.001);
        const Result dry = run_scenario(compressed({}, nucleus));
        ASSERT_TRUE(dry.complete) << dry.failure;
        EXPECT_GT(swollen.settle[0].cranial_mm, dry.settle[0].cranial_mm + 0.01);
        // Motions count from the swollen state.
        EXPECT_NEAR(swollen.states[0].discs[0].translation_cranial_mm, 0.0, 1e-9);
    }
}

// A wall that is stretched already carries less of the compression, so a load adds to the resting pressure.
TEST(RestingPressure, LoadsAddToIt) {
    const Result swollen = run_scenario(compressed(0.1));
    const Result dry = run_scenario(compressed({}));
    ASSERT_TRUE(swollen.complete && dry.complete);
    const double with = swollen.states.back().discs[0].nucleus_pressure_MPa;
    const double without = dry.states.back().discs[0].nucleus_pressure_MPa;
    EXPECT_GT(with, without + 0.02);
    EXPECT_LT(with, without + 0.1);
    EXPECT_NEAR(swollen.states.back().discs[0].compression_N, dry.states.back().discs[0].compression_N, 5.0);
}

TEST(RestingPressure, LivingDiscsHaveThatOfTheirGradeAndSpecimensNone) {
    Scenario s = compressed({});
    s.person.disc_grade[static_cast<std::size_t>(Disc::L4_L5)] = 2;
    SpineMesh mesh;
    mesh.discs.resize(2);
    mesh.discs[0].disc = Disc::L3_L4;
    mesh.discs[1].disc = Disc::L4_L5;
    EXPECT_EQ(resting_pressures(default_anatomy().spine, s, mesh), (std::vector<double>{0.0, 0.0}));
    s.tasks = {Task{}};
    EXPECT_EQ(resting_pressures(default_anatomy().spine, s, mesh), (std::vector<double>{0.1, 0.05}));
    s.spine.resting_pressure_MPa = 0.2;
    EXPECT_EQ(resting_pressures(default_anatomy().spine, s, mesh), (std::vector<double>{0.2, 0.2}));
}

}  // namespace
}  // namespace spondyl
