// SPDX-License-Identifier: Apache-2.0
#include "core/materials/prony.hpp"

#include <limits>

#include "core/materials/compressible_neo_hookean.hpp"
#include "core/materials/neo_hookean.hpp"
#include "tests/core/materials/material_checks.hpp"
#include "tests/core/support/sample_materials.hpp"

namespace spondyl {
namespace {

using testing::as;
using testing::expect_objective;
using testing::Random;
using testing::random_deformation;
using testing::Sample;

constexpr double forever = std::numeric_limits<double>::infinity();

// The annulus of docs/tissues.md: fast, slow and very slow.
constexpr PronySeries annulus_law{.terms = {{{0.399, 3.45}, {0.361, 1000.0}, {0.108, 5000.0}}}};
constexpr PronySeries nucleus{.terms = {{{0.638, 0.141}, {0.156, 2.21}, {0.12, 39.9}, {0.0383, 266.0}}}};

// Share of the stress that a ramp of length `ramp` up to a small strain leaves at t, ramp included.
double left_of_ramp(const PronySeries& series, double ramp, double t) {
    double sum = series.long_term_share();
    for (const PronySeries::Term& term : series.terms) {
        sum += term.share * term.time / ramp * (std::exp(-(t - ramp) / term.time) - std::exp(-t / term.time));
    }
    return sum;
}

// An increment with its past frozen in: a material like any other, for checks that know no history.
template <class Material>
struct Increment {
    template <class T>
    using Point = typename Material::template Point<T>;
    template <class T>
    using History = typename Prony<Material>::template History<T>;

    Prony<Material> material;
    History<double> past{};
    double dt = 0.0;

