// SPDX-License-Identifier: Apache-2.0
#include "models/indices/lifting_worksheet.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "models/anatomy/anatomy.hpp"
#include "models/indices/task_indices.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

LiftGeometry posed(const Task& task) {
    return lift_geometry(pose_of(default_anatomy(), man, task, man_spine()), man_spine());
}

Task box(double kg) {
    Task task;
    task.name = "box";
    task.load_kg = kg;
    task.load_distance_cm = 40.0;
    task.load_height_cm = 100.0;
    return task;
}

// 12 kg from a pallet at 20 cm (a box of 30 cm is held at 35 cm) to a shelf at 140 cm, 4 a minute for 2 h, fair grip.
TEST(LiftingWorksheet, a_packing_job_comes_out_as_by_hand) {
    const Work work{.lift = {.frequency_per_min = 4.0,
                             .duration_h = 2.0,
                             .origin_horizontal_cm = 40.0,
                             .origin_height_cm = 35.0,
                             .origin_asymmetry_deg = 0.0,
                             .destination_height_cm = 140.0}};
    const std::vector<LiftingRow> rows = lifting_worksheet(default_anatomy(), work, box(12.0), posed(box(12.0)));
    ASSERT_EQ(rows.size(), 2U);
    const LiftingRow& origin = rows[0];
    EXPECT_EQ(origin.place, LiftPlace::origin);
    EXPECT_EQ(origin.travel_cm, 105.0);
    EXPECT_NEAR(origin.horizontal_multiplier, 0.625, 1e-12);
    EXPECT_NEAR(origin.vertical_multiplier, 0.88, 1e-12);
    EXPECT_NEAR(origin.travel_multiplier, 0.862857, 1e-6);
    EXPECT_NEAR(origin.asymmetry_multiplier, 1.0, 1e-12);
    EXPECT_NEAR(origin.frequency_multiplier.value(), 0.72, 1e-12);
    EXPECT_NEAR(origin.coupling_multiplier, 0.95, 1e-12);
    EXPECT_NEAR(origin.recommended_weight_kg.value(), 7.47, 0.005);
    EXPECT_NEAR(origin.lifting_index.value(), 12.0 / 7.466, 1e-3);
    EXPECT_EQ(origin.counts, 1.0) << "nobody says that the box is set down with care";
    EXPECT_EQ(origin.horizontal_measured + origin.vertical_measured + origin.asymmetry_measured, 3.0);
    EXPECT_EQ(origin.travel_measured, 0.0) << "the difference of both heights";
    // VM = 1 - 0.003 x 65, CM = 1: 23 x 0.625 x 0.805 x 0.862857 x 0.72
    EXPECT_NEAR(rows[1].recommended_weight_kg.value(), 7.189, 0.001);
    EXPECT_EQ(rows[1].horizontal_measured, 0.0) << "taken from the origin";
    EXPECT_EQ(&counting(rows), &rows[0]);

    Work careful = work;
    careful.placement = Placement::controlled;
    const std::vector<LiftingRow> both = lifting_worksheet(default_anatomy(), careful, box(12.0), posed(box(12.0)));
    EXPECT_EQ(counting(both).place, LiftPlace::destination) << "the lower weight of both places";
    Task quick = box(12.0);
    quick.placement = Placement::free;
    EXPECT_EQ(counting(lifting_worksheet(default_anatomy(), careful, quick, posed(quick))).place, LiftPlace::origin);
}

