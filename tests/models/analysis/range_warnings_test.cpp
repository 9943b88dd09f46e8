// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/range_warnings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/anatomy/anatomy.hpp"
#include "tests/models/analysis/cases.hpp"

namespace spondyl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> kinds(const ResultState& state) {
    std::vector<std::string> names;
    for (const RangeWarning& warning : state.beyond)
        names.push_back(std::string(range_kind_names[static_cast<std::size_t>(warning.kind)]) + " " + warning.where);
    return names;
}

ResultState with(const DiscMeasures& disc) {
    ResultState state;
    state.step = "bend";
    state.discs = {disc};
    state.beyond = find_beyond(default_anatomy().posture.ranges, state, {});
    return state;
}

TEST(RangeWarnings, name_what_is_beyond_and_by_how_much) {
    EXPECT_TRUE(with({.disc = Disc::L4_L5, .flexion_deg = 12.0, .nucleus_pressure_MPa = 1.0}).beyond.empty());
    const ResultState extended = with({.disc = Disc::L4_L5, .flexion_deg = -5.9});
    ASSERT_THAT(kinds(extended), ElementsAre("extension L4-L5"));
    EXPECT_EQ(extended.beyond[0].value, 5.9);
    EXPECT_EQ(extended.beyond[0].limit, 5.8);
    EXPECT_THAT(kinds(with({.disc = Disc::L3_L4, .lateral_bending_deg = -13.0, .axial_rotation_deg = 4.0})),
                ElementsAre("lateral_bending L3-L4", "axial_rotation L3-L4"));
    EXPECT_THAT(kinds(with({.disc = Disc::L4_L5, .fibre_strain_p95 = 0.2})), ElementsAre("fibre_strain L4-L5"));
    EXPECT_TRUE(with({.disc = Disc::T12_L1, .flexion_deg = 30.0}).beyond.empty()) << "no range was found";
}

ResultState of_task(const TaskMeasures& task, double rectus_activation = 0.0) {
    ResultState state;
    state.step = "lift";
    state.task = task;
    MuscleFascicle rectus;
    rectus.group = MuscleGroup::rectus_abdominis;
    rectus.fibre_length_mm = 300.0;
    state.muscles.resize(1);
    state.muscles[0].activation = rectus_activation;
    state.muscles[0].length_mm = 300.0;
    state.muscles[0].arm_mm[static_cast<std::size_t>(Disc::L5_S1)] = Vec3(-80.0, 0.0, 0.0);
    state.beyond = find_beyond(default_anatomy().posture.ranges, state, {rectus});
    return state;
}

TEST(RangeWarnings, a_posture_that_would_not_stay_is_a_verdict) {
    EXPECT_TRUE(of_task({.stability_margin_Nm_rad = 1.0, .release_drift_deg = 0.1}).beyond.empty());
    const ResultState falls = of_task({.stability_margin_Nm_rad = -4.7, .release_drift_deg = 0.1});
    ASSERT_EQ(falls.beyond.size(), 1U);
    EXPECT_EQ(falls.beyond[0].kind, RangeKind::instability);
    EXPECT_EQ(falls.beyond[0].value, -4.7);
    // It came to no rest nearby.
    EXPECT_THAT(kinds(of_task({.stability_margin_Nm_rad = 1.0, .release_drift_deg = std::nullopt})),
                ElementsAre("instability T12-S1"));
}

TEST(RangeWarnings, flexors_that_contract_in_a_forward_bend) {
    const TaskMeasures bent = {
        .external_moment_flexion_Nm = 100.0, .stability_margin_Nm_rad = 1.0, .release_drift_deg = 0.1};
    EXPECT_TRUE(of_task(bent, 0.04).beyond.empty());
    EXPECT_THAT(kinds(of_task(bent, 0.3)), ElementsAre("antagonist rectus_abdominis"));
    TaskMeasures aside = bent;
    aside.external_moment_lateral_Nm = -30.0;
    EXPECT_TRUE(of_task(aside, 0.3).beyond.empty()) << "they hold the side";
    TaskMeasures pressing = bent;
    pressing.transversus_activation = 0.3;
    EXPECT_TRUE(of_task(pressing, 0.3).beyond.empty()) << "they hold the pressure of the belly";
    const TaskMeasures backward = {
        .external_moment_flexion_Nm = -20.0, .stability_margin_Nm_rad = 1.0, .release_drift_deg = 0.1};
    EXPECT_TRUE(of_task(backward, 0.3).beyond.empty()) << "they hold the trunk";
}

// Water-rich tissue cavitates at about -0.1 MPa.
TEST(RangeWarnings, a_nucleus_that_is_torn_apart) {
    Scenario scenario = testing::coarse_spine(Vertebra::L4, Vertebra::L5);
    scenario.steps.resize(1);
    scenario.steps[0].name = "pull";
    scenario.steps[0].compression_N = -2000.0;
    const Result result = run_scenario(scenario);
    ASSERT_TRUE(result.complete) << result.failure;
    EXPECT_THAT(kinds(result.states.back()), ::testing::Contains("nucleus_tension L4-L5"));
}

}  // namespace
}  // namespace spondyl
