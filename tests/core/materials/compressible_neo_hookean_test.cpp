// SPDX-License-Identifier: Apache-2.0
#include "core/materials/compressible_neo_hookean.hpp"

#include <cmath>

#include "tests/core/materials/material_checks.hpp"

namespace spondyl {
namespace {

const CompressibleNeoHookean endplate{.youngs_modulus = 23.8, .poisson_ratio = 0.4};

TEST(CompressibleNeoHookean, derivatives_symmetry_objectivity_lanes) {
    testing::expect_sound_material(endplate, testing::no_point<testing::Random>);
}

// At small strain Hooke's law in uniaxial stress: E along the axis, -nu across.
TEST(CompressibleNeoHookean, small_uniaxial_strain_is_hookes_law) {
    const double e = 1e-7;
    const double side = -endplate.poisson_ratio * e;
    const Tensor<double> f = {{{1 + e, 0, 0}, {0, 1 + side, 0}, {0, 0, 1 + side}}};
    const auto tau = endplate(f, {}).tau;
    EXPECT_NEAR(tau[0] / e, endplate.youngs_modulus, 1e-4);
    EXPECT_NEAR(tau[1] / e, 0.0, 1e-4);
}

// Uniaxial stretch s with the sides held: tau_xx = (mu + lambda/2) (s^2 - 1).
TEST(CompressibleNeoHookean, confined_stretch) {
    const double mu = 23.8 / 2.8;
    const double lambda = 23.8 * 0.4 / (1.4 * 0.2);
    for (const double stretch : {0.3, 0.9, 1.2}) {
        const Tensor<double> f = {{{stretch, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
        EXPECT_NEAR(endplate(f, {}).tau[0], (mu + 0.5 * lambda) * (stretch * stretch - 1), 1e-12);
    }
}

// The nominal stress (force over the area at rest) of a confined column grows without bound as the column is pressed
// flat, and never falls on the way.
TEST(CompressibleNeoHookean, compression_never_softens) {
    double before = 0.0;
    for (double stretch = 1.0; stretch > 0.01; stretch *= 0.9) {
        const Tensor<double> f = {{{stretch, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
        const double nominal = -endplate(f, {}).tau[0] / stretch;
        EXPECT_GE(nominal, before) << "stretch " << stretch;
        before = nominal;
    }
    EXPECT_GT(before, 50.0 * endplate.youngs_modulus);
}

TEST(CompressibleNeoHookean, large_rotation_is_free_of_stress) {
    testing::Random random(7);
    for (int i = 0; i < 20; ++i) {
        EXPECT_LT(testing::largest(endplate(testing::random_rotation(random), {}).tau), 1e-13);
    }
}

}  // namespace
}  // namespace spondyl
