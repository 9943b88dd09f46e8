// SPDX-License-Identifier: Apache-2.0
#include "models/indices/task_indices.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/math/units.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/body/body_size.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

struct Case {
    Scenario scenario;
    std::vector<ResultState> states;

    std::vector<IndexMeasures> indices() {
        states.clear();
        std::vector<SolvedTask> solved;
        for (const Task& task : scenario.tasks) {
            ResultState state;
            TaskMeasures measures;
            measures.compression_L5S1_N = 3000.0;
            measures.shear_L5S1_N = -350.0;
            state.task = measures;
            state.discs.push_back({.disc = Disc::L4_L5, .nucleus_pressure_MPa = 1.25, .fibre_strain_p95 = 0.045});
            state.discs.push_back({.disc = Disc::L5_S1, .compression_N = 1000.0, .facet_force_right_N = 80.0});
            states.push_back(state);
            solved.push_back({.task = &task,
                              .geometry = lift_geometry(pose_of(default_anatomy(), scenario.person, task, man_spine()),
                                                        man_spine())});
        }
        for (std::size_t i = 0; i < solved.size(); ++i) solved[i].state = &states[i];
        return calc_indices(default_anatomy(), scenario, man_spine(), solved);
    }
};

Task lift(double kg) {
    Task task;
    task.name = "lift";
    task.load_kg = kg;
    task.load_distance_cm = 40.0;
    task.load_height_cm = 110.0;
    return task;
}

TEST(LiftGeometry, follows_the_keys_of_the_task) {
    Task task = lift(10.0);
    const LiftGeometry ahead = lift_geometry(pose_of(default_anatomy(), man, task, man_spine()), man_spine());
    EXPECT_NEAR(ahead.disc_distance_cm, 40.0, 1e-9);
    EXPECT_NEAR(ahead.vertical_cm, 110.0, 1e-9);
    EXPECT_NEAR(ahead.asymmetry_deg, 0.0, 1e-9);
    task.load_asymmetry_deg = 40.0;
    const LiftGeometry right = lift_geometry(pose_of(default_anatomy(), man, task, man_spine()), man_spine());
    task.load_asymmetry_deg = -40.0;
    const LiftGeometry left = lift_geometry(pose_of(default_anatomy(), man, task, man_spine()), man_spine());
    EXPECT_NEAR(right.asymmetry_deg, left.asymmetry_deg, 1e-9) << "either side alike";
    EXPECT_GT(right.asymmetry_deg, 30.0);
}

TEST(LiftGeometry, reaching_further_changes_both_distances_alike) {
    Task near = lift(10.0), far = lift(10.0);
    far.load_distance_cm = 50.0;
    far.load_kg = near.load_kg = 0.001;  // so that the feet stay where they are
    const LiftGeometry a = lift_geometry(pose_of(default_anatomy(), man, near, man_spine()), man_spine());
    const LiftGeometry b = lift_geometry(pose_of(default_anatomy(), man, far, man_spine()), man_spine());
    EXPECT_NEAR(b.horizontal_cm - a.horizontal_cm, 10.0, 0.1);
    EXPECT_GT(a.horizontal_cm, 15.0);
    EXPECT_LT(a.horizontal_cm, 50.0);
}

TEST(Handling, two_of_three_give_the_third) {
    Work work{.lift = {.frequency_per_min = 2.0, .duration_h = 4.0}};
    EXPECT_NEAR(handling_of(work, Task{}).lifts_per_day.value(), 480.0, 1e-9);
    work = {.lift = {.duration_h = 4.0, .lifts_per_day = 120.0}};
    EXPECT_NEAR(handling_of(work, Task{}).frequency_per_min.value(), 0.5, 1e-12);
    work = {.lift = {.frequency_per_min = 0.5, .lifts_per_day = 120.0}};
    EXPECT_NEAR(handling_of(work, Task{}).duration_h.value(), 4.0, 1e-12);
    EXPECT_FALSE(handling_of(Work{.lift = {.lifts_per_day = 5.0}}, Task{}).frequency_per_min.has_value());
}

TEST(Handling, the_task_goes_before_the_work) {
    const Work work{.lift = {.frequency_per_min = 2.0, .duration_h = 4.0}, .coupling = Coupling::poor};
    Task task;
    task.lift.lifts_per_day = 60.0;
    EXPECT_NEAR(handling_of(work, task).frequency_per_min.value(), 0.25, 1e-12) << "60 lifts in 4 h";
    EXPECT_EQ(handling_of(work, task).coupling, Coupling::poor);
    task.coupling = Coupling::good;
    EXPECT_EQ(handling_of(work, task).coupling, Coupling::good);
}

