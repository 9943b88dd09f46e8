// SPDX-License-Identifier: Apache-2.0
#include "core/materials/reduced_polynomial.hpp"

#include "core/materials/neo_hookean.hpp"
#include "tests/core/materials/material_checks.hpp"

namespace spondyl {
namespace {

const ReducedPolynomial yeoh{.c = {0.146, -0.008, 0.0031, 0.0, 0.0, 0.0}, .bulk_modulus = 100.0};
const ReducedPolynomial all_terms{.c = {0.3, 0.1, 0.05, 0.02, 0.01, 0.004}, .bulk_modulus = 100.0};

TEST(ReducedPolynomial, derivatives_symmetry_objectivity_lanes) {
    testing::expect_sound_material(yeoh, testing::no_point<testing::Random>);
    testing::expect_sound_material(all_terms, testing::no_point<testing::Random>);
}

TEST(ReducedPolynomial, one_constant_is_neo_hookean) {
    const ReducedPolynomial one{.c = {0.25}, .bulk_modulus = 10.0};
    const MooneyRivlin same = neo_hookean(0.5, 10.0);
    testing::Random random(3);
    for (int i = 0; i < 20; ++i) {
        const Tensor<double> f = testing::random_deformation(random);
        EXPECT_NEAR(one.energy(f, {}), same.energy(f, {}), 1e-14);
        for (int s = 0; s < 6; ++s) EXPECT_NEAR(one(f, {}).tau[s], same(f, {}).tau[s], 1e-14);
    }
}

// Incompressible uniaxial stretch of Yeoh's solid: sigma = 2 (s^2 - 1/s) (c1 + 2 c2 (I1 - 3) + 3 c3 (I1 - 3)^2).
TEST(ReducedPolynomial, yeoh_in_tension) {
    for (const double stretch : {0.6, 1.3, 2.5}) {
        const double side = 1.0 / std::sqrt(stretch);
        const Tensor<double> f = {{{stretch, 0, 0}, {0, side, 0}, {0, 0, side}}};
        const double x = stretch * stretch + 2.0 / stretch - 3.0;
        const double expected =
            2.0 * (stretch * stretch - 1.0 / stretch) * (yeoh.c[0] + 2.0 * yeoh.c[1] * x + 3.0 * yeoh.c[2] * x * x);
        const auto tau = yeoh(f, {}).tau;
        EXPECT_NEAR(tau[0] - tau[1], expected, 1e-13);
    }
}

}  // namespace
}  // namespace spondyl
