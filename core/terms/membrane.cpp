// SPDX-License-Identifier: Apache-2.0
#include "core/terms/membrane.hpp"

#include <Eigen/Geometry>
#include <Eigen/LU>
#include <cmath>

#include "core/error.hpp"

namespace spondyl {

namespace {

constexpr double quad_corners[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};

// Derivatives of the bilinear shape functions with respect to the local coordinates in [-1, 1]^2.
std::array<Eigen::Vector2d, 4> local_gradient(double xi, double eta) {
    std::array<Eigen::Vector2d, 4> g;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto& c = quad_corners[i];
        g[i] = 0.25 * Eigen::Vector2d(c[0] * (1.0 + c[1] * eta), c[1] * (1.0 + c[0] * xi));
    }
    return g;
}

using Mat32 = Eigen::Matrix<double, 3, 2>;

Mat32 surface_gradient(const std::array<Vec3, 4>& corners, const std::array<Eigen::Vector2d, 4>& gradient) {
    Mat32 f = Mat32::Zero();
    for (std::size_t i = 0; i < 4; ++i) f += corners[i] * gradient[i].transpose();
    return f;
}

std::array<Vec3, 4> corners_of(const Quad& quad, std::span<const Vec3> positions) {
    return {positions[quad[0]], positions[quad[1]], positions[quad[2]], positions[quad[3]]};
}

}  // namespace

Membrane::Membrane(std::string name, std::span<const Vec3> reference, std::vector<Quad> quads, double youngs_modulus,
                   double poisson_ratio, double thickness)
    : name_(std::move(name)), quads_(std::move(quads)) {
    const double factor = youngs_modulus / (1.0 - poisson_ratio * poisson_ratio);
    elasticity_ << factor, factor * poisson_ratio, 0.0,  //
        factor * poisson_ratio, factor, 0.0,             //
        0.0, 0.0, 0.5 * factor * (1.0 - poisson_ratio);
    points_.reserve(quads_.size());
    for (const Quad& quad : quads_) points_.push_back(reference_points(corners_of(quad, reference), thickness));
}

Membrane::Points Membrane::reference_points(const std::array<Vec3, 4>& corners, double thickness) const {
    const Mat32 centre = surface_gradient(corners, local_gradient(0.0, 0.0));
    const Vec3 middle_normal = centre.col(0).cross(centre.col(1));
    Points points;
    for (std::size_t p = 0; p < 4; ++p) {
        const auto local = local_gradient(quad_corners[p][0] / std::sqrt(3.0), quad_corners[p][1] / std::sqrt(3.0));
        const Mat32 tangents = surface_gradient(corners, local);
        const Vec3 normal = tangents.col(0).cross(tangents.col(1));
        SPONDYL_ASSERT(normal.dot(middle_normal) > 0.0, "a quad of membrane {} is folded at ({}, {}, {}) mm", name_,
                       corners[0].x(), corners[0].y(), corners[0].z());
        Mat32 basis;
        basis.col(0) = tangents.col(0).normalized();
        basis.col(1) = normal.cross(tangents.col(0)).normalized();
        const Eigen::Matrix2d inverse_transpose = (basis.transpose() * tangents).inverse().transpose();
        for (std::size_t i = 0; i < 4; ++i) points[p].gradient[i] = inverse_transpose * local[i];
        points[p].volume = thickness * normal.norm();
    }
    return points;
}

void Membrane::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    blocks_.clear();
    residual_begin_.assign(1, 0);
    tangent_begin_.assign(1, 0);
    for (const Quad& quad : quads_) {
        blocks_.emplace_back(kinematics, quad);
        slots.block(blocks_.back().dofs());
        residual_begin_.push_back(residual_begin_.back() + blocks_.back().residual_slots());
        tangent_begin_.push_back(tangent_begin_.back() + blocks_.back().tangent_slots());
    }
}

Evaluation Membrane::evaluate(const Kinematics& kinematics, const State& state, Request request,
                              std::span<double> residual, std::span<double> tangent) const {
    const auto count = static_cast<std::ptrdiff_t>(quads_.size());
    std::vector<double> energy(quads_.size(), 0.0);
#pragma omp parallel for schedule(static)
    for (std::ptrdiff_t q = 0; q < count; ++q) {
        const auto corners = corners_of(quads_[q], state.positions);
        Eigen::VectorXd force = Eigen::VectorXd::Zero(12);
        Eigen::MatrixXd stiffness = Eigen::MatrixXd::Zero(12, 12);
        for (const Point& point : points_[q]) {
            const Mat32 f = surface_gradient(corners, point.gradient);
            const Eigen::Matrix2d c = f.transpose() * f;
            const Vec3 strain(0.5 * (c(0, 0) - 1.0), 0.5 * (c(1, 1) - 1.0), c(0, 1));
            const Vec3 s = point.volume * elasticity_ * strain;
            const Mat3 d = point.volume * elasticity_;
            energy[q] += 0.5 * s.dot(strain);
            Eigen::Matrix2d stress;
            stress << s[0], s[2], s[2], s[1];
            Eigen::Matrix<double, 3, 12> b;
            for (Eigen::Index i = 0; i < 4; ++i) {
                const Eigen::Vector2d& g = point.gradient[i];
                b.block<1, 3>(0, 3 * i) = g[0] * f.col(0).transpose();
                b.block<1, 3>(1, 3 * i) = g[1] * f.col(1).transpose();
                b.block<1, 3>(2, 3 * i) = (g[1] * f.col(0) + g[0] * f.col(1)).transpose();
            }
            force += b.transpose() * s;
            if (!request.tangent) continue;
            stiffness += b.transpose() * d * b;
            for (Eigen::Index i = 0; i < 4; ++i) {
                for (Eigen::Index j = 0; j < 4; ++j) {
                    const double geometric = point.gradient[i].dot(stress * point.gradient[j]);
                    stiffness.block<3, 3>(3 * i, 3 * j).diagonal().array() += geometric;
                }
            }
        }
        blocks_[q].condense(
            kinematics, state, force, stiffness, residual.subspan(residual_begin_[q], blocks_[q].residual_slots()),
            request.tangent ? tangent.subspan(tangent_begin_[q], blocks_[q].tangent_slots()) : std::span<double>());
    }
    Evaluation total;
    for (const double e : energy) total.energy += e;
    return total;
}

}  // namespace spondyl
