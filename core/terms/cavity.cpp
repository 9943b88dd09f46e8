// SPDX-License-Identifier: Apache-2.0
#include "core/terms/cavity.hpp"

#include <Eigen/Geometry>

#include "core/system/rotation.hpp"

namespace spondyl {

namespace {

// Volume under a bilinear quad, seen from the origin: the mean of the two triangulations,
// v = 1/12 sum over the four corner triples det(x_i, x_j, x_k), each triple consecutive around the quad.
constexpr int triples[4][3] = {{0, 1, 2}, {0, 2, 3}, {0, 1, 3}, {1, 2, 3}};

struct QuadVolume {
    double value = 0.0;
    Eigen::Matrix<double, 12, 1> gradient = Eigen::Matrix<double, 12, 1>::Zero();
    Eigen::Matrix<double, 12, 12> hessian = Eigen::Matrix<double, 12, 12>::Zero();
};

QuadVolume quad_volume(const Vec3 (&x)[4]) {
    QuadVolume q;
    for (const auto& t : triples) {
        const Vec3& a = x[t[0]];
        const Vec3& b = x[t[1]];
        const Vec3& c = x[t[2]];
        q.value += a.dot(b.cross(c)) / 12.0;
        q.gradient.segment<3>(3 * t[0]) += b.cross(c) / 12.0;
        q.gradient.segment<3>(3 * t[1]) += c.cross(a) / 12.0;
        q.gradient.segment<3>(3 * t[2]) += a.cross(b) / 12.0;
        // d(b x c)/db = -[c]x, d(b x c)/dc = [b]x, and cyclic.
        const Mat3 ab = -cross_matrix(c) / 12.0;
        const Mat3 bc = -cross_matrix(a) / 12.0;
        const Mat3 ca = -cross_matrix(b) / 12.0;
        q.hessian.block<3, 3>(3 * t[0], 3 * t[1]) += ab;
        q.hessian.block<3, 3>(3 * t[1], 3 * t[0]) += ab.transpose();
        q.hessian.block<3, 3>(3 * t[1], 3 * t[2]) += bc;
        q.hessian.block<3, 3>(3 * t[2], 3 * t[1]) += bc.transpose();
        q.hessian.block<3, 3>(3 * t[2], 3 * t[0]) += ca;
        q.hessian.block<3, 3>(3 * t[0], 3 * t[2]) += ca.transpose();
    }
    return q;
}

void corners(const Quad& quad, std::span<const Vec3> positions, Vec3 (&x)[4]) {
    for (std::size_t i = 0; i < 4; ++i) x[i] = positions[quad[i]];
}

}  // namespace

Cavity::Cavity(std::string name, std::span<const Vec3> reference, std::vector<Quad> quads, int pressure,
               double bulk_modulus)
    : name_(std::move(name)), quads_(std::move(quads)), pressure_(pressure), bulk_modulus_(bulk_modulus) {
    rest_volume_ = volume(reference);
    SPONDYL_ASSERT(rest_volume_ > 0.0, "cavity {} has volume {} mm^3: quads turned inside out?", name_, rest_volume_);
}

double Cavity::volume(std::span<const Vec3> positions) const {
    double sum = 0.0;
    for (const Quad& quad : quads_) {
        Vec3 x[4];
        corners(quad, positions, x);
        sum += quad_volume(x).value;
    }
    return sum;
}

void Cavity::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    blocks_.clear();
    residual_begin_.assign(1, 0);
    tangent_begin_.assign(1, 0);
    for (const Quad& quad : quads_) {
        blocks_.emplace_back(kinematics, quad, std::span(&pressure_, 1));
        slots.block(blocks_.back().dofs());
        residual_begin_.push_back(residual_begin_.back() + blocks_.back().residual_slots());
        tangent_begin_.push_back(tangent_begin_.back() + blocks_.back().tangent_slots());
    }
    const int own = kinematics.scalar_dof(pressure_);
    slots.block(std::span(&own, 1));
}

Evaluation Cavity::evaluate(const Kinematics& kinematics, const State& state, Request request,
                            std::span<double> residual, std::span<double> tangent) const {
    const double p = state.scalars[pressure_];
    const auto count = static_cast<std::ptrdiff_t>(quads_.size());
#pragma omp parallel for schedule(static)
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        Vec3 x[4];
        corners(quads_[i], state.positions, x);
        const QuadVolume q = quad_volume(x);
        Eigen::VectorXd force(13);
        force.head<12>() = -p * q.gradient;
        force[12] = -q.value;
        Eigen::MatrixXd stiffness = Eigen::MatrixXd::Zero(13, 13);
        stiffness.topLeftCorner<12, 12>() = -p * q.hessian;
        stiffness.topRightCorner<12, 1>() = -q.gradient;
        stiffness.bottomLeftCorner<1, 12>() = -q.gradient.transpose();
        blocks_[i].condense(
            kinematics, state, force, stiffness, residual.subspan(residual_begin_[i], blocks_[i].residual_slots()),
            request.tangent ? tangent.subspan(tangent_begin_[i], blocks_[i].tangent_slots()) : std::span<double>());
    }
    const double compliance = rest_volume_ / bulk_modulus_;
    const double fluid = volume_load_ < 0 ? rest_volume_ : rest_volume_ * (1.0 + state.loads[volume_load_]);
    residual[residual_begin_.back()] = fluid - p * compliance;
    if (request.tangent) tangent[tangent_begin_.back()] = -compliance;
    // Stored energy of the fluid; equals Pi when the pressure equation holds.
    return {.energy = 0.5 * p * p * compliance};
}

}  // namespace spondyl
