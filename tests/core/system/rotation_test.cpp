// SPDX-License-Identifier: Apache-2.0
#include "core/system/rotation.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <numbers>
#include <random>

namespace spondyl::testing {
namespace {

Vec3 random_axis(std::mt19937& random) {
    std::normal_distribution<double> normal;
    return Vec3(normal(random), normal(random), normal(random)).normalized();
}

TEST(Rotation, ExponentialAgreesWithTheAxisAngleMatrix) {
    std::mt19937 random(1);
    for (const double angle : {1e-12, 1e-7, 0.9e-4, 1.1e-4, 1e-2, 0.7, 2.0, 3.1, 5.0}) {
        const Vec3 axis = random_axis(random);
        const Mat3 expected = Eigen::AngleAxisd(angle, axis).toRotationMatrix();
        EXPECT_LT((rotation_exp(angle * axis) - expected).norm(), 2e-15) << "angle " << angle;
    }
}

TEST(Rotation, ExponentialIsOrthogonal) {
    std::mt19937 random(2);
    std::uniform_real_distribution<double> size(-3.0, 3.0);
    for (int sample = 0; sample < 100; ++sample) {
        const Mat3 r = rotation_exp(Vec3(size(random), size(random), size(random)));
        EXPECT_LT((r.transpose() * r - Mat3::Identity()).norm(), 3e-15);
        EXPECT_GT(r.determinant(), 0.0);
    }
}

TEST(Rotation, LogarithmInvertsTheExponential) {
    std::mt19937 random(3);
    for (const double angle : {0.0, 1e-14, 1e-9, 1e-5, 1e-3, 0.5, 1.5, 2.9, 3.1, std::numbers::pi - 1e-4}) {
        for (int sample = 0; sample < 20; ++sample) {
            const Vec3 w = angle * random_axis(random);
            EXPECT_LT((rotation_log(rotation_exp(w)) - w).norm(), 1e-15 + 4e-15 * angle) << "angle " << angle;
        }
    }
}

// At pi the vector's sign is lost, not the rotation.
TEST(Rotation, HalfTurnsKeepTheirAngleAndAxis) {
    std::mt19937 random(4);
    for (int sample = 0; sample < 20; ++sample) {
        const Vec3 w = std::numbers::pi * random_axis(random);
        const Vec3 back = rotation_log(rotation_exp(w));
        EXPECT_NEAR(back.norm(), std::numbers::pi, 1e-7);
        EXPECT_LT(std::min((back - w).norm(), (back + w).norm()), 1e-7);
    }
}

TEST(Rotation, AnglesBeyondPiComeBackTheShortWay) {
    const Vec3 axis = Vec3(1.0, 2.0, -2.0) / 3.0;
    const double angle = 1.25 * std::numbers::pi;
    const Vec3 back = rotation_log(rotation_exp(angle * axis));
    EXPECT_LT((back - (angle - 2.0 * std::numbers::pi) * axis).norm(), 1e-14);
}

TEST(Rotation, CrossMatrixIsTheCrossProduct) {
    const Vec3 a(1.0, -2.0, 0.5);
    const Vec3 b(0.3, 4.0, -1.0);
    EXPECT_EQ(cross_matrix(a) * b, a.cross(b));
}

}  // namespace
}  // namespace spondyl::testing
