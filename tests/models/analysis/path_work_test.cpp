// SPDX-License-Identifier: Apache-2.0
// External work against stored energy: an elastic body gives back what was put into it.
#include "models/analysis/path_work.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/models/analysis/cases.hpp"

namespace spondyl {
namespace {

using testing::coarse_spine;

LoadStep moments(const std::string& name, double lateral, double axial, int increments) {
    LoadStep step;
    step.name = name;
    step.lateral_moment_Nm = lateral;
    step.axial_moment_Nm = axial;
    step.outputs = increments;  // each is landed on
    return step;
}

// Side bending, then rotation on top, then back to nothing; every step in as many increments of equal size.
Result cycle(int increments, const Structures& structures) {
    Scenario scenario = coarse_spine(Vertebra::L4, Vertebra::L5);
    scenario.structures = structures;
    scenario.solver.relative_tolerance = 1e-9;
    scenario.solver.first_increment = 1.0;
    scenario.steps = {moments("lateral", 6.0, 0.0, increments), moments("lateral and axial", 6.0, 6.0, increments),
                      moments("zero", 0.0, 0.0, increments)};
    return run_scenario(scenario);
}

double largest_energy(const Result& result) {
    return std::ranges::max_element(result.history, {}, &HistoryRow::energy_Nmm)->energy_Nmm;
}

// Work less energy of every step, sizes added up, so that nothing cancels.
double missed(const Result& result) {
    double sum = 0.0, before = 0.0;
    for (const HistoryRow& row : result.history) {
        if (row.time == 0.0 || std::abs(row.time - std::round(row.time)) > 1e-9) continue;
        const double now = row.external_work_Nmm - row.energy_Nmm;
        sum += std::abs(now - before);
        before = now;
    }
    return sum;
}

TEST(PathWork, misses_the_energy_by_the_fourth_power_of_the_increments) {
    const Result coarse = cycle(8, testing::disc_alone()), fine = cycle(16, testing::disc_alone());
    ASSERT_TRUE(coarse.complete && fine.complete) << coarse.failure << fine.failure;
    EXPECT_GT(largest_energy(coarse), 100.0);
    EXPECT_LT(missed(coarse), 0.001 * largest_energy(coarse));
    EXPECT_LT(missed(fine), missed(coarse) / 8.0) << "the trapezoidal rule would leave a quarter";
}

// Facets come into contact and ligaments leave their slack on the way, so that the path has kinks; increments as a user
// gets them.
TEST(PathWork, of_a_closed_cycle_of_a_whole_segment_vanishes) {
    Scenario scenario = coarse_spine(Vertebra::L4, Vertebra::L5);
    scenario.structures = {};
    scenario.steps = {moments("lateral", 6.0, 0.0, 1), moments("lateral and axial", 6.0, 6.0, 1),
                      moments("zero", 0.0, 0.0, 1)};
    const Result result = run_scenario(scenario);
    ASSERT_TRUE(result.complete) << result.failure;
    EXPECT_LT(std::abs(result.history.back().external_work_Nmm), 0.01 * largest_energy(result));
}

}  // namespace
}  // namespace spondyl
