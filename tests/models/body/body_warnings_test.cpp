// SPDX-License-Identifier: Apache-2.0
#include "models/body/body_warnings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(BodyWarnings, PersonsOutsideTheTablesAreWarnedOf) {
    EXPECT_THAT(person_warnings({.height_cm = 210.0, .mass_kg = 35.0}),
                ElementsAre(HasSubstr("body mass index of 35 kg and 210 cm is 7.9")));
    EXPECT_THAT(person_warnings({.height_cm = 140.0, .mass_kg = 200.0}), ElementsAre(HasSubstr("is 102.0")));
    EXPECT_THAT(person_warnings({.height_cm = 175.0, .mass_kg = 75.0}), IsEmpty());
    EXPECT_THAT(person_warnings({.height_cm = 175.0, .mass_kg = 75.0, .waist_cm = 90.0}), IsEmpty());
    EXPECT_THAT(person_warnings({.height_cm = 175.0, .mass_kg = 120.0, .waist_cm = 50.0}),
                ElementsAre(HasSubstr("a waist of 50 cm can hardly be")));
}

TEST(BodyWarnings, ALoadInsideTheBodyIsWarnedOf) {
    Task task;
    task.name = "metres";
    task.load_kg = 15.0;
    task.load_height_cm = 100.0;
    const auto warnings = [&](double distance_cm) {
        task.load_distance_cm = distance_cm;
        return load_warnings(task, pose_of(man, task, man_spine()));
    };
    EXPECT_THAT(warnings(0.35), ElementsAre(AllOf(HasSubstr("task 'metres'"), HasSubstr("inside the abdomen"))));
    EXPECT_THAT(warnings(35.0), IsEmpty());
}

}  // namespace
}  // namespace spondyl