    template <class T>
    T energy(const Tensor<T>& f, const Point<T>& point) const {
        return material.energy(f, point, as<T, Prony<Material>::template History>(past), dt);
    }
    template <class T>
    Response<T> operator()(const Tensor<T>& f, const Point<T>& point) const {
        return material(f, point, as<T, Prony<Material>::template History>(past), dt);
    }
};

template <class Material>
class PronyOf : public ::testing::Test {};
using PronyKinds = ::testing::Types<CompressibleNeoHookean, MooneyRivlin, HolzapfelGasserOgden, FibreAnnulus>;
TYPED_TEST_SUITE(PronyOf, PronyKinds);

// A past of two increments of different length, then one to be judged.
template <class Material>
Increment<Material> after_two(Random& random, double dt) {
    const auto point = Sample<Material>::points(1).front();
    Increment<Material> increment{.material = {.material = Sample<Material>::material(), .series = annulus_law}};
    for (const double before : {0.7, 300.0}) {
        increment.past = increment.material.remember(random_deformation(random), point, increment.past, before);
    }
    increment.dt = dt;
    return increment;
}

TYPED_TEST(PronyOf, derivatives_symmetry_objectivity_lanes) {
    Random random(7);
    const auto make_point = [](Random&) { return Sample<TypeParam>::points(1).front(); };
    for (const double dt : {0.0, 0.5, 700.0, forever}) {
        SCOPED_TRACE(::testing::Message() << "dt " << dt);
        for (int sample = 0; sample < 20; ++sample) {
            const auto increment = after_two<TypeParam>(random, dt);
            const auto point = make_point(random);
            const Tensor<double> f = random_deformation(random);
            testing::expect_stress_is_energy_derivative(increment, point, f);
            testing::expect_tangent_is_second_derivative(increment, point, f, random);
            testing::expect_symmetric(increment(f, point).c);
            expect_objective(increment, point, f, testing::random_rotation(random));
            testing::expect_lanes_equal_scalars(increment, make_point, random, 30.0);
            if (this->HasFailure()) return;
        }
    }
}

// A rotation on the way leaves no stress behind: what is remembered of Q F is what is remembered of F.
TYPED_TEST(PronyOf, rotation_leaves_no_trace) {
    Random random(8);
    const auto point = Sample<TypeParam>::points(1).front();
    const auto increment = after_two<TypeParam>(random, 20.0);
    const Tensor<double> f = random_deformation(random);
    const auto plain = increment.material.remember(f, point, increment.past, 20.0);
    const auto turned =
        increment.material.remember(testing::product(testing::random_rotation(random), f), point, increment.past, 20.0);
    for (int s = 0; s < 6; ++s) {
        EXPECT_NEAR(turned.elastic[s], plain.elastic[s], 1e-11 * testing::largest(plain.elastic));
        for (std::size_t i = 0; i < PronySeries::count; ++i) {
            EXPECT_NEAR(turned.over[i][s], plain.over[i][s], 1e-11 * testing::largest(plain.elastic));
        }
    }
}

TYPED_TEST(PronyOf, static_is_the_elastic_law_and_forever_its_long_term_share) {
    Random random(9);
    const auto point = Sample<TypeParam>::points(1).front();
    const TypeParam elastic = Sample<TypeParam>::material();
    const Prony<TypeParam> material{.material = elastic, .series = annulus_law};
    EXPECT_EQ(material.bulk_modulus, elastic.bulk_modulus);
    EXPECT_NEAR(annulus_law.long_term_share(), 0.132, 1e-15);
    for (int sample = 0; sample < 20; ++sample) {
        const Tensor<double> f = random_deformation(random);
        const auto expected = elastic(f, point);
        const auto sudden = material(f, point, {}, 0.0);
        // Whatever was before, it has relaxed.
        const auto past = material.remember(random_deformation(random), point, {}, 3.0);
        const auto rested = material(f, point, past, forever);
        for (int s = 0; s < 6; ++s) {
            EXPECT_NEAR(sudden.tau[s], expected.tau[s], 1e-14 * testing::largest(expected.tau));
            EXPECT_NEAR(rested.tau[s], 0.132 * expected.tau[s], 1e-14 * testing::largest(expected.tau));
            for (int t = 0; t < 6; ++t) {
                EXPECT_NEAR(sudden.c[s][t], expected.c[s][t], 1e-14 * testing::largest(expected.c));
                EXPECT_NEAR(rested.c[s][t], 0.132 * expected.c[s][t], 1e-14 * testing::largest(expected.c));
            }
        }
    }
}

// Accepting an increment does not move the stress: with the new history and dt = 0 it is the same.
TYPED_TEST(PronyOf, the_stress_does_not_jump_when_it_is_remembered) {
    Random random(10);
    const auto point = Sample<TypeParam>::points(1).front();
    for (const double dt : {0.0, 1.0, 2000.0}) {
        const auto increment = after_two<TypeParam>(random, dt);
        const Tensor<double> f = random_deformation(random);
        const auto before = increment(f, point);
        const auto now = increment.material.remember(f, point, increment.past, dt);
        const auto after = increment.material(f, point, now, 0.0);
        for (int s = 0; s < 6; ++s) EXPECT_NEAR(after.tau[s], before.tau[s], 1e-13 * testing::largest(before.c));
    }
}

// A sudden finite strain, held: the stress is G(t) of the elastic one, in one increment or in many of any sizes.
TYPED_TEST(PronyOf, relaxes_by_its_series_at_any_rate) {
    Random random(11);
    const auto point = Sample<TypeParam>::points(1).front();
    const TypeParam elastic = Sample<TypeParam>::material();
    for (const PronySeries& series : {annulus_law, nucleus}) {
        const Prony<TypeParam> material{.material = elastic, .series = series};
        const Tensor<double> f = random_deformation(random);
        const auto expected = elastic(f, point).tau;
        const auto sudden = material.remember(f, point, {}, 0.0);
        for (const double t : {1e-3, 0.1, 3.0, 60.0, 600.0, 3600.0, 36000.0}) {
            auto past = sudden;
            double now = 0.0;
            for (const double share : {0.001, 0.02, 0.3}) {
                past = material.remember(f, point, past, share * t);
                now += share * t;
            }
            const auto once = material(f, point, sudden, t);
            const auto stepwise = material(f, point, past, t - now);
            for (int s = 0; s < 6; ++s) {
                EXPECT_NEAR(once.tau[s], series.left(t) * expected[s], 1e-12 * testing::largest(expected)) << t;
                EXPECT_NEAR(stepwise.tau[s], series.left(t) * expected[s], 1e-12 * testing::largest(expected)) << t;
            }
        }
    }
}

// Ramp of 1 s and hold, small strain. The elastic stress of a shear is linear in time up to the second order of the
// strain, so that a single increment of a second, and one of ten hours, must be exact to that order.
TEST(Prony, ramp_and_hold_in_shear) {
    constexpr double gamma = 1e-6;
    const auto sheared = [](double share) { return Tensor<double>{{{1, share * gamma, 0}, {0, 1, 0}, {0, 0, 1}}}; };
    const MooneyRivlin elastic{.c10 = 0.18, .c01 = 0.045, .bulk_modulus = 10.0};
    const double sudden = 2.0 * (elastic.c10 + elastic.c01) * gamma;
    for (const PronySeries& series : {annulus_law, nucleus}) {
        const Prony<MooneyRivlin> material{.material = elastic, .series = series};
        for (const int increments : {1, 4}) {
            Prony<MooneyRivlin>::History<double> past{};
            for (int i = 1; i <= increments; ++i) {
                past = material.remember(sheared(double(i) / increments), {}, past, 1.0 / increments);
            }
            EXPECT_NEAR(material(sheared(1.0), {}, past, 0.0).tau[3] / sudden, left_of_ramp(series, 1.0, 1.0), 1e-9);
            for (const double t : {1.5, 5.0, 60.0, 600.0, 3600.0, 36000.0}) {
                const auto tau = material(sheared(1.0), {}, past, t - 1.0).tau;
                EXPECT_NEAR(tau[3] / sudden, left_of_ramp(series, 1.0, t), 1e-9) << t;
            }
        }
    }
}

// Uniaxial, with the sides free and the volume kept: at small strain E = 3 mu relaxes as mu does.
TEST(Prony, ramp_and_hold_uniaxial) {
    constexpr double strain = 1e-6;
    const auto stretched = [](double share) {
        const double stretch = 1.0 + share * strain;
        const double side = 1.0 / std::sqrt(stretch);
        return Tensor<double>{{{stretch, 0, 0}, {0, side, 0}, {0, 0, side}}};
    };
    const MooneyRivlin elastic{.c10 = 0.18, .c01 = 0.045, .bulk_modulus = 10.0};
    const double sudden = 6.0 * (elastic.c10 + elastic.c01) * strain;
    const Prony<MooneyRivlin> material{.material = elastic, .series = annulus_law};
    Prony<MooneyRivlin>::History<double> past{};
    for (const double share : {0.2, 0.5, 1.0}) {
        past = material.remember(stretched(share), {}, past, share == 0.2 ? 2.0 : share == 0.5 ? 3.0 : 5.0);
    }
    for (const double t : {10.0, 30.0, 600.0, 36000.0}) {
        const auto tau = material(stretched(1.0), {}, past, t - 10.0).tau;
        EXPECT_NEAR((tau[0] - tau[1]) / sudden, left_of_ramp(annulus_law, 10.0, t), 2e-6) << t;
    }
}

// What the series leaves after a ramp of a second.
TEST(PronySeries, left_of_a_ramp_of_a_second) {
    const std::pair<double, double> of_annulus[] = {{1.0, 0.947},   {5.0, 0.708},    {60.0, 0.579},
                                                    {600.0, 0.426}, {3600.0, 0.194}, {36000.0, 0.132}};
    for (const auto& [t, share] : of_annulus) EXPECT_NEAR(left_of_ramp(annulus_law, 1.0, t), share, 5e-4) << t;
    const std::pair<double, double> of_nucleus[] = {{1.0, 0.420}, {60.0, 0.105}, {600.0, 0.052}, {3600.0, 0.048}};
    for (const auto& [t, share] : of_nucleus) EXPECT_NEAR(left_of_ramp(nucleus, 1.0, t), share, 5e-4) << t;
    EXPECT_EQ(annulus_law.left(0.0), 1.0);
    EXPECT_NEAR(annulus_law.left(forever), annulus_law.long_term_share(), 1e-15);
    EXPECT_FALSE(PronySeries{}.relaxes());
    EXPECT_TRUE(annulus_law.relaxes());
}

}  // namespace
}  // namespace spondyl
