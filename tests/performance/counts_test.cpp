// SPDX-License-Identifier: Apache-2.0
// What solves cost, counted instead of timed: a machine that is busy does not change it. A change that needs more of
// anything fails here; one that needs less lowers the number (docs/performance.md lists them).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <vector>

#include "io/scenario/scenario_file.hpp"
#include "models/run/run.hpp"
#include "tests/performance/allocations.hpp"

namespace spondyl {
namespace {

struct Counts {
    int increments = 0;
    int failed = 0;
    int iterations = 0;
    int factorisations = 0;
    long allocations = 0;  // in half of the iterations at most this many
};

struct Case {
    const char* scenario;
    Counts counts;
};

void PrintTo(const Case& one, std::ostream* out) {
    *out << one.scenario;
}

// Other compilers and vector widths round otherwise, and a path may branch by that.
constexpr double margin = 1.15;

Counts count(const std::string& scenario_file) {
    Scenario scenario = load_scenario(std::string(SPONDYL_SOURCE_DIR) + "/scenarios/" + scenario_file);
    scenario.spine.mesh = MeshDensity::coarse;
    std::vector<long> within;  // allocations of an iteration
    within.reserve(10000);
    int last = -1;
    long before = 0;
    RunOptions options{.threads = 1};
    options.progress = [&](const Progress& progress) {
        const long now = test::allocations();
        if (progress.iteration > 0 && progress.iteration == last + 1) within.push_back(now - before);
        last = progress.iteration;
        before = test::allocations();
    };
    const Result result = run_scenario(scenario, options);
    EXPECT_TRUE(result.complete) << result.failure;
    Counts counts;
    for (const HistoryRow& row : result.history) {
        ++(row.converged ? counts.increments : counts.failed);
        counts.iterations += row.iterations;
        counts.factorisations += row.factorisations;
    }
    std::ranges::nth_element(within, within.begin() + std::ssize(within) / 2);
    counts.allocations = within.at(within.size() / 2);
    return counts;
}

class CountsTest : public ::testing::TestWithParam<Case> {};

TEST_P(CountsTest, do_not_rise) {
    const Counts counts = count(GetParam().scenario);
    const Counts& most = GetParam().counts;
    fmt::print("increments {}, failed {}, iterations {}, factorisations {}, allocations in an iteration {}\n",
               counts.increments, counts.failed, counts.iterations, counts.factorisations, counts.allocations);
    EXPECT_LE(counts.increments, margin * most.increments);
    EXPECT_LE(counts.failed, most.failed + 1);
    EXPECT_LE(counts.iterations, margin * most.iterations);
    EXPECT_LE(counts.factorisations, margin * most.factorisations);
    EXPECT_LE(counts.allocations, margin * static_cast<double>(most.allocations));
}

std::string name_of(const ::testing::TestParamInfo<Case>& info) {
    const std::string file = info.param.scenario;
    return file.substr(0, file.find('.'));
}

INSTANTIATE_TEST_SUITE_P(Performance, CountsTest,
                         ::testing::Values(Case{"l4l5_compression.toml", {12, 0, 42, 16, 35}},
                                           Case{"column_follower_flexion.toml", {10, 0, 44, 26, 101}},
                                           Case{"lift_15kg.toml", {17, 0, 64, 30, 116}}),
                         name_of);

}  // namespace
}  // namespace spondyl
