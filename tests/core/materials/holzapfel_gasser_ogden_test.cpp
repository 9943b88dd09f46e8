// SPDX-License-Identifier: Apache-2.0
#include "core/materials/holzapfel_gasser_ogden.hpp"

#include "tests/core/materials/material_checks.hpp"

namespace spondyl {
namespace {

using DispersedPoint = HolzapfelGasserOgden::Point<double>;

const HolzapfelGasserOgden dispersed_annulus{
    .c10 = 0.135, .c01 = 0.02, .kappa = 0.075, .bulk_modulus = 20.0, .cap = 3.0};
const HolzapfelGasserOgden aligned{.c10 = 0.135, .c01 = 0.0, .kappa = 0.0, .bulk_modulus = 20.0, .cap = 3.0};

// The range of the regional values of the annulus, from inner dorsal to outer ventral.
DispersedPoint random_dispersed_point(testing::Random& random) {
    std::uniform_real_distribution<double> k1(1.7, 3.7);
    std::uniform_real_distribution<double> k2(37.0, 90.0);
    return {{testing::random_unit(random), testing::random_unit(random)}, k1(random), k2(random)};
}

// d(ln psi'')/dE, with k2 E^2 at the cap and k2 = 90, is about 6 k2 E = 6 sqrt(3 * 90).
constexpr double dispersed_amplification = 100.0;

DispersedPoint along_x(double k1, double k2) {
    return {{{1, 0, 0}, {0, 1, 0}}, k1, k2};
}

Tensor<double> incompressible_stretch(double stretch) {
    const double side = 1.0 / std::sqrt(stretch);
    return {{{stretch, 0, 0}, {0, side, 0}, {0, 0, side}}};
}

TEST(HolzapfelGasserOgden, derivatives_symmetry_objectivity_lanes) {
    testing::expect_sound_material(dispersed_annulus, random_dispersed_point, 200, dispersed_amplification);
}

TEST(HolzapfelGasserOgden, derivatives_with_aligned_fibres) {
    testing::expect_sound_material(aligned, random_dispersed_point, 50, dispersed_amplification);
}

TEST(HolzapfelGasserOgden, derivatives_without_a_cap_in_reach) {
    HolzapfelGasserOgden uncapped = dispersed_annulus;
    uncapped.cap = 1e3;
    testing::expect_sound_material(
        uncapped,
        [](testing::Random& random) {
            DispersedPoint p = random_dispersed_point(random);
            p.k2 = 5.0;
            return p;
        },
        50);
}

// Isochoric stretch along aligned fibres: tau_xx - tau_yy = 2 C10 (s^2 - 1/s) + 2 k1 E exp(k2 E^2) s^2, E = s^2 - 1.
TEST(HolzapfelGasserOgden, uniaxial_along_the_fibre) {
    const double k1 = 2.0;
    const double k2 = 10.0;
    for (const double s : {1.02, 1.1, 1.2}) {
        const double strain = s * s - 1.0;
        ASSERT_LT(k2 * strain * strain, aligned.cap);
        const auto tau = aligned(incompressible_stretch(s), along_x(k1, k2)).tau;
        const double expected =
            2.0 * aligned.c10 * (s * s - 1.0 / s) + 2.0 * k1 * strain * std::exp(k2 * strain * strain) * s * s;
        EXPECT_NEAR(tau[0] - tau[1], expected, 1e-13 * expected);
    }
}

TEST(HolzapfelGasserOgden, shortened_fibres_are_off) {
    const auto squeezed = incompressible_stretch(0.8);
    DispersedPoint both = along_x(2.0, 10.0);
    both.a0[1] = both.a0[0];
    const auto with = aligned(squeezed, both);
    const auto matrix = MooneyRivlin{.c10 = aligned.c10, .c01 = aligned.c01, .bulk_modulus = 0.0}(squeezed, {});
    for (int p = 0; p < 6; ++p) {
        EXPECT_EQ(with.tau[p], matrix.tau[p]);
        for (int q = 0; q < 6; ++q) EXPECT_EQ(with.c[p][q], matrix.c[p][q]);
    }
}

// The stress has no jump where a family switches on, and it does switch on.
TEST(HolzapfelGasserOgden, tension_switch_is_continuous_in_stress) {
    const DispersedPoint p = along_x(2.0, 10.0);
    const double before = aligned(incompressible_stretch(1.0 - 1e-9), p).tau[0];
    const double after = aligned(incompressible_stretch(1.0 + 1e-9), p).tau[0];
    EXPECT_NEAR(before, after, 1e-7);
    EXPECT_GT(aligned(incompressible_stretch(1.05), p).tau[0], 0.3);
}

TEST(HolzapfelGasserOgden, cap_is_continuous_in_energy_stress_and_tangent) {
    const double k1 = 2.0;
    const double k2 = 10.0;
    const DispersedPoint p = along_x(k1, k2);
    const double at_cap = std::sqrt(1.0 + std::sqrt(aligned.cap / k2));
    const double h = 1e-9;
    const auto f0 = incompressible_stretch(at_cap - h);
    const auto f1 = incompressible_stretch(at_cap + h);
    const auto r0 = aligned(f0, p);
    const auto r1 = aligned(f1, p);
    EXPECT_NEAR(aligned.energy(f0, p) / aligned.energy(f1, p), 1.0, 1e-7);
    EXPECT_NEAR(r0.tau[0] / r1.tau[0], 1.0, 1e-6);
    EXPECT_NEAR(r0.c[0][0] / r1.c[0][0], 1.0, 1e-6);
}

// Beyond the cap dpsi/dE grows linearly: equal steps of E add equal stress, and nothing overflows.
TEST(HolzapfelGasserOgden, stress_is_linear_beyond_the_cap) {
    const DispersedPoint p = along_x(3.73, 89.6);
    const auto psi_prime = [&](double strain) {
        const double s = std::sqrt(1.0 + strain);
        const auto tau = aligned(incompressible_stretch(s), p).tau;
        return (tau[0] - tau[1] - 2.0 * aligned.c10 * (s * s - 1.0 / s)) / (2.0 * s * s);
    };
    const double first = psi_prime(0.5) - psi_prime(0.4);
    const double second = psi_prime(3.1) - psi_prime(3.0);
    EXPECT_GT(first, 0.0);
    EXPECT_NEAR(first, second, 1e-9 * first);
    const double at_cap = std::sqrt(aligned.cap / p.k2);
    const double slope = p.k1 * (1.0 + 2.0 * aligned.cap) * std::exp(aligned.cap);
    EXPECT_NEAR(psi_prime(0.4), p.k1 * at_cap * std::exp(aligned.cap) + slope * (0.4 - at_cap), 1e-10 * psi_prime(0.4));
}

// kappa = 1/3 is isotropic: the directions no longer matter.
TEST(HolzapfelGasserOgden, full_dispersion_is_isotropic) {
    HolzapfelGasserOgden isotropic = dispersed_annulus;
    isotropic.kappa = 1.0 / 3.0;
    testing::Random random(5);
    const auto f = testing::random_deformation(random);
    const DispersedPoint a = random_dispersed_point(random);
    DispersedPoint b = random_dispersed_point(random);
    b.k1 = a.k1;
    b.k2 = a.k2;
    EXPECT_NEAR(isotropic.energy(f, a), isotropic.energy(f, b), 1e-12 * isotropic.energy(f, a));
}

TEST(HolzapfelGasserOgden, fibre_state_reports_stretch_direction_and_stress) {
    const double k1 = 2.0;
    const double k2 = 10.0;
    const double s = 1.1;
    const auto states = aligned.fibre_state(incompressible_stretch(s), along_x(k1, k2));
    const double strain = s * s - 1.0;
    EXPECT_NEAR(states[0].stretch, s, 1e-15);
    EXPECT_NEAR(states[0].stress, 2.0 * k1 * strain * std::exp(k2 * strain * strain) * s * s, 1e-12);
    EXPECT_NEAR(states[0].direction[0], 1.0, 1e-15);
    EXPECT_NEAR(states[1].stretch, 1.0 / std::sqrt(s), 1e-15);
    EXPECT_EQ(states[1].stress, 0.0);
}

}  // namespace
}  // namespace spondyl
