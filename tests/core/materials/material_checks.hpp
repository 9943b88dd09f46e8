// SPDX-License-Identifier: Apache-2.0
// Checks that hold for every material: the stress is the derivative of the energy, the tangent its second derivative,
// and both are objective; SIMD lanes agree with scalars.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <type_traits>

#include "core/materials/material.hpp"
#include "core/math/dual.hpp"
#include "core/math/simd.hpp"
#include "core/math/tensor.hpp"

namespace spondyl::testing {

using Random = std::mt19937;

template <class T = double>
Tensor<T> product(const Tensor<T>& a, const Tensor<T>& b) {
    Tensor<T> c;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) c[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j];
    }
    return c;
}

inline Tensor<double> transpose(const Tensor<double>& a) {
    Tensor<double> t;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) t[i][j] = a[j][i];
    }
    return t;
}

inline Tensor<double> identity() {
    return {{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}};
}

inline Tensor<double> full(const SymTensor<double>& a) {
    Tensor<double> t;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) t[i][j] = a[sym_index[i][j]];
    }
    return t;
}

inline Vector<double> random_unit(Random& random) {
    std::normal_distribution<double> normal;
    Vector<double> v = {normal(random), normal(random), normal(random)};
    const double length = std::sqrt(dot(v, v));
    return {v[0] / length, v[1] / length, v[2] / length};
}

// From a random unit quaternion.
inline Tensor<double> random_rotation(Random& random) {
    std::normal_distribution<double> normal;
    double q[4];
    double norm = 0.0;
    for (double& x : q) {
        x = normal(random);
        norm += x * x;
    }
    for (double& x : q) x /= std::sqrt(norm);
    const auto [w, x, y, z] = q;
    return {{{1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)},
             {2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)},
             {2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)}}};
}

// R1 diag(stretches) R2 with principal stretches between 0.7 and 1.4.
inline Tensor<double> random_deformation(Random& random) {
    std::uniform_real_distribution<double> stretch(0.7, 1.4);
    Tensor<double> d{};
    for (int i = 0; i < 3; ++i) d[i][i] = stretch(random);
    return product(random_rotation(random), product(d, random_rotation(random)));
}

inline Tensor<double> random_gradient(Random& random) {
    std::uniform_real_distribution<double> entry(-1.0, 1.0);
    Tensor<double> a;
    for (auto& row : a.m) {
        for (double& x : row) x = entry(random);
    }
    return a;
}

template <class T>
Tensor<T> as(const Tensor<double>& a) {
    Tensor<T> b;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) b[i][j] = T(a[i][j]);
    }
    return b;
}

// Element data hold nothing but scalars, so they can be rebuilt number by number for another scalar type.
template <class T, template <class> class Point>
Point<T> as(const Point<double>& point) {
    Point<T> other;
    if constexpr (!std::is_empty_v<Point<double>>) {
        // NOLINTNEXTLINE(bugprone-sizeof-expression): numbers in both are compared, by cross-multiplication
        static_assert(sizeof(Point<T>) * sizeof(double) == sizeof(Point<double>) * sizeof(T));
        static_assert(std::is_trivially_copyable_v<Point<T>>);
        for (std::size_t i = 0; i < sizeof(Point<double>) / sizeof(double); ++i) {
            double number;
            std::memcpy(&number, reinterpret_cast<const char*>(&point) + i * sizeof(double), sizeof(double));
            const T converted(number);
            std::memcpy(reinterpret_cast<char*>(&other) + i * sizeof(T), &converted, sizeof(T));
        }
    }
    return other;
}

inline double contract(const Tensor<double>& a, const Tensor<double>& b) {
    double sum = 0.0;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) sum += a[i][j] * b[i][j];
    }
    return sum;
}

inline double largest(const SymTensor<double>& a) {
    double m = 0.0;
    for (double x : a.v) m = std::fmax(m, std::fabs(x));
    return m;
}

inline double largest(const SymTensor4<double>& c) {
    double m = 0.0;
    for (const auto& row : c.v) {
        for (double x : row) m = std::fmax(m, std::fabs(x));
    }
    return m;
}

// c : eps with the symmetric part of a gradient.
inline Tensor<double> contract(const SymTensor4<double>& c, const Tensor<double>& gradient) {
    SymTensor<double> r{};
    for (int p = 0; p < 6; ++p) {
        for (int q = 0; q < 6; ++q) {
            const double strain = 0.5 * (gradient[sym_row[q]][sym_col[q]] + gradient[sym_col[q]][sym_row[q]]);
            r[p] += c[p][q] * (q < 3 ? 1.0 : 2.0) * strain;
        }
    }
    return full(r);
}

// d/ds W((I + s A) F) = tau : A for nine independent A.
template <class Material>
void expect_stress_is_energy_derivative(const Material& material,
                                        const typename Material::template Point<double>& point,
                                        const Tensor<double>& f) {
    using D = Dual<double>;
    const auto response = material(f, point);
    const Tensor<double> tau = full(response.tau);
    const double scale = largest(response.tau) + 1e-3 * largest(response.c);
    const auto dual_point = as<D>(point);
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) {
            Tensor<D> moved = as<D>(f);
            for (int k = 0; k < 3; ++k) moved[i][k].derivative = f[j][k];
            const D energy = material.energy(moved, dual_point);
            EXPECT_NEAR(energy.derivative, tau[i][j], 1e-11 * scale) << "component " << i << j;
        }
    }
}

