// SPDX-License-Identifier: Apache-2.0
#include "models/anatomy/body_parameters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/geometry/outline.hpp"

namespace spondyl {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr auto l3 = static_cast<std::size_t>(Vertebra::L3);
constexpr auto l5 = static_cast<std::size_t>(Vertebra::L5);
constexpr auto l4_l5 = static_cast<std::size_t>(Disc::L4_L5);

BodyParameters of(Person person) {
    return body_parameters(default_anatomy().spine, person, {});
}

TEST(BodyParameters, ReferencePersonReproducesTheTables) {
    const BodyParameters body = of({});
    EXPECT_NEAR(body.vertebra[l3].lower.width, 48.0, 1e-9);
    EXPECT_NEAR(body.vertebra[l3].lower.depth, 34.8, 1e-9);
    EXPECT_NEAR(body.vertebra[l3].height, 28.2, 1e-9);
    EXPECT_NEAR(body.disc[l4_l5].height, 12.5, 1e-9);
    EXPECT_NEAR(body.disc[l4_l5].nucleus_fraction, 0.44, 1e-12);
    EXPECT_NEAR(body.vertebra[l5].wedge_deg, -6.2, 1e-9);  // mean of women -7.8 and men -4.6
}

// Cook and Baker 2021: the L5 endplates of women are 33.3 and 32.8 mm deep, those of men 37.1 and 36.7 mm.
TEST(BodyParameters, MeanStaturesOfTheSexesExplainTheirEndplates) {
    const BodyParameters woman = of({.sex = Sex::female, .height_cm = 162.0});
    const BodyParameters man = of({.sex = Sex::male, .height_cm = 176.0});
    EXPECT_NEAR(woman.vertebra[l5].upper.depth / man.vertebra[l5].upper.depth, 33.3 / 37.1, 0.03);
    EXPECT_NEAR(woman.vertebra[l5].lower.depth / man.vertebra[l5].lower.depth, 32.8 / 36.7, 0.03);
}

// Gilsanz et al. 1994: sections of lumbar vertebrae of women over those of men 8.22 / 10.98.
TEST(BodyParameters, WomenHaveNarrowerVertebraeThanMen) {
    const auto section = [](const BodyParameters& body) {
        double sum = 0.0;
        for (std::size_t v = l3 - 2; v <= l3; ++v) sum += body.vertebra[v].upper.width * body.vertebra[v].upper.depth;
        return sum;
    };
    const BodyParameters woman = of({.sex = Sex::female, .height_cm = 163.0});
    const BodyParameters man = of({.sex = Sex::male, .height_cm = 176.5});
    EXPECT_NEAR(section(woman) / section(man), 8.22 / 10.98, 0.02);
    EXPECT_NEAR(of({.sex = Sex::female}).vertebra[l3].upper.width / of({.sex = Sex::male}).vertebra[l3].upper.width,
                0.96 / 1.04, 1e-9);
}

// cm2, mean of L1 to L3 half-way between the endplates, where bodies are narrowest.
double section_at_mid_height(const BodyParameters& body) {
    constexpr int corners = 720;
    double sum = 0.0;
    for (std::size_t v = l3 - 2; v <= l3; ++v) {
        const EndplateParameters& upper = body.vertebra[v].upper;
        const EndplateParameters& lower = body.vertebra[v].lower;
        const double width = 0.5 * (upper.width + lower.width);
        const Outline outline = scaled({.width = width,
                                        .depth = 0.5 * (upper.depth + lower.depth),
                                        .indentation = body.indentation,
                                        .indentation_width = body.indentation_width_fraction * width},
                                       1.0 - body.waist);
        const auto corner = [&](int i) {
            const double angle = 2.0 * std::numbers::pi * i / corners;
            return outline.point(std::cos(angle), std::sin(angle));
        };
        for (int i = 0; i < corners; ++i) {
            const Vec2 a = corner(i);
            const Vec2 b = corner(i + 1);
            sum += 0.5 * (a.x() * b.y() - a.y() * b.x());
        }
    }
    return sum / 300.0;
}

// Gilsanz et al. 1994, computed tomography: 8.22 +- 1.09 cm2 in 25 healthy women, 10.98 +- 1.25 cm2 in 18 men.
TEST(BodyParameters, BodiesAreAsThickAsThoseOfHealthyLivingAdults) {
    EXPECT_NEAR(section_at_mid_height(of({.sex = Sex::female, .height_cm = 163.0})), 8.22, 0.3 * 1.09);
    EXPECT_NEAR(section_at_mid_height(of({.sex = Sex::male, .height_cm = 176.5})), 10.98, 0.3 * 1.25);
}

TEST(BodyParameters, SexSetsTheBodyWedge) {
    EXPECT_NEAR(of({.sex = Sex::female}).vertebra[l5].wedge_deg, -7.8, 1e-9);
    EXPECT_NEAR(of({.sex = Sex::male}).vertebra[l5].wedge_deg, -4.6, 1e-9);
}

TEST(BodyParameters, StatureScalesHeightsWithTheColumn) {
    const double ratio = (190.0 - 47.258) / (170.0 - 47.258);
    const BodyParameters tall = of({.height_cm = 190.0});
    const BodyParameters reference = of({});
    EXPECT_NEAR(tall.vertebra[l3].height / reference.vertebra[l3].height, ratio, 1e-12);
    EXPECT_NEAR(tall.disc[l4_l5].height / reference.disc[l4_l5].height, ratio, 1e-12);
    EXPECT_GT(tall.vertebra[l3].upper.width, reference.vertebra[l3].upper.width);
    EXPECT_DOUBLE_EQ(tall.disc[l4_l5].wedge_deg, reference.disc[l4_l5].wedge_deg);
}

TEST(BodyParameters, HealthyDiscsGrowWithAgeInsideTheStudiedAges) {
    const double young = of({.age_years = 20.0}).disc[l4_l5].height;
    const double middle = of({.age_years = 40.0}).disc[l4_l5].height;
    const double old = of({.age_years = 69.0}).disc[l4_l5].height;
    EXPECT_LT(young, middle);
    EXPECT_LT(middle, old);
    EXPECT_LT(old / young, 1.3);
    EXPECT_DOUBLE_EQ(of({.age_years = 15.0}).disc[l4_l5].height, young);
    EXPECT_DOUBLE_EQ(of({.age_years = 90.0}).disc[l4_l5].height, old);
}

TEST(BodyParameters, GradeLowersHeightNucleusAndWedgeOfItsDiscOnly) {
    Person person;
    person.disc_grade[l4_l5] = 2;
    const BodyParameters body = of(person);
    EXPECT_NEAR(body.disc[l4_l5].height, 0.6 * 12.5, 1e-9);
    EXPECT_NEAR(body.disc[l4_l5].wedge_deg, 0.6 * 10.8, 1e-9);
    EXPECT_NEAR(body.disc[l4_l5].nucleus_fraction, 0.5 * 0.44, 1e-12);
    EXPECT_NEAR(body.disc[l4_l5 - 1].height, 11.5, 1e-9);
}

TEST(BodyParameters, ScalesChangeHeightOrBreadthAlone) {
    const BodyParameters mean = of({});
    const BodyParameters high = of({.disc_height_scale = 1.2});
    const BodyParameters broad = of({.endplate_scale = 1.1});
    for (std::size_t i = 0; i < disc_count; ++i) {
        EXPECT_NEAR(high.disc[i].height, 1.2 * mean.disc[i].height, 1e-12);
        EXPECT_EQ(high.disc[i].height_loss, 0.0);
        EXPECT_EQ(high.disc[i].wedge_deg, mean.disc[i].wedge_deg);
        EXPECT_EQ(high.vertebra[i].lower.depth, mean.vertebra[i].lower.depth);
        EXPECT_EQ(broad.disc[i].height, mean.disc[i].height);
        EXPECT_NEAR(broad.vertebra[i].lower.depth, 1.1 * mean.vertebra[i].lower.depth, 1e-12);
        EXPECT_NEAR(broad.vertebra[i].upper.width, 1.1 * mean.vertebra[i].upper.width, 1e-12);
        EXPECT_NEAR(broad.disc[i].facet.anterior, 1.1 * mean.disc[i].facet.anterior, 1e-12);
        EXPECT_EQ(broad.vertebra[i].height, mean.vertebra[i].height);
    }
    EXPECT_THROW(of({.disc_height_scale = 0.0}), UserError);
    EXPECT_THROW(of({.endplate_scale = -1.0}), UserError);
}

TEST(BodyParameters, RefusesPersonsOutsideTheTables) {
    EXPECT_THAT([] { of({.height_cm = 250.0}); }, ThrowsMessage<UserError>(HasSubstr("130 to 210 cm")));
    EXPECT_THAT([] { of({.age_years = 5.0}); }, ThrowsMessage<UserError>(HasSubstr("15 to 100 years")));
    Person person;
    person.disc_grade[l4_l5] = 4;
    EXPECT_THAT([&] { of(person); }, ThrowsMessage<UserError>(HasSubstr("grade 4 of disc L4-L5")));
}

TEST(BodyParameters, RefusesASpineUpsideDown) {
    EXPECT_THAT([] { body_parameters(default_anatomy().spine, {}, {.top = Vertebra::L5, .bottom = Vertebra::L4}); },
                ThrowsMessage<UserError>(HasSubstr("from L5 to L4")));
}

TEST(BodyParameters, RefusesADiscThatWouldClose) {
    EXPECT_THAT([] { body_parameters(default_anatomy().spine, {}, {.lordosis_scale = 3.0}); },
                ThrowsMessage<UserError>(HasSubstr("lower lordosis_scale")));
}

}  // namespace
}  // namespace spondyl
