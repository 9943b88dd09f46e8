// SPDX-License-Identifier: Apache-2.0
#include "core/materials/mooney_rivlin.hpp"

#include "core/materials/neo_hookean.hpp"
#include "tests/core/materials/material_checks.hpp"

namespace spondyl {
namespace {

using testing::expect_sound_material;
using testing::no_point;
using testing::Random;

const MooneyRivlin annulus_matrix{.c10 = 0.18, .c01 = 0.045, .bulk_modulus = 10.0};

TEST(MooneyRivlin, derivatives_symmetry_objectivity_lanes) {
    expect_sound_material(annulus_matrix, no_point<Random>);
}

TEST(MooneyRivlin, neo_hookean_derivatives) {
    expect_sound_material(neo_hookean_from_youngs(1.0, 0.45), no_point<Random>);
}

// sigma = 2 (lambda^2 - 1/lambda)(C10 + C01/lambda) along the axis when the sides are free of stress.
TEST(MooneyRivlin, uniaxial_incompressible) {
    for (const double stretch : {0.6, 0.8, 1.1, 1.5, 2.0}) {
        const double side = 1.0 / std::sqrt(stretch);
        const Tensor<double> f = {{{stretch, 0, 0}, {0, side, 0}, {0, 0, side}}};
        const auto tau = annulus_matrix(f, {}).tau;
        const double expected =
            2.0 * (stretch * stretch - 1.0 / stretch) * (annulus_matrix.c10 + annulus_matrix.c01 / stretch);
        EXPECT_NEAR(tau[0] - tau[1], expected, 1e-14);
        EXPECT_NEAR(tau[1], tau[2], 1e-15);
    }
}

// Simple shear gamma: tau_xy = 2 (C10 + C01) gamma, and the normal stress differences of Rivlin 1948:
// tau_xx - tau_zz = 2 C10 gamma^2, tau_yy - tau_zz = -2 C01 gamma^2.
TEST(MooneyRivlin, simple_shear) {
    for (const double gamma : {-0.7, 0.1, 0.5, 1.2}) {
        const Tensor<double> f = {{{1, gamma, 0}, {0, 1, 0}, {0, 0, 1}}};
        const auto tau = annulus_matrix(f, {}).tau;
        EXPECT_NEAR(tau[3], 2.0 * (annulus_matrix.c10 + annulus_matrix.c01) * gamma, 1e-15);
        EXPECT_NEAR(tau[0] - tau[2], 2.0 * annulus_matrix.c10 * gamma * gamma, 1e-14);
        EXPECT_NEAR(tau[1] - tau[2], -2.0 * annulus_matrix.c01 * gamma * gamma, 1e-14);
    }
}

TEST(MooneyRivlin, pure_volume_change_is_free_of_stress) {
    for (const double stretch : {0.8, 1.3}) {
        const Tensor<double> f = {{{stretch, 0, 0}, {0, stretch, 0}, {0, 0, stretch}}};
        EXPECT_LT(testing::largest(annulus_matrix(f, {}).tau), 1e-15);
        EXPECT_NEAR(annulus_matrix.energy(f, {}), 0.0, 1e-15);
    }
}

TEST(MooneyRivlin, initial_shear_modulus) {
    const auto c = annulus_matrix(testing::identity(), {}).c;
    EXPECT_NEAR(c[3][3], 2.0 * (annulus_matrix.c10 + annulus_matrix.c01), 1e-15);
}

TEST(NeoHookean, constants_agree) {
    const MooneyRivlin m = neo_hookean_from_youngs(3.0, 0.25);
    EXPECT_DOUBLE_EQ(m.c10, 0.6);           // mu / 2 = E / 4 / (1 + nu)
    EXPECT_DOUBLE_EQ(m.bulk_modulus, 2.0);  // E / 3 / (1 - 2 nu)
    EXPECT_DOUBLE_EQ(bulk_modulus_from_shear(1.2, 0.25), 2.0);
}

}  // namespace
}  // namespace spondyl
