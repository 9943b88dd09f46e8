// SPDX-License-Identifier: Apache-2.0
// The numbers do not depend on the number of threads, to the last bit.
#include <gtest/gtest.h>

#include <cstring>

#include "tests/models/analysis/cases.hpp"
#include "tests/models/equilibrium/cases.hpp"

namespace spondyl {

namespace {

using namespace spondyl::testing;

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

std::vector<double> numbers(const ResultState& state) {
    std::vector<double> all = {state.time};
    for (const Vec3& u : state.displacement) all.insert(all.end(), u.data(), u.data() + 3);
    for (const DiscMeasures& d : state.discs) {
        for (const MeasureColumn& column : disc_measure_columns()) all.push_back(column.value(d).value());
    }
    for (const RigidMotion& motion : state.bones) {
        all.insert(all.end(), motion.translation.data(), motion.translation.data() + 3);
        all.insert(all.end(), motion.rotation.data(), motion.rotation.data() + 9);
    }
    for (const MuscleState& muscle : state.muscles) all.push_back(muscle.force_N);
    if (state.task) {
        for (const Column<TaskMeasures>& column : task_measure_columns()) {
            all.push_back(column.value(*state.task).value_or(0.0));
        }
    }
    return all;
}

std::vector<double> numbers(const HistoryRow& row) {
    return {row.time,
            static_cast<double>(row.iterations),
            static_cast<double>(row.factorisations),
            row.residual_N,
            row.energy_Nmm,
            row.external_work_Nmm,
            row.converged ? 1.0 : 0.0};
}

void expect_same_with_one_and_two_threads(const Scenario& scenario) {
    const Result one = run_scenario(scenario, {.threads = 1, .progress = {}});
    const Result two = run_scenario(scenario, {.threads = 2, .progress = {}});
    ASSERT_EQ(one.threads, 1);
    ASSERT_EQ(two.threads, 2);
    ASSERT_TRUE(one.complete) << one.failure;
    ASSERT_EQ(one.states.size(), two.states.size());
    for (std::size_t s = 0; s < one.states.size(); ++s) {
        EXPECT_TRUE(same_bits(numbers(one.states[s]), numbers(two.states[s]))) << "state " << s;
        ASSERT_EQ(one.states[s].cell_fields.size(), two.states[s].cell_fields.size());
        for (std::size_t f = 0; f < one.states[s].cell_fields.size(); ++f) {
            EXPECT_TRUE(same_bits(one.states[s].cell_fields[f].values, two.states[s].cell_fields[f].values))
                << "state " << s << ", " << one.states[s].cell_fields[f].name;
        }
    }
    ASSERT_EQ(one.history.size(), two.history.size());
    for (std::size_t h = 0; h < one.history.size(); ++h) {
        EXPECT_TRUE(same_bits(numbers(one.history[h]), numbers(two.history[h]))) << "increment " << h;
    }
}

TEST(Threads, leave_the_column_unchanged) {
    Scenario scenario = column_follower();
    scenario.steps.front().axial_moment_Nm = 2.0;
    expect_same_with_one_and_two_threads(scenario);
}

TEST(Threads, leave_cavity_and_deformable_bone_unchanged) {
    Scenario scenario = coarse_spine(Vertebra::L3, Vertebra::L5);
    scenario.spine.nucleus = NucleusModel::cavity;
    scenario.spine.bone = BoneModel::deformable;
    LoadStep step;
    step.name = "follower";
    step.follower_load_N = 300.0;
    step.outputs = 2;
    scenario.steps.push_back(step);
    expect_same_with_one_and_two_threads(scenario);
}

// Of a task also the muscle forces, and the stability that they give.
TEST(Threads, leave_a_task_unchanged) {
    Scenario scenario = body_scenario();
    scenario.tasks.push_back(task("hold", 10.0));
    expect_same_with_one_and_two_threads(scenario);
}

}  // namespace

}  // namespace spondyl
