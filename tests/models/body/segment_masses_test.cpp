// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <numeric>

#include "core/error.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/body/body_loads.hpp"
#include "tests/models/body/body_test_spine.hpp"

namespace spondyl {
namespace {

double sum(const std::vector<SegmentMass>& masses) {
    return std::accumulate(masses.begin(), masses.end(), 0.0,
                           [](double total, const SegmentMass& m) { return total + m.mass_kg; });
}

double forward(const std::vector<SegmentMass>& masses) {
    double moment = 0.0;
    for (const SegmentMass& m : masses) moment += m.mass_kg * m.centre.x();
    return moment / sum(masses);
}

// Head, arms and trunk without the pelvis: 46 to 57 % of body mass between published tables (Dempster 1955, de Leva
// 1996), depending on where the trunk is cut from the pelvis.
TEST(SegmentMasses, HaveAPublishedShareOfTheBody) {
    for (const double mass : {60.0, 79.6, 100.0}) {
        Person person = man;
        person.mass_kg = mass;
        const double share = sum(segment_masses(default_anatomy(), person, man_spine())) / mass;
        EXPECT_GT(share, 0.44) << mass;
        EXPECT_LT(share, 0.60) << mass;
    }
}

TEST(SegmentMasses, AreMirrored) {
    double sideways = 0.0;
    for (const SegmentMass& m : segment_masses(default_anatomy(), man, man_spine()))
        sideways += m.mass_kg * m.centre.z();
    EXPECT_NEAR(sideways, 0.0, 1e-9);
}

TEST(SegmentMasses, ALargerWaistMovesMassForward) {
    Person person = man;
    person.mass_kg = 110.0;
    const double usual = forward(segment_masses(default_anatomy(), person, man_spine()));
    person.waist_cm = 130.0;
    EXPECT_GT(forward(segment_masses(default_anatomy(), person, man_spine())), usual);
}

TEST(SegmentMasses, AHeavierTrunkLeavesHeadAndArms) {
    Person person = man;
    person.trunk_mass_scale = 1.1;
    const auto usual = segment_masses(default_anatomy(), man, man_spine());
    const auto heavy = segment_masses(default_anatomy(), person, man_spine());
    ASSERT_EQ(usual.size(), heavy.size());
    for (std::size_t i = 0; i < usual.size(); ++i) {
        const std::string& name = usual[i].name;
        const bool limb = name == "head" || name.find("arm") != std::string::npos || name.starts_with("hand");
        EXPECT_NEAR(heavy[i].mass_kg, (limb ? 1.0 : 1.1) * usual[i].mass_kg, 1e-12) << name;
        EXPECT_EQ(heavy[i].centre, usual[i].centre) << name;
    }
}

TEST(SegmentMasses, MoreMassIsHeavierAboveL5) {
    double before = 0.0;
    for (const double mass : {50.0, 70.0, 90.0, 110.0, 130.0}) {
        Person person = man;
        person.mass_kg = mass;
        const double above = sum(segment_masses(default_anatomy(), person, man_spine()));
        EXPECT_GT(above, before) << mass;
        before = above;
    }
}

}  // namespace
}  // namespace spondyl
