// SPDX-License-Identifier: Apache-2.0
#include "models/muscles/muscle_set.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "core/error.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/muscles/muscle_size.hpp"

namespace spondyl {
namespace {

using ::testing::HasSubstr;

SpineMesh spine_of(const Person& person) {
    return build_spine_mesh(default_anatomy().spine, person, {.top = Vertebra::T12, .mesh = MeshDensity::coarse});
}

const SpineMesh& reference_spine() {
    static const SpineMesh mesh = spine_of(Person{});
    return mesh;
}

Vec3 at_rest(const MusclePoint& point) {
    Vec3 sum = Vec3::Zero();
    for (const auto& anchor : point.anchors) sum += anchor.weight * anchor.position;
    return sum;
}

double path_length(const MuscleFascicle& f) {
    double sum = 0.0;
    for (std::size_t i = 1; i < f.path.size(); ++i) sum += (at_rest(f.path[i]) - at_rest(f.path[i - 1])).norm();
    return sum;
}

double stretch(const MuscleFascicle& f) {
    const double along = path_length(f) - f.tendon_length_mm;
    return std::hypot(along, f.fibre_length_mm * std::sin(f.pennation_rad)) / f.fibre_length_mm;
}

std::string message(const Scenario& scenario) {
    try {
        muscle_fascicles(default_anatomy(), scenario, reference_spine());
    } catch (const UserError& error) {
        return error.what();
    }
    return "no error";
}

// Points of a vertebra are scaled along its own axis, those of thorax and pelvis along the global one; the distance
// from the origin of the frame grows in x alone.
TEST(MuscleSet, LeverScaleMovesPathsBackAndForthOnly) {
    Scenario scenario;
    scenario.muscles.lever_scale = 1.1;
    const auto usual = muscle_fascicles(default_anatomy(), {}, reference_spine());
    const auto deep = muscle_fascicles(default_anatomy(), scenario, reference_spine());
    const Vec3 pelvis = reference_spine().discs.back().frame.origin;
    int points = 0;
    for (std::size_t i = 0; i < usual.size(); ++i) {
        for (std::size_t p = 0; p < usual[i].path.size(); ++p) {
            const auto& anchors = usual[i].path[p].anchors;
            EXPECT_EQ(at_rest(deep[i].path[p]).z(), at_rest(usual[i].path[p]).z());
            if (anchors.size() != 1 || anchors[0].body != Vertebra::S1) continue;
            const Vec3 before = at_rest(usual[i].path[p]) - pelvis, after = at_rest(deep[i].path[p]) - pelvis;
            EXPECT_NEAR(after.x(), 1.1 * before.x(), 1e-9);
            EXPECT_NEAR(after.y(), before.y(), 1e-9);
            ++points;
        }
    }
    EXPECT_GT(points, 100);
}

TEST(MuscleSet, LeftIsTheExactMirrorImageOfRight) {
    const auto all = muscle_fascicles(default_anatomy(), {}, reference_spine());
    ASSERT_EQ(all.size(), 250U);
    for (std::size_t i = 0; i < all.size(); i += 2) {
        const MuscleFascicle& left = all[i];
        const MuscleFascicle& right = all[i + 1];
        EXPECT_EQ(left.side, Side::left);
        EXPECT_EQ(right.side, Side::right);
        EXPECT_EQ(left.group, right.group);
        EXPECT_EQ(left.area_mm2, right.area_mm2);
        EXPECT_EQ(left.fibre_length_mm, right.fibre_length_mm);
        ASSERT_EQ(left.path.size(), right.path.size());
        for (std::size_t p = 0; p < left.path.size(); ++p) {
            const Vec3 mirror = at_rest(left.path[p]).cwiseProduct(Vec3(1.0, 1.0, -1.0));
            EXPECT_EQ(mirror, at_rest(right.path[p])) << right.name;
        }
        EXPECT_GT(at_rest(right.path.front()).y(), at_rest(right.path.back()).y()) << right.name;
    }
}

TEST(MuscleSet, GroupAreasAreThoseOfThePublishedTables) {
    Scenario source;
    source.person = {.sex = Sex::male, .height_cm = 175.0, .mass_kg = 79.58};  // whose areas the tables give
    std::map<MuscleGroup, double> area;
    for (const MuscleFascicle& f : muscle_fascicles(default_anatomy(), source, spine_of(source.person))) {
        if (f.side == Side::right) area[f.group] += f.area_mm2;
    }
    EXPECT_NEAR(area[MuscleGroup::psoas], 1463.0, 1.0);                // Bogduk 1992
    EXPECT_NEAR(area[MuscleGroup::rectus_abdominis], 567.0, 1.0);      // Stokes and Gardner-Morse 1999
    EXPECT_NEAR(area[MuscleGroup::external_oblique], 1577.0, 1.0);     // Stokes and Gardner-Morse 1999
    EXPECT_NEAR(area[MuscleGroup::internal_oblique], 1343.0, 1.0);     // Stokes and Gardner-Morse 1999
    EXPECT_NEAR(area[MuscleGroup::longissimus_lumborum], 498.0, 1.0);  // Bogduk 1992
    EXPECT_NEAR(area[MuscleGroup::iliocostalis_lumborum], 635.0, 1.0);
}

// The source's fibres start from one stretch within a group: with a pelvis at a wrong height they would not.
TEST(MuscleSet, FibresStartNearTheirOptimalLength) {
    for (const MuscleFascicle& f : muscle_fascicles(default_anatomy(), {}, reference_spine())) {
        EXPECT_GT(stretch(f), 0.65) << f.name;
        EXPECT_LT(stretch(f), 1.10) << f.name;
        if (f.group == MuscleGroup::psoas) {
            EXPECT_NEAR(stretch(f), 0.96, 0.015) << f.name;
        }
        if (f.group == MuscleGroup::longissimus_lumborum && f.name != "LTpL_L5_l" && f.name != "LTpL_L5_r") {
            EXPECT_NEAR(stretch(f), 0.84, 0.015) << f.name;
        }
    }
}

TEST(MuscleSet, TheStretchInStandingDoesNotDependOnStature) {
    Scenario small;
    small.person = {.sex = Sex::female, .height_cm = 150.0};
    Scenario tall;
    tall.person = {.sex = Sex::male, .height_cm = 195.0};
    const auto a = muscle_fascicles(default_anatomy(), small, spine_of(small.person));
    const auto b = muscle_fascicles(default_anatomy(), tall, spine_of(tall.person));
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_NEAR(stretch(a[i]), stretch(b[i]), 1e-12) << a[i].name;
        EXPECT_GT(path_length(b[i]), path_length(a[i])) << a[i].name;
        EXPECT_NEAR(b[i].area_mm2 / a[i].area_mm2,
                    muscle_area_factor(default_anatomy().body.muscles, tall.person) /
                        muscle_area_factor(default_anatomy().body.muscles, small.person),
                    1e-9);
    }
}

TEST(MuscleSet, AnchorsOfOnePointWeighOne) {
    for (const MuscleFascicle& f : muscle_fascicles(default_anatomy(), {}, reference_spine())) {
        for (const MusclePoint& point : f.path) {
            double sum = 0.0;
            for (const auto& anchor : point.anchors) sum += anchor.weight;
            EXPECT_NEAR(sum, 1.0, 1e-15) << f.name;
        }
    }
}

TEST(MuscleSet, ChangesScaleTheFasciclesTheyName) {
    Scenario changed;
    changed.muscle_changes = {{.group = "multifidus", .side = Side::left, .vertebra = Vertebra::L4, .area_scale = 0.5},
                              {.group = "all", .stress_scale = 1.2}};
    const auto before = muscle_fascicles(default_anatomy(), {}, reference_spine());
    const auto after = muscle_fascicles(default_anatomy(), changed, reference_spine());
    int halved = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const bool named = before[i].group == MuscleGroup::multifidus && before[i].side == Side::left &&
                           before[i].path.front().anchors.front().body == Vertebra::L4;
        EXPECT_DOUBLE_EQ(after[i].area_mm2, (named ? 0.5 : 1.0) * before[i].area_mm2) << before[i].name;
        EXPECT_DOUBLE_EQ(after[i].max_stress_MPa, 1.2 * before[i].max_stress_MPa);
        halved += named ? 1 : 0;
    }
    EXPECT_GE(halved, 4);
}

