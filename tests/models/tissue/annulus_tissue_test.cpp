// SPDX-License-Identifier: Apache-2.0
#include "models/tissue/annulus_tissue.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "models/tissue/tissue_set.hpp"

namespace spondyl {
namespace {

// A place in an upright disc: x anterior, y cranial, z right.
AnnulusPoint place(double radius, double theta_deg) {
    const double theta = theta_deg * std::numbers::pi / 180.0;
    return {.element = 0,
            .radius = radius,
            .theta_deg = theta_deg,
            .circumferential = Vec3(-std::sin(theta), 0.0, std::cos(theta)),
            .axial = Vec3(0.0, 1.0, 0.0)};
}

double angle_to_disc_deg(const Vector<double>& a0) {
    return std::asin(std::fabs(a0[1])) * 180.0 / std::numbers::pi;
}

CurveAnnulus curves() {
    return std::get<CurveAnnulus>(load_tissue_set("curves").annulus);
}

ExponentialAnnulus hgo() {
    return std::get<ExponentialAnnulus>(load_tissue_set("hgo").annulus);
}

TEST(CurveAnnulus, fibre_angle_follows_the_circumference) {
    const CurveAnnulus annulus = curves();
    for (const double theta : {0.0, 45.0, 90.0, 180.0}) {
        const auto p = annulus.point(place(0.5, theta));
        for (const auto& a0 : p.a0) {
            EXPECT_NEAR(dot(a0, a0), 1.0, 1e-14);
            EXPECT_NEAR(angle_to_disc_deg(a0), 23.2 + 0.13 * theta, 1e-9);
        }
        // The families mirror each other in the plane of the disc.
        EXPECT_NEAR(p.a0[0][1], -p.a0[1][1], 1e-15);
        EXPECT_NEAR(p.a0[0][0], p.a0[1][0], 1e-15);
        EXPECT_NEAR(p.a0[0][2], p.a0[1][2], 1e-15);
    }
}

TEST(CurveAnnulus, fibre_angle_is_bilinear_in_radius_and_circumference) {
    CurveAnnulus annulus = curves();
    annulus.angle_anterior_outer_deg = 23.0;
    annulus.angle_anterior_inner_deg = 31.0;
    annulus.angle_posterior_outer_deg = 28.0;
    annulus.angle_posterior_inner_deg = 43.0;
    const auto angle = [&](double radius, double theta) {
        return angle_to_disc_deg(annulus.point(place(radius, theta)).a0[0]);
    };
    EXPECT_NEAR(angle(1.0, 0.0), 23.0, 1e-9);
    EXPECT_NEAR(angle(0.0, 0.0), 31.0, 1e-9);
    EXPECT_NEAR(angle(1.0, 180.0), 28.0, 1e-9);
    EXPECT_NEAR(angle(0.0, 180.0), 43.0, 1e-9);
    EXPECT_NEAR(angle(0.5, 90.0), 0.25 * (23.0 + 31.0 + 28.0 + 43.0), 1e-9);
}

TEST(CurveAnnulus, fibres_stiffen_outwards) {
    const CurveAnnulus annulus = curves();
    EXPECT_NEAR(annulus.point(place(0.0, 30.0)).weight, 0.65, 1e-15);
    EXPECT_NEAR(annulus.point(place(0.25, 30.0)).weight, 0.7375, 1e-12);  // the second of the five published layers
    EXPECT_NEAR(annulus.point(place(1.0, 30.0)).weight, 1.0, 1e-15);
}

TEST(CurveAnnulus, each_sector_has_its_curve) {
    const CurveAnnulus annulus = curves();
    const auto expect_only = [&](double theta, int curve) {
        const auto p = annulus.point(place(0.5, theta));
        for (int c = 0; c < FibreAnnulus::curve_count; ++c) EXPECT_EQ(p.share[c], c == curve ? 1.0 : 0.0) << theta;
    };
    expect_only(0.0, 0);
    expect_only(60.0, 0);
    expect_only(90.0, 1);
    expect_only(115.0, 0);
    expect_only(140.0, 2);
    expect_only(180.0, 2);
}

TEST(CurveAnnulus, sectors_blend_smoothly_and_completely) {
    const CurveAnnulus annulus = curves();
    FibreAnnulus::Point<double> before = annulus.point(place(0.5, 0.0));
    for (int i = 1; i <= 1800; ++i) {
        const auto p = annulus.point(place(0.5, 0.1 * i));
        double sum = 0.0;
        for (int c = 0; c < FibreAnnulus::curve_count; ++c) {
            EXPECT_GE(p.share[c], 0.0);
            EXPECT_LT(std::fabs(p.share[c] - before.share[c]), 0.016);  // steepest slope of the step: 1.5 / 10 deg
            sum += p.share[c];
        }
        EXPECT_NEAR(sum, 1.0, 1e-15);
        before = p;
    }
}

TEST(ExponentialAnnulus, regions_have_their_published_values) {
    const ExponentialAnnulus annulus = hgo();
    const auto ventral_outer = annulus.point(place(0.9, 18.0));
    EXPECT_NEAR(ventral_outer.k1, 3.73, 1e-12);
    EXPECT_NEAR(ventral_outer.k2, 89.57, 1e-12);
    EXPECT_NEAR(angle_to_disc_deg(ventral_outer.a0[0]), 31.2, 1e-9);
    const auto dorsal_inner = annulus.point(place(0.1, 162.0));
    EXPECT_NEAR(dorsal_inner.k1, 1.70, 1e-12);
    EXPECT_NEAR(dorsal_inner.k2, 37.39, 1e-12);
    EXPECT_NEAR(angle_to_disc_deg(dorsal_inner.a0[1]), 37.7, 1e-9);
}

TEST(ExponentialAnnulus, regions_are_linear_in_between_and_constant_beyond) {
    const ExponentialAnnulus annulus = hgo();
    EXPECT_NEAR(annulus.k1.at(0.5, 18.0), 0.5 * (3.73 + 1.88), 1e-12);
    EXPECT_NEAR(annulus.k1.at(0.9, 54.0), 0.5 * (3.73 + 3.55), 1e-12);
    EXPECT_NEAR(annulus.k2.at(0.5, 126.0), 0.25 * (70.27 + 51.55 + 50.97 + 37.39), 1e-12);
    EXPECT_EQ(annulus.k1.at(1.0, 0.0), annulus.k1.at(0.9, 18.0));
    EXPECT_EQ(annulus.k1.at(0.0, 180.0), annulus.k1.at(0.1, 162.0));
}

// A sheared element's tangents are not perpendicular; the fibres stay unit vectors.
TEST(AnnulusTissue, fibres_are_unit_vectors_in_a_sheared_mesh) {
    AnnulusPoint p = place(0.5, 30.0);
    p.axial = Vec3(0.3, 0.9, 0.1).normalized();
    for (const auto& a0 : curves().point(p).a0) EXPECT_NEAR(dot(a0, a0), 1.0, 1e-14);
    for (const auto& a0 : hgo().point(p).a0) EXPECT_NEAR(dot(a0, a0), 1.0, 1e-14);
}

}  // namespace
}  // namespace spondyl
