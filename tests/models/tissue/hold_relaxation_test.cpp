// SPDX-License-Identifier: Apache-2.0
// Tissue that relaxes while a posture is kept (docs/adr/0038).
#include "models/tissue/hold_relaxation.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "models/anatomy/anatomy.hpp"
#include "models/body/posture.hpp"

namespace spondyl {
namespace {

constexpr double minute = 60.0;

TEST(HoldRelaxation, LosesWhatWasMeasured) {
    const PronySeries series = hold_relaxation(default_anatomy().spine);
    for (const double minutes : {0.0, 5.0, 20.0, 60.0})
        EXPECT_NEAR(series.left(minutes * minute), 1.0 - 0.45 * (1.0 - std::exp(-minutes / 9.4)), 1e-12);
}

// One increment from rest stands for a posture that is taken at once and kept.
TEST(HoldRelaxation, AnEvenIncrementLeavesTheSameStress) {
    const PronySeries series = hold_relaxation(default_anatomy().spine);
    EXPECT_EQ(even_increment(series, 0.0), 0.0);
    EXPECT_EQ(even_increment(PronySeries{}, 20.0 * minute), 0.0);
    for (const double minutes : {0.1, 5.0, 20.0, 60.0, 600.0}) {
        const double held = minutes * minute;
        const double increment = even_increment(series, held);
        EXPECT_GT(increment, held);
        EXPECT_NEAR(series.over(increment).stiffness, series.left(held), 1e-9) << minutes;
    }
}

// The stress at rest stays what it was, and what a posture adds to it relaxes.
TEST(HoldRelaxation, KeepsTheStressAtRest) {
    const PronySeries series = hold_relaxation(default_anatomy().spine);
    const double rest = 2.0;
    const double strained = 5.0;
    const PronySeries::Factors to_rest = series.over(0.0);
    const double h = to_rest.rise[0] * rest;
    const double held = 20.0 * minute;
    const PronySeries::Factors factors = series.over(even_increment(series, held));
    const double over = factors.decay[0] * h + factors.rise[0] * (strained - rest);
    const double stress = series.long_term_share() * strained + series.terms[0].share * over;
    EXPECT_NEAR(stress, rest + series.left(held) * (strained - rest), 1e-9);
}

TEST(HoldRelaxation, WhoSitsOrLiesHasDoneSoForAWhile) {
    Task task;
    EXPECT_EQ(hold_time_s(default_anatomy(), task), 0.0);
    task.posture = "sitting_relaxed";
    EXPECT_EQ(hold_time_s(default_anatomy(), task), 20.0 * minute);
    task.posture = "lying_side";
    EXPECT_EQ(hold_time_s(default_anatomy(), task), 60.0 * minute);
    task.hold_time_min = 2.0;
    EXPECT_EQ(hold_time_s(default_anatomy(), task), 2.0 * minute);
}

}  // namespace
}  // namespace spondyl