TEST(MuscleSet, BadNamesAreTheUsersMistake) {
    Scenario scenario;
    scenario.muscles.set = "thorax";
    EXPECT_THAT(message(scenario), HasSubstr("unknown muscle set 'thorax'; allowed: thoracolumbar"));
    scenario = {};
    scenario.muscle_changes = {{.group = "rectus_abdominis", .vertebra = Vertebra::L3}};
    EXPECT_THAT(message(scenario), HasSubstr("no fascicle of group 'rectus_abdominis'"));
}

MuscleFascicle parallel_fibred() {
    MuscleFascicle f;
    f.curves = default_anatomy().body.muscle_curves;
    f.fibre_length_mm = 100.0;
    f.tendon_length_mm = 50.0;
    f.area_mm2 = 100.0;
    f.max_stress_MPa = 0.75;
    return f;
}

TEST(MuscleCurves, FullStrengthAtOptimalLength) {
    MuscleFascicle f = parallel_fibred();
    EXPECT_DOUBLE_EQ(f.active_factor(150.0), 1.0);
    EXPECT_DOUBLE_EQ(f.passive_force(150.0), 0.0);
    EXPECT_NEAR(f.active_factor(150.0 + 30.0), std::exp(-0.09 / 0.45), 1e-15);
    EXPECT_DOUBLE_EQ(f.active_factor(120.0), f.active_factor(180.0));
    f.pennation_rad = 0.25;
    EXPECT_NEAR(f.active_factor(50.0 + 100.0 * std::cos(0.25)), std::cos(0.25), 1e-15);
}

