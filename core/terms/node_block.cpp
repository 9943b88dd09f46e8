// SPDX-License-Identifier: Apache-2.0
#include "core/terms/node_block.hpp"

#include <algorithm>

#include "core/system/rotation.hpp"

namespace spondyl {

NodeBlock::NodeBlock(const Kinematics& kinematics, std::span<const int> nodes, std::span<const int> scalars) {
    std::vector<std::pair<int, int>> bodies;  // body, offset
    for (const int node : nodes) {
        Member m{.node = node, .body = kinematics.body_of(node)};
        const auto known = std::find_if(bodies.begin(), bodies.end(), [&](auto& b) { return b.first == m.body; });
        if (m.body >= 0 && known != bodies.end()) {
            m.offset = known->second;
        } else {
            m.offset = static_cast<int>(dofs_.size());
            const int components = m.body >= 0 ? 6 : 3;
            for (int c = 0; c < components; ++c) {
                dofs_.push_back(m.body >= 0 ? kinematics.body_dof(m.body, c) : kinematics.node_dof(node, c));
            }
            if (m.body >= 0) bodies.emplace_back(m.body, m.offset);
        }
        members_.push_back(m);
    }
    scalar_offset_ = static_cast<int>(dofs_.size());
    scalars_ = static_cast<int>(scalars.size());
    for (const int s : scalars) dofs_.push_back(kinematics.scalar_dof(s));
}

void NodeBlock::condense(const Kinematics& kinematics, const State& state, const Eigen::VectorXd& force,
                         const Eigen::MatrixXd& stiffness, std::span<double> residual,
                         std::span<double> tangent) const {
    const auto rows = static_cast<Eigen::Index>(3 * members_.size()) + scalars_;
    const auto size = static_cast<Eigen::Index>(dofs_.size());
    // The map from the block's equations to node components.
    Eigen::MatrixXd map = Eigen::MatrixXd::Zero(rows, size);
    Eigen::MatrixXd second_order = Eigen::MatrixXd::Zero(size, size);
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const Member& member = members_[m];
        const auto row = static_cast<Eigen::Index>(3 * m);
        map.block<3, 3>(row, member.offset).setIdentity();
        if (member.body < 0) continue;
        const Vec3 r = state.positions[member.node] - kinematics.body_position(state, member.body);
        const Vec3 f = force.segment<3>(row);
        map.block<3, 3>(row, member.offset + 3) = -cross_matrix(r);
        second_order.block<3, 3>(member.offset + 3, member.offset + 3) +=
            0.5 * (f * r.transpose() + r * f.transpose()) - f.dot(r) * Mat3::Identity();
    }
    for (int s = 0; s < scalars_; ++s) map(rows - scalars_ + s, scalar_offset_ + s) = 1.0;

    Eigen::Map<Eigen::VectorXd>(residual.data(), size) = map.transpose() * force;
    if (tangent.empty()) return;
    const Eigen::MatrixXd condensed = map.transpose() * stiffness * map + second_order;
    std::size_t slot = 0;
    for (Eigen::Index i = 0; i < size; ++i) {
        for (Eigen::Index j = i; j < size; ++j) tangent[slot++] = condensed(i, j);
    }
}

}  // namespace spondyl
