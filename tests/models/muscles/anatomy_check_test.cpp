// SPDX-License-Identifier: Apache-2.0
#include "models/muscles/anatomy_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/anatomy/anatomy.hpp"

namespace spondyl {
namespace {

Scenario scenario_of_a_man() {
    Scenario scenario;
    scenario.person = {.sex = Sex::male, .height_cm = 175.0, .mass_kg = 75.0};
    scenario.spine.top = Vertebra::T12;
    scenario.spine.mesh = MeshDensity::coarse;
    return scenario;
}

std::vector<std::string> failures(const Scenario& scenario) {
    std::vector<std::string> failed;
    for (const AnatomyFinding& f : check_anatomy(default_anatomy(), scenario)) {
        if (!f.pass()) failed.push_back(f.check + ", " + f.subject);
    }
    return failed;
}

// The ones that docs/muscles.md explains; a new one, or one that is gone, is news.
TEST(AnatomyCheck, FailsWhereItIsKnownTo) {
    EXPECT_THAT(failures(scenario_of_a_man()),
                ::testing::ElementsAre("attachment, all", "lever arm, psoas L4-L5", "lever arm, external_oblique L3-L4",
                                       "lever arm, external_oblique L4-L5", "flexion over extension, all L5-S1"));
}

TEST(AnatomyCheck, SeesAMuscleThatHasWastedAway) {
    Scenario scenario = scenario_of_a_man();
    scenario.muscle_changes = {{.group = "multifidus", .area_scale = 0.3}};
    EXPECT_THAT(failures(scenario), ::testing::Contains("area, multifidus"));
}

TEST(AnatomyCheck, SeesMusclesOfGiants) {
    Scenario scenario = scenario_of_a_man();
    scenario.muscles.max_stress_MPa = 3.0;
    EXPECT_THAT(failures(scenario), ::testing::Contains("extension strength, all L5-S1"));
}

}  // namespace
}  // namespace spondyl
