// SPDX-License-Identifier: Apache-2.0
#include "core/system/rotation.hpp"

#include <Eigen/Geometry>
#include <cmath>

namespace spondyl {

Mat3 cross_matrix(const Vec3& w) {
    Mat3 m;
    m << 0.0, -w.z(), w.y(), w.z(), 0.0, -w.x(), -w.y(), w.x(), 0.0;
    return m;
}

Mat3 rotation_exp(const Vec3& w) {
    const double angle2 = w.squaredNorm();
    const double angle = std::sqrt(angle2);
    double a = 1.0 - angle2 / 6.0;   // sin(t)/t
    double b = 0.5 - angle2 / 24.0;  // (1 - cos(t))/t^2
    if (angle > 1e-4) {
        a = std::sin(angle) / angle;
        const double half = std::sin(0.5 * angle) / angle;
        b = 2.0 * half * half;
    }
    const Mat3 k = cross_matrix(w);
    return Mat3::Identity() + a * k + b * k * k;
}

Vec3 rotation_log(const Mat3& rotation) {
    // Through the quaternion: well conditioned at small angles, where acos of the trace is not.
    Eigen::Quaterniond q(rotation);
    q.normalize();
    if (q.w() < 0.0) q.coeffs() = -q.coeffs();
    const double sine = q.vec().norm();
    const double angle = 2.0 * std::atan2(sine, q.w());
    const double factor = sine > 1e-12 ? angle / sine : 2.0;
    return factor * q.vec();
}

}  // namespace spondyl
