// SPDX-License-Identifier: Apache-2.0
#include "models/body/body_warnings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/anatomy/anatomy.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

using ::testing::IsEmpty;

TEST(BodyWarnings, PersonsOutsideTheTablesAreWarnedOf) {
    const auto slight = person_warnings(default_anatomy().body.mass, {.height_cm = 210.0, .mass_kg = 35.0});
    ASSERT_EQ(slight.size(), 1U);
    EXPECT_EQ(slight[0].kind, InputWarningKind::body_mass_index);
    EXPECT_NEAR(slight[0].value, 7.9, 0.05);
    EXPECT_LT(slight[0].value, slight[0].least);
    const auto heavy = person_warnings(default_anatomy().body.mass, {.height_cm = 140.0, .mass_kg = 200.0});
    ASSERT_EQ(heavy.size(), 1U);
    EXPECT_GT(heavy[0].value, heavy[0].most);
    EXPECT_THAT(person_warnings(default_anatomy().body.mass, {.height_cm = 175.0, .mass_kg = 75.0}), IsEmpty());
    EXPECT_THAT(person_warnings(default_anatomy().body.mass, {.height_cm = 175.0, .mass_kg = 75.0, .waist_cm = 90.0}),
                IsEmpty());
    const auto thin =
        person_warnings(default_anatomy().body.mass, {.height_cm = 175.0, .mass_kg = 120.0, .waist_cm = 50.0});
    ASSERT_EQ(thin.size(), 1U);
    EXPECT_EQ(thin[0].kind, InputWarningKind::waist);
    EXPECT_EQ(thin[0].value, 50.0);
    EXPECT_GT(thin[0].least, 50.0);
    EXPECT_TRUE(thin[0].task.empty());
}

TEST(BodyWarnings, ALoadInsideTheBodyIsWarnedOf) {
    Task task;
    task.name = "metres";
    task.load_kg = 15.0;
    task.load_height_cm = 100.0;
    const auto warnings = [&](double distance_cm) {
        task.load_distance_cm = distance_cm;
        return load_warnings(task, pose_of(default_anatomy(), man, task, man_spine()));
    };
    const auto inside = warnings(0.35);
    ASSERT_EQ(inside.size(), 1U);
    EXPECT_EQ(inside[0].kind, InputWarningKind::load_inside_body);
    EXPECT_EQ(inside[0].task, "metres");
    EXPECT_EQ(inside[0].value, 0.35);
    EXPECT_GT(inside[0].least, 1.0);
    EXPECT_THAT(warnings(35.0), IsEmpty());
}

}  // namespace
}  // namespace spondyl