TEST(TaskIndices, compression_and_shear_against_limits) {
    Case one;
    one.scenario.person = man;  // 40 years
    one.scenario.tasks = {lift(10.0)};
    const IndexMeasures i = one.indices().at(0);
    EXPECT_NEAR(i.action_limit_ratio.value(), 3000.0 / 3400.0, 1e-12);
    EXPECT_NEAR(i.maximum_permissible_ratio.value(), 3000.0 / 6400.0, 1e-12);
    EXPECT_NEAR(i.dortmund_ratio.value(), 3000.0 / 4100.0, 1e-12);
    EXPECT_NEAR(i.strength_margin_N.value(), 3634.0, 1e-9);
    EXPECT_NEAR(i.shear_ratio.value(), 0.35, 1e-12) << "whatever its direction";
    EXPECT_NEAR(i.fibre_strain_ratio.value(), 0.5, 1e-12);
    EXPECT_EQ(i.nucleus_pressure_max_MPa, 1.25);
    EXPECT_EQ(i.facet_force_max_N, 80.0);
    EXPECT_NEAR(i.endplate_stress_max_MPa.value(), 1000.0 / disc_of(man_spine(), Disc::L5_S1).area, 1e-12);
    EXPECT_FALSE(i.specimen_failure_share.has_value()) << "nobody says how often";
    one.scenario.person.bone_density_mg_ml = 100.0;
    EXPECT_NEAR(one.indices().at(0).compressive_strength_N.value(),
                320.0 + 3.08 * 100.0 * disc_of(man_spine(), Disc::L5_S1).area / 100.0, 1e-9);
}

TEST(TaskIndices, without_frequency_only_what_does_not_need_it) {
    Case one;
    one.scenario.person = man;
    one.scenario.tasks = {lift(10.0)};
    const IndexMeasures i = one.indices().at(0);
    EXPECT_GT(i.niosh_frequency_independent_weight_kg.value(), 5.0);
    EXPECT_NEAR(i.niosh_frequency_independent_index.value() * i.niosh_frequency_independent_weight_kg.value(), 10.0,
                1e-12);
    for (const std::optional<double>& none : {i.niosh_lifting_index, i.niosh_composite_index, i.lifft_damage,
                                              i.lifft_risk, i.mainz_dortmund_dose_kNh, i.mainz_dortmund_ratio})
        EXPECT_FALSE(none.has_value());
}

TEST(TaskIndices, the_lifting_equation_is_for_two_hands_standing) {
    Case one;
    one.scenario.person = man;
    one.scenario.work = {.lift = {.frequency_per_min = 1.0, .duration_h = 1.0}};
    Task sitting;
    sitting.posture = "sitting_upright";
    sitting.load_kg = 5.0;
    Task left = lift(5.0);
    left.hands = Hands::left;
    one.scenario.tasks = {lift(5.0), sitting, left, Task{}};
    const std::vector<IndexMeasures> rows = one.indices();
    EXPECT_NEAR(rows[0].niosh_recommended_weight_kg.value(),
                0.94 * rows[0].niosh_frequency_independent_weight_kg.value(), 1e-9);
    for (const std::size_t i : {1, 2, 3}) EXPECT_FALSE(rows[i].niosh_lifting_index.has_value()) << i;
    EXPECT_FALSE(rows[3].lifft_damage.has_value()) << "nothing is lifted";
}

TEST(TaskIndices, a_higher_destination_and_a_bad_grip_allow_less) {
    Case one;
    one.scenario.person = man;
    one.scenario.tasks = {lift(5.0), lift(5.0), lift(5.0)};
    one.scenario.tasks[1].lift.destination_height_cm = 170.0;
    one.scenario.tasks[2].coupling = Coupling::poor;
    const std::vector<IndexMeasures> rows = one.indices();
    const double best = rows[0].niosh_frequency_independent_weight_kg.value();
    EXPECT_NEAR(rows[1].niosh_frequency_independent_weight_kg.value() / best, 0.82 + 4.5 / 60.0, 1e-9);
    EXPECT_NEAR(rows[2].niosh_frequency_independent_weight_kg.value() / best, 0.9, 1e-9);
}

TEST(TaskIndices, lifft_takes_the_loads_moment_less_the_exoskeleton) {
    Case one;
    one.scenario.person = man;
    one.scenario.work.lift.lifts_per_day = 200.0;
    one.scenario.tasks = {lift(20.0), lift(20.0)};
    one.scenario.tasks[1].exoskeleton_Nm = 30.0;
    const std::vector<IndexMeasures> rows = one.indices();
    EXPECT_NEAR(rows[0].lifft_damage.value(), 200.0 * std::exp(0.038 * 20.0 * standard_gravity * 0.4 + 0.32) / 902416.0,
                1e-12);
    EXPECT_NEAR(rows[1].lifft_damage.value() / rows[0].lifft_damage.value(), std::exp(-0.038 * 30.0), 1e-9);
    EXPECT_EQ(rows[0].lifft_job_damage, rows[0].lifft_damage) << "alternatives";
}

