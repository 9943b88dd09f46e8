// SPDX-License-Identifier: Apache-2.0
#include "core/materials/fibre_annulus.hpp"

#include "tests/core/materials/material_checks.hpp"

namespace spondyl {
namespace {

using AnnulusPoint = FibreAnnulus::Point<double>;

FibreAnnulus make_annulus() {
    const double x0[] = {0.004, 0.017, 0.05, 0.12, 0.3};
    const double y0[] = {0.0, 4.5, 22.0, 39.0, 53.5};
    const double x1[] = {0.012, 0.03, 0.07, 0.2, 0.4};
    const double y1[] = {0.0, 8.0, 62.4, 120.0, 145.0};
    const double x2[] = {0.03, 0.08, 0.12, 0.3};
    const double y2[] = {0.0, 40.0, 90.0, 138.0};
    return {.c10 = 0.18,
            .c01 = 0.045,
            .bulk_modulus = 20.0,
            .volume_fraction = 0.16,
            .curves = {MonotoneCurve(x0, y0), MonotoneCurve(x1, y1), MonotoneCurve(x2, y2)}};
}

const FibreAnnulus annulus = make_annulus();

AnnulusPoint random_annulus_point(testing::Random& random) {
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    const double first = unit(random);
    const bool dorsal = unit(random) < 0.5;
    return {{testing::random_unit(random), testing::random_unit(random)},
            0.65 + 0.35 * unit(random),
            {dorsal ? 0.0 : first, 1.0 - first, dorsal ? first : 0.0}};
}

// The tangent of a curve changes by its own size over one interval of the table, of the order of 0.01 to 0.1.
constexpr double amplification = 100.0;

AnnulusPoint along_x(int curve) {
    AnnulusPoint p = {{{1, 0, 0}, {0, 1, 0}}, 0.8, {0.0, 0.0, 0.0}};
    p.share[curve] = 1.0;
    return p;
}

Tensor<double> stretch_x(double stretch) {
    const double side = 1.0 / std::sqrt(stretch);
    return {{{stretch, 0, 0}, {0, side, 0}, {0, 0, side}}};
}

double fibre_part(double stretch, const AnnulusPoint& p) {
    const auto tau = annulus(stretch_x(stretch), p).tau;
    const double matrix = 2.0 * (stretch * stretch - 1.0 / stretch) * (annulus.c10 + annulus.c01 / stretch);
    return tau[0] - tau[1] - matrix;
}

TEST(FibreAnnulus, derivatives_symmetry_objectivity_lanes) {
    testing::expect_sound_material(annulus, random_annulus_point, 200, amplification);
}

// At a tabulated strain each family carries half of the volume fraction times the tabulated nominal stress.
TEST(FibreAnnulus, uniaxial_stress_follows_the_table) {
    EXPECT_NEAR(fibre_part(1.05, along_x(0)), 0.08 * 0.8 * 22.0 * 1.05, 1e-12);
    EXPECT_NEAR(fibre_part(1.07, along_x(1)), 0.08 * 0.8 * 62.4 * 1.07, 1e-12);
    EXPECT_NEAR(fibre_part(1.12, along_x(2)), 0.08 * 0.8 * 90.0 * 1.12, 1e-12);
}

TEST(FibreAnnulus, curves_blend_by_their_shares) {
    AnnulusPoint half = along_x(0);
    half.share[0] = 0.25;
    half.share[1] = 0.75;
    const double expected = 0.25 * fibre_part(1.1, along_x(0)) + 0.75 * fibre_part(1.1, along_x(1));
    EXPECT_NEAR(fibre_part(1.1, half), expected, 1e-12);
}

TEST(FibreAnnulus, slack_and_shortened_fibres_carry_nothing) {
    const MooneyRivlin matrix{.c10 = annulus.c10, .c01 = annulus.c01, .bulk_modulus = 0.0};
    for (const double stretch : {0.75, 1.003}) {
        AnnulusPoint p = along_x(0);
        p.a0[1] = p.a0[0];
        const auto f = stretch_x(stretch);
        const auto with = annulus(f, p);
        const auto without = matrix(f, {});
        for (int i = 0; i < 6; ++i) {
            EXPECT_EQ(with.tau[i], without.tau[i]);
            for (int j = 0; j < 6; ++j) EXPECT_EQ(with.c[i][j], without.c[i][j]);
        }
    }
    EXPECT_GT(fibre_part(1.02, along_x(0)), 0.1);
    EXPECT_NEAR(fibre_part(1.02, along_x(2)), 0.0, 1e-15);  // the dorsal curve is slack up to 3 %
}

// The whole deformation stretches the fibre: a pure volume change loads it, unlike the isochoric matrix.
TEST(FibreAnnulus, swelling_loads_the_fibre) {
    const Tensor<double> f = {{{1.05, 0, 0}, {0, 1.05, 0}, {0, 0, 1.05}}};
    const auto tau = annulus(f, along_x(0)).tau;
    EXPECT_NEAR(tau[0], 0.08 * 0.8 * 22.0 * 1.05, 1e-12);
    EXPECT_NEAR(tau[1], 0.08 * 0.8 * 22.0 * 1.05, 1e-12);  // the second family lies along y
    EXPECT_NEAR(tau[2], 0.0, 1e-14);
}

TEST(FibreAnnulus, fibre_state_reports_the_fibre_phase) {
    const auto states = annulus.fibre_state(stretch_x(1.05), along_x(0));
    EXPECT_NEAR(states[0].stretch, 1.05, 1e-15);
    EXPECT_NEAR(states[0].stress, 0.8 * 22.0 * 1.05, 1e-11);
    EXPECT_NEAR(states[0].direction[0], 1.0, 1e-15);
    EXPECT_LT(states[1].stretch, 1.0);
    EXPECT_EQ(states[1].stress, 0.0);
}

}  // namespace
}  // namespace spondyl
