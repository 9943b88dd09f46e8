// SPDX-License-Identifier: Apache-2.0
// Load steps that take time: the disc creeps under a load that is held and comes back when it is gone.
#include <gtest/gtest.h>

#include "tests/models/analysis/cases.hpp"

namespace spondyl {

namespace {

using namespace spondyl::testing;

LoadStep press(const char* name, double load_N, double duration_s) {
    LoadStep step;
    step.name = name;
    step.compression_N = load_N;
    step.duration_s = duration_s;
    step.top_rotation = TopRotation::fixed;
    return step;
}

Result run_of(std::vector<LoadStep> steps) {
    Scenario scenario = coarse_spine(Vertebra::L4, Vertebra::L5);
    scenario.steps = std::move(steps);
    Result result = run_scenario(scenario);
    EXPECT_TRUE(result.complete) << result.failure;
    return result;
}

double sunk_mm(const Result& result, std::size_t step) {
    return -end_of_step(result, step).discs.at(0).translation_cranial_mm;
}

const Result& held() {
    static const Result result =
        run_of({press("on", 300.0, 0.0), press("held", 300.0, 60.0), press("longer", 300.0, 3600.0),
                press("off", 0.0, 0.0), press("free", 0.0, 1e6)});
    return result;
}

// Static within a scenario that takes time is the elastic disc: the law is that of a sudden strain.
TEST(RelaxingDisc, a_sudden_load_meets_the_elastic_disc) {
    const Result elastic = run_of({press("on", 300.0, 0.0)});
    EXPECT_NEAR(sunk_mm(held(), 0), sunk_mm(elastic, 0), 1e-4 * sunk_mm(elastic, 0));
    const double sudden = end_of_step(held(), 0).discs.at(0).nucleus_pressure_MPa;
    EXPECT_NEAR(sudden, end_of_step(elastic, 0).discs.at(0).nucleus_pressure_MPa, 1e-4 * sudden);
}

TEST(RelaxingDisc, creeps_under_a_load_that_is_held_and_comes_back) {
    EXPECT_GT(sunk_mm(held(), 1), 1.1 * sunk_mm(held(), 0));
    EXPECT_GT(sunk_mm(held(), 2), 1.1 * sunk_mm(held(), 1));
    EXPECT_LT(sunk_mm(held(), 3), sunk_mm(held(), 2));
    EXPECT_GT(sunk_mm(held(), 3), 0.1 * sunk_mm(held(), 2));
    EXPECT_LT(sunk_mm(held(), 4), 1e-3 * sunk_mm(held(), 3));
    for (const std::size_t step : {0U, 1U, 2U})
        EXPECT_NEAR(end_of_step(held(), step).discs.at(0).compression_N, 300.0, 0.1) << step;
}

// A load put on and off loses work to tissue that relaxes, and none to elastic one.
TEST(RelaxingDisc, a_cycle_costs_work) {
    const double work = held().history.back().external_work_Nmm;
    EXPECT_GT(work, 0.05 * 300.0 * sunk_mm(held(), 2));
    EXPECT_LT(work, 300.0 * sunk_mm(held(), 2));
}

}  // namespace

}  // namespace spondyl
