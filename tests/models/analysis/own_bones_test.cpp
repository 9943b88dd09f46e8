// SPDX-License-Identifier: Apache-2.0
// A segment built from the surfaces of its own bones answers as the segment that they were taken from.
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>

#include "cases.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/run/run.hpp"
#include "tests/models/geometry/own_bone_files.hpp"

namespace spondyl {
namespace {

TEST(OwnBones, a_segment_answers_as_the_one_its_surfaces_came_from) {
    Scenario scenario;
    scenario.title = "test";
    scenario.spine = {.top = Vertebra::L4, .bottom = Vertebra::L5, .mesh = MeshDensity::coarse};
    scenario.steps.push_back({.name = "compression", .compression_N = 500.0});
    scenario.steps.push_back({.name = "flexion", .compression_N = 500.0, .flexion_moment_Nm = 7.5});
    const Result tables = run_scenario(scenario);
    const SpineMesh mesh = build_spine_mesh(default_anatomy().spine, scenario.person, scenario.spine);
    scenario.person = test::with_own_bones({}, mesh, Vertebra::L4, Vertebra::L5, test::empty_folder("solve"),
                                           [](Vertebra, Surface&) {});
    const Result own = run_scenario(scenario);
    ASSERT_TRUE(tables.complete);
    ASSERT_TRUE(own.complete);
    EXPECT_EQ(own.fit.bones.size(), 2U);
    // Where the endplates' centres are is known within 0.2 mm, hence the moment of the compression within 0.1 N m; the
    // disc's area is known within 1 %, its width and depth within 0.3 mm of 50 and 33: stiffness within 3 %.
    const auto flexion = [&](std::size_t step) { return testing::end_of_step(tables, step).discs.front().flexion_deg; };
    const double flexion_per_Nm = (flexion(1) - flexion(0)) / 7.5;
    const double offset_Nm = 500.0 * 0.2e-3;
    for (const std::size_t step : {0U, 1U}) {
        const DiscMeasures& a = testing::end_of_step(own, step).discs.front();
        const DiscMeasures& b = testing::end_of_step(tables, step).discs.front();
        std::cout << "    pressure " << a.nucleus_pressure_MPa / b.nucleus_pressure_MPa << " flexion "
                  << a.flexion_deg / b.flexion_deg << " (" << b.flexion_deg << " deg) height "
                  << a.translation_cranial_mm / b.translation_cranial_mm << '\n';
        EXPECT_NEAR(a.nucleus_pressure_MPa, b.nucleus_pressure_MPa, 0.02 * b.nucleus_pressure_MPa);
        EXPECT_NEAR(a.flexion_deg, b.flexion_deg, 0.03 * std::abs(b.flexion_deg) + offset_Nm * flexion_per_Nm);
        EXPECT_NEAR(a.translation_cranial_mm, b.translation_cranial_mm, 0.03 * std::abs(b.translation_cranial_mm));
    }
}

}  // namespace
}  // namespace spondyl