TEST(MuscleCurves, ARestingFibreHoldsItsStrengthAtSixtyPercentStrain) {
    const MuscleFascicle f = parallel_fibred();
    EXPECT_NEAR(f.passive_force(150.0 + 60.0), f.strength(), 1e-10);
    EXPECT_NEAR(f.passive_force(150.0 + 30.0), f.strength() * std::expm1(2.5) / std::expm1(5.0), 1e-10);
    EXPECT_DOUBLE_EQ(f.passive_force(120.0), 0.0);
    // Smooth where the exponential ends.
    const double h = 1e-4;
    const double below = (f.passive_force(210.0) - f.passive_force(210.0 - h)) / h;
    const double above = (f.passive_force(210.0 + h) - f.passive_force(210.0)) / h;
    EXPECT_NEAR(above, below, 1e-5 * below);
}

TEST(MuscleCurves, ASlackMuscleHasNoForce) {
    MuscleFascicle f = parallel_fibred();
    f.pennation_rad = 0.25;
    EXPECT_DOUBLE_EQ(f.active_factor(40.0), 0.0);
    EXPECT_DOUBLE_EQ(f.passive_force(40.0), 0.0);
}

// Bundles from their slack length on, the curve of whole muscles once that is the stiffer one.
TEST(MuscleCurves, ARestingMuscleIsAtLeastAsStiffAsItsBundles) {
    MuscleFascicle f = parallel_fibred();
    f.slack_stretch = 0.8;
    f.bundle_modulus_MPa = 0.08;
    EXPECT_DOUBLE_EQ(f.passive_force(130.0), 0.0);
    EXPECT_NEAR(f.passive_force(150.0), 100.0 * 0.08 * (1.0 - 0.8) / 0.8, 1e-10);
    EXPECT_NEAR(f.passive_force(210.0), f.strength(), 1e-10);
    f.max_stress_MPa = 0.0;  // does not contract, still resists
    EXPECT_NEAR(f.passive_force(210.0), 100.0 * 0.08 * (1.6 - 0.8) / 0.8, 1e-10);
}

TEST(MuscleCurves, PassiveSlopeIsTheDerivative) {
    MuscleFascicle f = parallel_fibred();
    f.slack_stretch = 0.85;
    f.bundle_modulus_MPa = 0.08;
    for (const double pennation : {0.0, 0.35}) {
        f.pennation_rad = pennation;
        for (const double length : {30.0, 120.0, 155.0, 180.0, 205.0, 230.0}) {
            constexpr double h = 1e-4;
            const double difference = (f.passive_force(length + h) - f.passive_force(length - h)) / (2.0 * h);
            EXPECT_NEAR(f.passive_slope(length), difference, 1e-5) << pennation << ' ' << length;
        }
    }
}

}  // namespace
}  // namespace spondyl