TEST(LiftingWorksheet, what_is_measured_goes_before_the_posture) {
    Task task = box(10.0);
    const LiftingRow by_posture = lifting_worksheet(default_anatomy(), {}, task, posed(task)).at(0);
    EXPECT_NEAR(by_posture.vertical_cm, 100.0, 1e-9);
    EXPECT_EQ(by_posture.horizontal_measured, 0.0);
    task.lift.origin_horizontal_cm = 55.0;
    task.lift.origin_asymmetry_deg = -30.0;
    task.lift.travel_cm = 60.0;
    task.lift.destination_height_cm = 150.0;
    task.lift.destination_horizontal_cm = 30.0;
    task.lift.destination_asymmetry_deg = 45.0;
    const std::vector<LiftingRow> rows = lifting_worksheet(default_anatomy(), {}, task, posed(task));
    EXPECT_EQ(rows[0].horizontal_cm, 55.0);
    EXPECT_EQ(rows[0].asymmetry_deg, 30.0) << "either side";
    EXPECT_EQ(rows[0].travel_cm, 60.0) << "not the 50 cm of the heights";
    EXPECT_EQ(rows[1].horizontal_cm, 30.0);
    EXPECT_EQ(rows[1].asymmetry_deg, 45.0);
    EXPECT_EQ(rows[1].travel_cm, 60.0);
    EXPECT_FALSE(rows[0].recommended_weight_kg.has_value()) << "nobody says how often";
    EXPECT_GT(rows[0].frequency_independent_weight_kg, 0.0);
}

// Where the destination is solved as a task of its own, its hands are what was measured otherwise.
TEST(LiftingWorksheet, a_destination_that_is_solved_has_its_row) {
    Task up = box(10.0), down = box(10.0);
    up.style = down.style = "free";
    up.load_distance_from = down.load_distance_from = LoadFrom::ankles;
    up.load_height_cm = 20.0;
    down.load_height_cm = 75.0;
    down.load_distance_cm = 50.0;
    down.destination_of = up.name;
    const std::vector<LiftingRow> rows = lifting_worksheet(default_anatomy(), {}, up, posed(up), posed(down));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_NEAR(rows[0].horizontal_cm, 40.0, 1e-6);
    EXPECT_NEAR(rows[1].horizontal_cm, 50.0, 1e-6);
    EXPECT_NEAR(rows[1].vertical_cm, 75.0, 1e-6);
    EXPECT_NEAR(rows[0].travel_cm, 55.0, 1e-6);
    EXPECT_EQ(rows[1].vertical_measured, 0.0);
    up.lift.destination_height_cm = 90.0;
    EXPECT_EQ(lifting_worksheet(default_anatomy(), {}, up, posed(up), posed(down)).at(1).vertical_cm, 90.0)
        << "measured goes first";
    EXPECT_TRUE(lifting_worksheet(default_anatomy(), {}, down, posed(down)).empty()) << "no lift of its own";
}

// RWL is a property of the workplace: the feet that balance the load do not move it.
TEST(LiftingWorksheet, the_weight_of_the_box_does_not_change_what_is_recommended) {
    for (const char* posture : {"standing", "lift_stoop", "lift_squat"}) {
        Task light = box(1.0), heavy = box(25.0);
        light.posture = heavy.posture = posture;
        if (light.posture != "standing") light.load_height_cm = heavy.load_height_cm = 60.0;
        EXPECT_NEAR(lifting_worksheet(default_anatomy(), {}, light, posed(light)).at(0).frequency_independent_weight_kg,
                    lifting_worksheet(default_anatomy(), {}, heavy, posed(heavy)).at(0).frequency_independent_weight_kg,
                    1e-9)
            << posture;
    }
}

TEST(LiftingWorksheet, a_closer_box_may_be_heavier) {
    Task far = box(10.0), near = box(10.0);
    near.load_distance_cm = 30.0;
    const LiftingRow a = lifting_worksheet(default_anatomy(), {}, far, posed(far)).at(0),
                     b = lifting_worksheet(default_anatomy(), {}, near, posed(near)).at(0);
    EXPECT_NEAR(a.horizontal_cm - b.horizontal_cm, 10.0, 1e-9) << "the feet stay where they are";
    EXPECT_GT(b.frequency_independent_weight_kg, 1.1 * a.frequency_independent_weight_kg);
}