// d2/ds dt W((I + s A)(I + t B) F) = A : (c : sym B) + A : (B tau) + d/ds of nothing else.
template <class Material>
void expect_tangent_is_second_derivative(const Material& material,
                                         const typename Material::template Point<double>& point,
                                         const Tensor<double>& f, Random& random) {
    using D = Dual<double>;
    using D2 = Dual<D>;
    const auto response = material(f, point);
    const double scale = largest(response.c) + largest(response.tau);
    for (int trial = 0; trial < 6; ++trial) {
        const Tensor<double> a = random_gradient(random);
        const Tensor<double> b = random_gradient(random);
        // F + s A F + t B F: affine in both, so that the mixed derivative is A F : d2W/dF2 : B F.
        const Tensor<double> af = product(a, f);
        const Tensor<double> bf = product(b, f);
        Tensor<D2> moved;
        for (int i = 0; i < 3; ++i) {
            for (int j = 0; j < 3; ++j) moved[i][j] = D2(D(f[i][j], bf[i][j]), D(af[i][j], 0.0));
        }
        const D2 energy = material.energy(moved, as<D2>(point));
        const double expected = contract(a, contract(response.c, b)) + contract(a, product(b, full(response.tau)));
        EXPECT_NEAR(energy.derivative.derivative, expected, 1e-10 * scale);
    }
}

inline void expect_symmetric(const SymTensor4<double>& c) {
    for (int p = 0; p < 6; ++p) {
        for (int q = 0; q < p; ++q) EXPECT_NEAR(c[p][q], c[q][p], 1e-14 * largest(c));
    }
}

// W(Q F) = W(F) and tau(Q F) = Q tau(F) Q^T.
template <class Material>
void expect_objective(const Material& material, const typename Material::template Point<double>& point,
                      const Tensor<double>& f, const Tensor<double>& q) {
    const auto response = material(f, point);
    const double scale = largest(response.tau) + 1e-3 * largest(response.c);
    const Tensor<double> rotated = product(q, f);
    EXPECT_NEAR(material.energy(rotated, point), material.energy(f, point), 1e-12 * scale);
    const Tensor<double> expected = product(q, product(full(response.tau), transpose(q)));
    const Tensor<double> tau = full(material(rotated, point).tau);
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) EXPECT_NEAR(tau[i][j], expected[i][j], 1e-12 * scale);
    }
}

// Every lane holds another deformation and other element data; each equals the scalar result. The compiler fuses
// multiply and add at different places in the two, so the strain differs in its last bits; `amplification` is how
// much faster than the strain the material's tangent may change (relative), 1 for a polynomial law.
template <class Material, class MakePoint>
void expect_lanes_equal_scalars(const Material& material, MakePoint make_point, Random& random, double amplification) {
    using Point = typename Material::template Point<double>;
    using Lanes = typename Material::template Point<Lane>;
    Tensor<double> f[lane_width];
    Point point[lane_width];
    Tensor<Lane> lane_f;
    Lanes lane_point;
    for (int l = 0; l < lane_width; ++l) {
        f[l] = random_deformation(random);
        point[l] = make_point(random);
        for (int i = 0; i < 3; ++i) {
            for (int j = 0; j < 3; ++j) lane_f[i][j][l] = f[l][i][j];
        }
        if constexpr (!std::is_empty_v<Point>) {
            for (std::size_t k = 0; k < sizeof(Point) / sizeof(double); ++k) {
                std::memcpy(reinterpret_cast<char*>(&lane_point) +
                                (k * lane_width + static_cast<std::size_t>(l)) * sizeof(double),
                            reinterpret_cast<const char*>(&point[l]) + k * sizeof(double), sizeof(double));
            }
        }
    }
    const auto lanes = material(lane_f, lane_point);
    const Lane energy = material.energy(lane_f, lane_point);
    for (int l = 0; l < lane_width; ++l) {
        const auto scalar = material(f[l], point[l]);
        const double tolerance = 1e-14 * amplification * largest(scalar.c);
        for (int p = 0; p < 6; ++p) {
            EXPECT_NEAR(lanes.tau[p][l], scalar.tau[p], tolerance);
            for (int q = 0; q < 6; ++q) EXPECT_NEAR(lanes.c[p][q][l], scalar.c[p][q], tolerance);
        }
        EXPECT_NEAR(energy[l], material.energy(f[l], point[l]), tolerance);
    }
}

// All of the above over random deformations, plus rest: no energy, no stress.
template <class Material, class MakePoint>
void expect_sound_material(const Material& material, MakePoint make_point, int samples = 200,
                           double amplification = 1.0) {
    Random random(20240229);
    for (int sample = 0; sample < samples; ++sample) {
        const auto point = make_point(random);
        const Tensor<double> f = random_deformation(random);
        SCOPED_TRACE(::testing::Message() << "sample " << sample);
        expect_stress_is_energy_derivative(material, point, f);
        expect_tangent_is_second_derivative(material, point, f, random);
        expect_symmetric(material(f, point).c);
        expect_objective(material, point, f, random_rotation(random));
        expect_lanes_equal_scalars(material, make_point, random, amplification);
        if (::testing::Test::HasFailure()) return;
    }
    const auto point = make_point(random);
    const auto rest = material(identity(), point);
    EXPECT_NEAR(material.energy(identity(), point), 0.0, 1e-15 * largest(rest.c));
    EXPECT_LT(largest(rest.tau), 1e-14 * largest(rest.c));
    EXPECT_GT(largest(rest.c), 0.0);
}

template <class T>
NoPoint<double> no_point(T& /*random*/) {
    return {};
}

}  // namespace spondyl::testing
