// SPDX-License-Identifier: Apache-2.0
#include "core/terms/node_block.hpp"

#include <Eigen/Geometry>
#include <algorithm>

namespace spondyl {

NodeBlock::NodeBlock(const Kinematics& kinematics, std::span<const int> nodes, std::span<const int> scalars)
    : scalars_(static_cast<int>(scalars.size())) {
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
    // NOLINTNEXTLINE(cppcoreguidelines-prefer-member-initializer): counted above
    scalar_offset_ = static_cast<int>(dofs_.size());
    for (const int s : scalars) dofs_.push_back(kinematics.scalar_dof(s));
}

void NodeBlock::condense(const Kinematics& kinematics, const State& state, const Eigen::VectorXd& force,
                         const Eigen::VectorXd& stiffness_force, const Eigen::MatrixXd& stiffness,
                         std::span<double> residual, std::span<double> tangent) const {
    const auto rows = static_cast<Eigen::Index>(3 * members_.size()) + scalars_;
    const auto size = static_cast<Eigen::Index>(dofs_.size());
    const auto arm = [&](const Member& m) -> Vec3 {
        return state.positions[m.node] - kinematics.body_position(state, m.body);
    };
    // The spin moves a tied node by dw x r: a force f on it has the moment r x f.
    Eigen::Map<Eigen::VectorXd> condensed_force(residual.data(), size);
    condensed_force.setZero();
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const Member& member = members_[m];
        const Vec3 f = force.segment<3>(static_cast<Eigen::Index>(3 * m));
        condensed_force.segment<3>(member.offset) += f;
        if (member.body >= 0) condensed_force.segment<3>(member.offset + 3) += arm(member).cross(f);
    }
    condensed_force.tail(scalars_) = force.tail(scalars_);
    if (tangent.empty()) return;

    // First the columns, then the rows. Kept per thread, since many elements touch bodies.
    thread_local Eigen::MatrixXd half;
    thread_local Eigen::MatrixXd condensed;
    half.setZero(rows, size);
    condensed.setZero(size, size);
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const Member& member = members_[m];
        const auto node = stiffness.middleCols<3>(static_cast<Eigen::Index>(3 * m));
        half.middleCols<3>(member.offset) += node;
        if (member.body < 0) continue;
        const Vec3 r = arm(member);
        half.col(member.offset + 3) += r.y() * node.col(2) - r.z() * node.col(1);
        half.col(member.offset + 4) += r.z() * node.col(0) - r.x() * node.col(2);
        half.col(member.offset + 5) += r.x() * node.col(1) - r.y() * node.col(0);
    }
    half.rightCols(scalars_) = stiffness.rightCols(scalars_);
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const Member& member = members_[m];
        const auto row = static_cast<Eigen::Index>(3 * m);
        const Vec3 r = member.body >= 0 ? arm(member) : Vec3::Zero();
        for (Eigen::Index c = 0; c < size; ++c) {
            const Vec3 f = half.block<3, 1>(row, c);
            condensed.block<3, 1>(member.offset, c) += f;
            if (member.body >= 0) condensed.block<3, 1>(member.offset + 3, c) += r.cross(f);
        }
        if (member.body < 0) continue;
        const Vec3 f = stiffness_force.segment<3>(row);
        condensed.block<3, 3>(member.offset + 3, member.offset + 3) +=
            0.5 * (f * r.transpose() + r * f.transpose()) - f.dot(r) * Mat3::Identity();
    }
    condensed.bottomRows(scalars_) = half.bottomRows(scalars_);
    std::size_t slot = 0;
    for (Eigen::Index i = 0; i < size; ++i) {
        for (Eigen::Index j = i; j < size; ++j) tangent[slot++] = condensed(i, j);
    }
}

}  // namespace spondyl
