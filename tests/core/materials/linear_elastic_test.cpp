// SPDX-License-Identifier: Apache-2.0
#include "core/materials/linear_elastic.hpp"

#include "tests/core/materials/material_checks.hpp"

namespace spondyl {
namespace {

const LinearElastic endplate{.youngs_modulus = 23.8, .poisson_ratio = 0.4};

TEST(LinearElastic, derivatives_symmetry_objectivity_lanes) {
    testing::expect_sound_material(endplate, testing::no_point<testing::Random>);
}

// At small strain Hooke's law in uniaxial stress: E along the axis, -nu across.
TEST(LinearElastic, small_uniaxial_strain_is_hookes_law) {
    const double e = 1e-7;
    const double side = -endplate.poisson_ratio * e;
    const Tensor<double> f = {{{1 + e, 0, 0}, {0, 1 + side, 0}, {0, 0, 1 + side}}};
    const auto tau = endplate(f, {}).tau;
    EXPECT_NEAR(tau[0] / e, endplate.youngs_modulus, 1e-4);
    EXPECT_NEAR(tau[1] / e, 0.0, 1e-4);
}

// Uniaxial stretch with the sides held: S_xx = (lambda + 2 mu) (stretch^2 - 1)/2, tau = stretch^2 S.
TEST(LinearElastic, confined_stretch) {
    const double m = endplate.youngs_modulus * (1 - 0.4) / ((1 + 0.4) * (1 - 0.8));
    for (const double stretch : {0.9, 1.2}) {
        const Tensor<double> f = {{{stretch, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
        EXPECT_NEAR(endplate(f, {}).tau[0], m * 0.5 * (stretch * stretch - 1) * stretch * stretch, 1e-13);
    }
}

TEST(LinearElastic, large_rotation_is_free_of_stress) {
    testing::Random random(7);
    for (int i = 0; i < 20; ++i) {
        EXPECT_LT(testing::largest(endplate(testing::random_rotation(random), {}).tau), 1e-13);
    }
}

}  // namespace
}  // namespace spondyl
