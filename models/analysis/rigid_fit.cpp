// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/rigid_fit.hpp"

#include <Eigen/LU>
#include <Eigen/SVD>

#include "core/error.hpp"

namespace spondyl {

RigidMotion fit_rigid_motion(std::span<const int> nodes, std::span<const Vec3> rest, std::span<const Vec3> now,
                             const Vec3& centre) {
    SPONDYL_ASSERT(nodes.size() >= 3, "{} points do not fix a rigid motion", nodes.size());
    Vec3 mean_rest = Vec3::Zero();
    Vec3 mean_now = Vec3::Zero();
    for (const int n : nodes) {
        mean_rest += rest[n];
        mean_now += now[n];
    }
    mean_rest /= static_cast<double>(nodes.size());
    mean_now /= static_cast<double>(nodes.size());
    Mat3 covariance = Mat3::Zero();
    for (const int n : nodes) covariance += (now[n] - mean_now) * (rest[n] - mean_rest).transpose();
    const Eigen::JacobiSVD<Mat3> svd(covariance, Eigen::ComputeFullU | Eigen::ComputeFullV);
    Mat3 sign = Mat3::Identity();
    // For nearly flat point sets the smallest direction may be reflected.
    if ((svd.matrixU() * svd.matrixV().transpose()).determinant() < 0.0) sign(2, 2) = -1.0;
    RigidMotion motion;
    motion.rotation = svd.matrixU() * sign * svd.matrixV().transpose();
    motion.translation = mean_now + motion.rotation * (centre - mean_rest) - centre;
    return motion;
}

}  // namespace spondyl
