// SPDX-License-Identifier: Apache-2.0
// Strips cut from the annulus and pulled, as the sets predict them, beside the measured moduli.
//
// Elliott and Setton 2001 (doi:10.1115/1.1374202): linear modulus of human strips, circumferential 17.4 +- 14.3 MPa in
// the outer and 5.6 +- 4.7 MPa in the inner annulus, axial 0.8 +- 0.9 MPa. No set was fitted to them, and the
// circumferential moduli of several miss: docs/validation/calibration.md tabulates the values that this test prints.
// Held here are the order of the rings and the axial modulus.
#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "models/tissue/tissue_set.hpp"

namespace spondyl {
namespace {

constexpr double ventral_deg = 45.0;  // anterolateral strips
constexpr double outer = 0.9;         // radius
constexpr double inner = 0.1;

AnnulusPoint strip(double radius) {
    const double theta = ventral_deg * std::numbers::pi / 180.0;
    return {.element = 0,
            .radius = radius,
            .theta_deg = ventral_deg,
            .circumferential = Vec3(-std::sin(theta), 0.0, std::cos(theta)),
            .axial = Vec3(0.0, 1.0, 0.0)};
}

// Nominal stress of a strip pulled to `stretch` along `along`, its other two faces free, in units of MPa.
class Strip {
  public:
    Strip(const TissueSet& set, double radius) : set_(set), where_(strip(radius)) {}

    // Slope between 6 and 7 % strain.
    [[nodiscard]] double modulus(const Vec3& along) const { return (stress(along, 0.07) - stress(along, 0.06)) / 0.01; }
    [[nodiscard]] double circumferential_modulus() const { return modulus(where_.circumferential); }
    [[nodiscard]] double axial_modulus() const { return modulus(where_.axial); }

  private:
    [[nodiscard]] double energy(const Vec3& stretches, const Eigen::Matrix3d& axes) const {
        const Eigen::Matrix3d f = axes * stretches.asDiagonal() * axes.transpose();
        Tensor<double> g{};
        for (int i = 0; i < 3; ++i) {
            for (int j = 0; j < 3; ++j) g[i][j] = f(i, j);
        }
        const double volume = stretches.prod();
        return std::visit(
            [&](const auto& tissue) {
                return tissue.material.energy(g, tissue.point(where_)) +
                       0.5 * tissue.material.bulk_modulus * (volume - 1.0) * (volume - 1.0);
            },
            set_.annulus);
    }

    // The two transverse stretches minimise the energy; its derivative to the held stretch is the nominal stress.
    [[nodiscard]] double stress(const Vec3& along, double strain) const {
        Eigen::Matrix3d axes;
        axes.col(0) = along;
        axes.col(1) = along.unitOrthogonal();
        if (std::fabs(along.y()) < 0.5) axes.col(1) = Vec3::UnitY();
        axes.col(2) = axes.col(0).cross(axes.col(1));
        constexpr double h = 1e-5;
        Vec3 stretches(1.0 + strain, 1.0, 1.0);
        const auto derivative = [&](const Vec3& at, int i) {
            const Vec3 e = h * Vec3::Unit(i);
            return (energy(at + e, axes) - energy(at - e, axes)) / (2.0 * h);
        };
        for (int iteration = 0; iteration < 200; ++iteration) {
            const Eigen::Vector2d r(derivative(stretches, 1), derivative(stretches, 2));
            Eigen::Matrix2d k;
            for (int j = 0; j < 2; ++j) {
                const Vec3 e = 1e-4 * Vec3::Unit(j + 1);
                for (int i = 0; i < 2; ++i) {
                    k(i, j) = (derivative(stretches + e, i + 1) - derivative(stretches - e, i + 1)) / 2e-4;
                }
            }
            Eigen::Vector2d step = -k.ldlt().solve(r);
            const double length = step.cwiseAbs().maxCoeff();
            if (length > 0.02) step *= 0.02 / length;
            stretches.tail<2>() += step;
            if (length < 1e-9) break;
        }
        return derivative(stretches, 0);
    }

    const TissueSet& set_;
    AnnulusPoint where_;
};

TEST(TissueSpecimens, outer_strips_are_stiffest_and_axial_ones_as_soft_as_measured) {
    for (const std::string& name : tissue_set_names()) {
        const TissueSet set = load_tissue_set(name);
        const double outer_modulus = Strip(set, outer).circumferential_modulus();
        const double inner_modulus = Strip(set, inner).circumferential_modulus();
        const double axial_modulus = Strip(set, outer).axial_modulus();
        std::printf("%-14s circumferential %.1f outer, %.1f inner, axial %.2f MPa\n", name.c_str(), outer_modulus,
                    inner_modulus, axial_modulus);
        EXPECT_GT(outer_modulus, inner_modulus) << name;
        EXPECT_GT(inner_modulus, axial_modulus) << name;
        EXPECT_GT(axial_modulus, 0.0) << name;
        EXPECT_LT(axial_modulus, 0.8 + 2.0 * 0.9) << name;
    }
}

}  // namespace
}  // namespace spondyl
