// SPDX-License-Identifier: Apache-2.0
#include "models/body/chair.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/error.hpp"
#include "models/body/body_warnings.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

class ChairTest : public ::testing::Test {
  protected:
    ChairTest() { task.posture = "sitting_backrest"; }
    void pad(double depth_cm, double height_cm, double stiffness) {
        task.lumbar_pad_depth_cm = depth_cm;
        task.lumbar_pad_height_cm = height_cm;
        task.lumbar_pad_stiffness_N_mm = stiffness;
    }
    [[nodiscard]] Pose pose() const { return pose_of(default_anatomy(), man, task, man_spine()); }
    [[nodiscard]] std::array<ElasticPad, vertebra_count> pads() const {
        return lumbar_pad(size, task, pose(), man_spine());
    }
    void check() const { check_supports(size, task, pose(), man_spine()); }

    BodySize size{default_anatomy(), man};
    Task task;
};

// Sitting erect 52 % of stature are above the seat and 47 % above the hips (Drillis and Contini 1966).
TEST_F(ChairTest, TheSeatLiesBelowTheHips) {
    const Pose seated = pose();
    EXPECT_NEAR(seated.segment("thigh_left").from.y() - seat_height(size, seated), 0.05 * 1750.0, 1e-6);
}

TEST_F(ChairTest, HeightAndReclinePlaceTheBackrest) {
    task.backrest_height_cm = 40.0;
    task.backrest_recline_deg = 25.0;
    const Backrest backrest = backrest_of(size, task, pose(), man_spine());
    EXPECT_NEAR(backrest.contact.y() - seat_height(size, pose()), 400.0, 1e-6);
    EXPECT_NEAR(std::atan2(backrest.normal.y(), backrest.normal.x()) * 180.0 / M_PI, 25.0, 1e-9);
    EXPECT_NEAR(backrest.up.dot(backrest.normal), 0.0, 1e-12);
    EXPECT_GT(backrest.up.y(), 0.9);
    task.backrest_height_cm = 10.0;
    EXPECT_THAT([&] { check(); }, ThrowsMessage<UserError>(HasSubstr("can be leaned on from")));
}

// The two vertebrae beside the pad's height share it so that the same depth at both has its resultant there.
TEST_F(ChairTest, ThePadPressesAtItsHeight) {
    pad(5.0, 20.0, 8.0);
    const auto pads_here = pads();
    double stiffness = 0.0;
    double moment = 0.0;
    for (const ElasticPad& p : pads_here) {
        stiffness += p.stiffness;
        moment += p.stiffness * p.point.y();
    }
    EXPECT_NEAR(stiffness, 8.0, 1e-12);
    EXPECT_NEAR(moment / stiffness - seat_height(size, pose()), 200.0, 1e-6);
    const double five = pad_indentation(pads_here);
    pad(6.0, 20.0, 8.0);
    EXPECT_NEAR(pad_indentation(pads()), five + 10.0, 1e-6) << "a centimetre deeper";
    pad(5.0, 60.0, 8.0);
    EXPECT_THAT([&] { check(); }, ThrowsMessage<UserError>(HasSubstr("L5 to L1 are")));
}

TEST_F(ChairTest, SupportsThatThePostureLacksAreRefused) {
    task.lumbar_pad_depth_cm = 4.0;
    EXPECT_THAT([&] { check(); }, ThrowsMessage<UserError>(HasSubstr("together")));
    pad(4.0, 20.0, 8.0);
    EXPECT_NO_THROW(check());
    task.posture = "sitting_upright";
    EXPECT_THAT([&] { check(); }, ThrowsMessage<UserError>(HasSubstr("has no backrest")));
    task = {};
    task.surface_tilt_deg = 10.0;
    EXPECT_THAT([&] { check(); }, ThrowsMessage<UserError>(HasSubstr("does not lie")));
    task.posture = "lying_supine";
    EXPECT_NO_THROW(check());
}

TEST_F(ChairTest, APadClearOfTheBackIsWarnedOf) {
    pad(-5.0, 20.0, 8.0);
    const auto warnings = support_warnings(default_anatomy(), man, task, pose(), man_spine());
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_EQ(warnings[0].kind, InputWarningKind::pad_clear_of_back);
    ASSERT_TRUE(warnings[0].least.has_value());
    const double touching = *warnings[0].least;
    pad(touching - 0.1, 20.0, 8.0);
    EXPECT_LE(pad_indentation(pads()), 1e-9);
    pad(touching + 1e-6, 20.0, 8.0);
    EXPECT_GT(pad_indentation(pads()), 0.0);
    EXPECT_TRUE(support_warnings(default_anatomy(), man, task, pose(), man_spine()).empty());
}

}  // namespace
}  // namespace spondyl