TEST(TaskIndices, a_job_adds_its_tasks_up) {
    Case one;
    one.scenario.person = man;
    one.scenario.work = {.tasks = WorkTasks::job,
                         .lift = {.frequency_per_min = 1.0, .duration_h = 1.0, .lift_duration_s = 60.0}};
    one.scenario.tasks = {lift(20.0), lift(10.0)};
    std::vector<IndexMeasures> rows = one.indices();
    EXPECT_NEAR(rows[0].lifft_job_damage.value(), rows[0].lifft_damage.value() + rows[1].lifft_damage.value(), 1e-15);
    EXPECT_EQ(rows[0].lifft_risk, rows[1].lifft_risk);
    EXPECT_GT(rows[0].niosh_composite_index.value(), rows[0].niosh_lifting_index.value());
    EXPECT_EQ(rows[0].mainz_dortmund_dose_kNh, 0.0) << "3000 N are below a man's threshold";
    one.scenario.person.sex = Sex::female;
    rows = one.indices();
    EXPECT_NEAR(rows[0].mainz_dortmund_dose_kNh.value(), 8.0 * std::sqrt(9.0 * 2.0 / 8.0), 1e-9) << "1 h each at 3 kN";
    EXPECT_NEAR(rows[0].mainz_dortmund_ratio.value(), rows[0].mainz_dortmund_dose_kNh.value() / 3.5, 1e-12);
}

TEST(TaskIndices, standing_adds_no_dose_to_a_job_and_has_none_alone) {
    Case one;
    one.scenario.person = man;
    one.scenario.work.tasks = WorkTasks::job;
    Task lifting = lift(20.0);
    lifting.lift.lifts_per_day = 100.0;
    lifting.lift.lift_duration_s = 5.0;
    one.scenario.tasks = {lifting, Task{}};
    std::vector<IndexMeasures> rows = one.indices();
    EXPECT_EQ(rows[1].lifft_job_damage, rows[0].lifft_damage);
    EXPECT_TRUE(rows[1].mainz_dortmund_dose_kNh.has_value());
    one.scenario.work.tasks = WorkTasks::alternatives;
    rows = one.indices();
    EXPECT_TRUE(rows[0].mainz_dortmund_dose_kNh.has_value());
    EXPECT_FALSE(rows[1].mainz_dortmund_dose_kNh.has_value());
    EXPECT_FALSE(rows[1].lifft_risk.has_value());
}

TEST(TaskIndices, a_lift_with_its_destination_counts_once) {
    Case one;
    one.scenario.person = man;
    one.scenario.work = {.tasks = WorkTasks::job,
                         .lift = {.frequency_per_min = 1.0, .duration_h = 1.0, .lift_duration_s = 5.0}};
    one.scenario.tasks = {lift(20.0)};
    const IndexMeasures alone = one.indices().at(0);
    one.scenario.tasks.push_back(lift(20.0));
    one.scenario.tasks[1].name = "down";
    one.scenario.tasks[1].destination_of = one.scenario.tasks[0].name;
    const IndexMeasures both = one.indices().at(0);
    EXPECT_TRUE(alone.lifft_job_damage.has_value());
    EXPECT_EQ(both.lifft_job_damage, alone.lifft_job_damage);
    EXPECT_EQ(both.mainz_dortmund_dose_kNh, alone.mainz_dortmund_dose_kNh);
    EXPECT_EQ(both.niosh_composite_index, alone.niosh_composite_index);
}

TEST(TaskIndices, a_job_of_which_a_task_failed_has_no_sum) {
    Case one;
    one.scenario.person = man;
    one.scenario.work = {.tasks = WorkTasks::job, .lift = {.frequency_per_min = 1.0, .duration_h = 1.0}};
    one.scenario.tasks = {lift(20.0)};
    ResultState state;
    state.task.emplace();
    const Task& task = one.scenario.tasks[0];
    const SolvedTask solved{&task, lift_geometry(pose_of(default_anatomy(), man, task, man_spine()), man_spine()),
                            &state};
    Scenario two = one.scenario;
    two.tasks.push_back(lift(10.0));
    const IndexMeasures i = calc_indices(default_anatomy(), two, man_spine(), {&solved, 1}).at(0);
    EXPECT_TRUE(i.lifft_damage.has_value());
    EXPECT_FALSE(i.lifft_job_damage.has_value());
    EXPECT_FALSE(i.niosh_composite_index.has_value());
}

TEST(Indices, every_column_says_where_it_comes_from) {
    for (const IndexColumn& column : index_measure_columns()) {
        EXPECT_GT(column.source.size(), 5U) << column.name;
        EXPECT_GT(column.limits.size(), 5U) << column.name;
        EXPECT_EQ(column.limits.back(), '.') << column.name;
    }
}

}  // namespace
}  // namespace spondyl
