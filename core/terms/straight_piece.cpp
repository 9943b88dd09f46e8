// SPDX-License-Identifier: Apache-2.0
#include "core/terms/straight_piece.hpp"

namespace spondyl {

namespace {

std::vector<int> nodes_of(const CablePoint& first, const CablePoint& last) {
    std::vector<int> nodes = first.nodes;
    nodes.insert(nodes.end(), last.nodes.begin(), last.nodes.end());
    return nodes;
}

}  // namespace

Vec3 CablePoint::position(const State& state) const {
    Vec3 x = Vec3::Zero();
    for (std::size_t i = 0; i < nodes.size(); ++i) x += weights[i] * state.positions[nodes[i]];
    return x;
}

StraightPiece::StraightPiece(const Kinematics& kinematics, const CablePoint& first, const CablePoint& last)
    : block_(kinematics, nodes_of(first, last)) {
    for (const double w : first.weights) share_.push_back(-w);
    for (const double w : last.weights) share_.push_back(w);
}

void StraightPiece::condense(const Kinematics& kinematics, const State& state, const Vec3& span, double tension,
                             double stiffness, std::span<double> residual, std::span<double> tangent) const {
    const auto n = static_cast<Eigen::Index>(share_.size());
    // Kept per thread: there are many pieces, nearly all of the same size.
    thread_local Eigen::VectorXd force;
    thread_local Eigen::MatrixXd node_stiffness;
    force.setZero(3 * n);
    node_stiffness.setZero(3 * n, 3 * n);
    if (tension != 0.0 || stiffness != 0.0) {
        const double length = span.norm();
        const Vec3 direction = span / length;
        const Mat3 along = direction * direction.transpose();
        const Mat3 relative = stiffness * along + tension / length * (Mat3::Identity() - along);
        for (Eigen::Index i = 0; i < n; ++i) {
            force.segment<3>(3 * i) = share_[i] * tension * direction;
            for (Eigen::Index j = 0; j < n; ++j) {
                node_stiffness.block<3, 3>(3 * i, 3 * j) = share_[i] * share_[j] * relative;
            }
        }
    }
    block_.condense(kinematics, state, force, node_stiffness, residual, tangent);
}

}  // namespace spondyl
