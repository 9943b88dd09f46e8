// SPDX-License-Identifier: Apache-2.0
#include "core/elements/hex8.hpp"

#include <gtest/gtest.h>

#include <random>

namespace spondyl::testing {
namespace {

std::array<Vec3, 8> cube() {
    std::array<Vec3, 8> x;
    for (std::size_t i = 0; i < 8; ++i) x[i] = Vec3(hex8_corners[i][0], hex8_corners[i][1], hex8_corners[i][2]);
    return x;
}

TEST(Hex8, ShapeFunctionsSumToOneAndGradientsAreTheirDerivatives) {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> local(-1.0, 1.0);
    for (int sample = 0; sample < 20; ++sample) {
        const Vec3 at(local(random), local(random), local(random));
        const HexShape n = hex8_shape(at);
        const HexGradient g = hex8_local_gradient(at);
        double sum = 0.0;
        for (std::size_t i = 0; i < 8; ++i) {
            sum += n[i];
            for (int c = 0; c < 3; ++c) {
                // Linear in each coordinate: a central difference of any size is exact.
                const Vec3 h = 0.5 * Vec3::Unit(c);
                EXPECT_NEAR(hex8_shape(at + h)[i] - hex8_shape(at - h)[i], g[i][c], 1e-15);
            }
        }
        EXPECT_NEAR(sum, 1.0, 1e-15);
    }
}

TEST(Hex8, ShapeFunctionsAreOneAtTheirNodeAndZeroAtTheOthers) {
    const auto corners = cube();
    for (std::size_t i = 0; i < 8; ++i) {
        const HexShape n = hex8_shape(corners[i]);
        for (std::size_t j = 0; j < 8; ++j) EXPECT_EQ(n[j], i == j ? 1.0 : 0.0);
    }
}

TEST(Hex8, VolumeOfAnAffineCubeIsTheDeterminant) {
    Mat3 a;
    a << 1.2, 0.3, -0.1, 0.2, 0.9, 0.4, 0.0, -0.3, 1.5;
    auto x = cube();
    for (Vec3& p : x) p = a * p + Vec3(3.0, -2.0, 1.0);
    const double determinant = a(0, 0) * (a(1, 1) * a(2, 2) - a(1, 2) * a(2, 1)) -
                               a(0, 1) * (a(1, 0) * a(2, 2) - a(1, 2) * a(2, 0)) +
                               a(0, 2) * (a(1, 0) * a(2, 1) - a(1, 1) * a(2, 0));
    EXPECT_NEAR(hex8_volume(x), 8.0 * determinant, 1e-13);
}

// A frustum with square ends of sides 4 and 2 and height 3: V = h/3 (A + sqrt(A B) + B) = 28.
TEST(Hex8, VolumeOfAFrustumIsExact) {
    auto x = cube();
    for (std::size_t i = 0; i < 4; ++i) x[i] = Vec3(2.0 * x[i].x(), 2.0 * x[i].y(), 0.0);
    for (std::size_t i = 4; i < 8; ++i) x[i].z() = 3.0;
    EXPECT_NEAR(hex8_volume(x), 28.0, 1e-13);
}

}  // namespace
}  // namespace spondyl::testing