// "For infrequent lifting (F < .1 lift/minute) ... the recovery period will usually be sufficient to use the 1-hour
// duration category" (manual, p. 15).
TEST(LiftingWorksheet, seldom_lifts_count_as_those_of_an_hour) {
    Work work{.lift = {.frequency_per_min = 0.01, .duration_h = 8.0, .origin_horizontal_cm = 33.8},
              .coupling = Coupling::fair};
    EXPECT_EQ(lifting_worksheet(default_anatomy(), work, box(10.0), posed(box(10.0))).at(0).frequency_multiplier, 1.0);
    // 23 x 25 / 33.8 x (1 - 0.003 x 25)
    EXPECT_NEAR(
        lifting_worksheet(default_anatomy(), work, box(10.0), posed(box(10.0))).at(0).recommended_weight_kg.value(),
        15.74, 0.01);
    work.lift.frequency_per_min = 0.1;
    EXPECT_EQ(lifting_worksheet(default_anatomy(), work, box(10.0), posed(box(10.0))).at(0).frequency_multiplier, 0.85);
}

// Section 1.3.2 of the manual: VM = 0 beyond 175 cm.
TEST(LiftingWorksheet, beyond_175_cm_no_weight_is_allowed_at_either_end) {
    Work work{
        .lift = {
            .frequency_per_min = 1.0, .duration_h = 1.0, .origin_horizontal_cm = 40.0, .destination_height_cm = 250.0}};
    const std::vector<LiftingRow> shelf = lifting_worksheet(default_anatomy(), work, box(10.0), posed(box(10.0)));
    EXPECT_GT(shelf[0].recommended_weight_kg, 0.0);
    EXPECT_EQ(shelf[1].vertical_multiplier, 0.0);
    EXPECT_EQ(counting(shelf).recommended_weight_kg, 0.0) << "with or without care";
    EXPECT_FALSE(counting(shelf).lifting_index.has_value()) << "not defined";
    work.lift.origin_height_cm = 180.0;
    work.lift.destination_height_cm = 100.0;
    EXPECT_EQ(counting(lifting_worksheet(default_anatomy(), work, box(10.0), posed(box(10.0)))).recommended_weight_kg,
              0.0);
}

TEST(LiftingWorksheet, a_destination_without_its_height_lies_as_high_as_the_origin) {
    const Work work{.lift = {.destination_horizontal_cm = 60.0}};
    const std::vector<LiftingRow> rows = lifting_worksheet(default_anatomy(), work, box(10.0), posed(box(10.0)));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1].horizontal_cm, 60.0);
    EXPECT_EQ(rows[1].vertical_cm, rows[0].vertical_cm);
    EXPECT_EQ(rows[1].travel_cm, 0.0);
}

TEST(LiftingWorksheet, is_empty_for_what_the_equation_was_not_made_for) {
    Task one_hand = box(5.0);
    one_hand.hands = Hands::left;
    EXPECT_TRUE(lifting_worksheet(default_anatomy(), {}, one_hand, posed(one_hand)).empty());
    EXPECT_TRUE(lifting_worksheet(default_anatomy(), {}, box(0.0), posed(box(0.0))).empty());
}

TEST(Rates, that_contradict_each_other) {
    Work work{.lift = {.frequency_per_min = 2.0, .duration_h = 4.0, .lifts_per_day = 480.0}};
    EXPECT_FALSE(rates_of(work, Task{}).contradict());
    work.lift.lifts_per_day = 100.0;
    EXPECT_TRUE(rates_of(work, Task{}).contradict());
    Task own;
    own.lift.frequency_per_min = 1.0;
    EXPECT_FALSE(rates_of(work, own).contradict()) << "what a task says of its own goes before the common lifts";
    own = {};
    own.lift.duration_h = 2.0;
    EXPECT_TRUE(rates_of(work, own).contradict());
}

}  // namespace
}  // namespace spondyl
