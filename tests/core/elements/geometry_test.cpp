// SPDX-License-Identifier: Apache-2.0
#include "core/elements/geometry.hpp"

#include <gtest/gtest.h>

#include <random>

namespace spondyl::testing {
namespace {

template <class E>
NodePositions<E> mapped(const Mat3& a, const Vec3& shift = Vec3::Zero()) {
    NodePositions<E> x;
    for (std::size_t i = 0; i < E::nodes; ++i) {
        const auto& c = E::node_positions[i];
        x[i] = a * Vec3(c[0], c[1], c[2]) + shift;
    }
    return x;
}

template <class E>
void expect_volume_is_determinant(double of_reference_shape) {
    Mat3 a;
    a << 1.2, 0.3, -0.1, 0.2, 0.9, 0.4, 0.0, -0.3, 1.5;
    const double determinant = a(0, 0) * (a(1, 1) * a(2, 2) - a(1, 2) * a(2, 1)) -
                               a(0, 1) * (a(1, 0) * a(2, 2) - a(1, 2) * a(2, 0)) +
                               a(0, 2) * (a(1, 0) * a(2, 1) - a(1, 1) * a(2, 0));
    EXPECT_NEAR(element_volume<E>(mapped<E>(a, Vec3(3.0, -2.0, 1.0))), of_reference_shape * determinant, 1e-13);
}

TEST(ElementGeometry, VolumeOfAnAffineMapIsItsDeterminant) {
    expect_volume_is_determinant<Hex8>(8.0);
    expect_volume_is_determinant<Hex20>(8.0);
    expect_volume_is_determinant<Tet4>(1.0 / 6.0);
    expect_volume_is_determinant<Tet10>(1.0 / 6.0);
    expect_volume_is_determinant<Wedge6>(0.5);
}

// A frustum with square ends of sides 4 and 2 and height 3: V = h/3 (A + sqrt(A B) + B) = 28.
TEST(ElementGeometry, VolumeOfAFrustumIsExact) {
    auto x = mapped<Hex8>(Mat3::Identity());
    for (std::size_t i = 0; i < 4; ++i) x[i] = Vec3(2.0 * x[i].x(), 2.0 * x[i].y(), 0.0);
    for (std::size_t i = 4; i < 8; ++i) x[i].z() = 3.0;
    EXPECT_NEAR(element_volume<Hex8>(x), 28.0, 1e-13);
}

// The four modes of a distorted hex20 are orthogonal with mean square 1 and span the linear functions of position.
TEST(ElementGeometry, VolumeModesAreOrthogonalLinearFunctions) {
    std::mt19937 random(2);
    std::uniform_real_distribution<double> shift(-0.1, 0.1);
    auto x = mapped<Hex20>(Mat3(2.0 * Mat3::Identity()), Vec3(50.0, 20.0, -10.0));
    for (Vec3& p : x) p += Vec3(shift(random), shift(random), shift(random));
    const auto modes = volume_modes<Hex20>(x);
    const auto volumes = point_volumes<Hex20>(x);
    const double total = element_volume<Hex20>(x);
    const auto mean = [&](auto&& f) {
        double sum = 0.0;
        for (std::size_t p = 0; p < volumes.size(); ++p) sum += volumes[p] * f(p);
        return sum / total;
    };
    for (std::size_t a = 0; a < 4; ++a) {
        for (std::size_t b = 0; b < 4; ++b) {
            EXPECT_NEAR(mean([&](std::size_t p) { return modes[p][a] * modes[p][b]; }), a == b ? 1.0 : 0.0, 1e-13);
        }
    }
    const auto quadrature = Hex20::quadrature();
    const auto position = [&](std::size_t p) {
        Vec3 sum = Vec3::Zero();
        const auto n = Hex20::shape(quadrature[p].at);
        for (std::size_t i = 0; i < n.size(); ++i) sum += n[i] * x[i];
        return sum;
    };
    for (int c = 0; c < 3; ++c) {
        std::array<double, 4> share{};
        for (std::size_t a = 0; a < 4; ++a)
            share[a] = mean([&](std::size_t p) { return modes[p][a] * position(p)[c]; });
        for (std::size_t p = 0; p < volumes.size(); ++p) {
            double projected = 0.0;
            for (std::size_t a = 0; a < 4; ++a) projected += share[a] * modes[p][a];
            EXPECT_NEAR(projected, position(p)[c], 1e-12);
        }
    }
}

}  // namespace
}  // namespace spondyl::testing
