// SPDX-License-Identifier: Apache-2.0
#include "core/elements/hex8.hpp"

#include <Eigen/LU>
#include <cmath>

namespace spondyl {

std::array<Vec3, 8> hex8_gauss_points() {
    std::array<Vec3, 8> points;
    const double g = 1.0 / std::sqrt(3.0);
    for (std::size_t p = 0; p < 8; ++p) {
        points[p] = Vec3(hex8_corners[p][0], hex8_corners[p][1], hex8_corners[p][2]) * g;
    }
    return points;
}

HexShape hex8_shape(const Vec3& local) {
    HexShape n{};
    for (std::size_t i = 0; i < 8; ++i) {
        const auto& c = hex8_corners[i];
        n[i] = 0.125 * (1.0 + c[0] * local[0]) * (1.0 + c[1] * local[1]) * (1.0 + c[2] * local[2]);
    }
    return n;
}

HexGradient hex8_local_gradient(const Vec3& local) {
    HexGradient g;
    for (std::size_t i = 0; i < 8; ++i) {
        const auto& c = hex8_corners[i];
        const double a = 1.0 + c[0] * local[0];
        const double b = 1.0 + c[1] * local[1];
        const double d = 1.0 + c[2] * local[2];
        g[i] = 0.125 * Vec3(c[0] * b * d, a * c[1] * d, a * b * c[2]);
    }
    return g;
}

Mat3 hex8_jacobian(const std::array<Vec3, 8>& corners, const HexGradient& local_gradient) {
    Mat3 j = Mat3::Zero();
    for (std::size_t i = 0; i < 8; ++i) j += corners[i] * local_gradient[i].transpose();
    return j;
}

double hex8_volume(const std::array<Vec3, 8>& corners) {
    double volume = 0.0;
    for (const Vec3& p : hex8_gauss_points()) {
        volume += hex8_jacobian(corners, hex8_local_gradient(p)).determinant();
    }
    return volume;
}

}  // namespace spondyl
