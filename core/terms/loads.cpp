// SPDX-License-Identifier: Apache-2.0
#include "core/terms/loads.hpp"

namespace spondyl {

void DeadForce::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    block_ = std::make_unique<NodeBlock>(kinematics, std::span(&node_, 1));
    slots.block(block_->dofs());
}

Evaluation DeadForce::evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const {
    const Kinematics& kinematics = context.kinematics;
    const State& state = context.state;
    const Request request = context.request;
    const double amplitude = state.loads[load_];
    const Eigen::VectorXd force = -amplitude * force_;
    block_->condense(kinematics, state, force, Eigen::MatrixXd::Zero(3, 3), residual,
                     request.tangent ? tangent : std::span<double>());
    const Vec3 moved = state.positions[node_] - kinematics.reference()[node_];
    return {.energy = -amplitude * force_.dot(moved)};
}

void SpatialCouple::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    for (int c = 0; c < 3; ++c) slots.residual(kinematics.body_dof(body_, 3 + c));
}

Evaluation SpatialCouple::evaluate(const Context& context, std::span<double> residual,
                                   std::span<double> /*tangent*/) const {
    const State& state = context.state;
    for (int c = 0; c < 3; ++c) residual[static_cast<std::size_t>(c)] = -state.loads[load_] * moment_[c];
    return {};
}

void Cable::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    pieces_.clear();
    for (std::size_t p = 0; p + 1 < points_.size(); ++p) {
        pieces_.emplace_back(kinematics, points_[p], points_[p + 1]);
        slots.block(pieces_.back().block().dofs());
    }
}

double Cable::length(const State& state) const {
    double sum = 0.0;
    for (std::size_t p = 0; p + 1 < points_.size(); ++p) {
        sum += (points_[p + 1].position(state) - points_[p].position(state)).norm();
    }
    return sum;
}

Evaluation Cable::evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const {
    const Kinematics& kinematics = context.kinematics;
    const State& state = context.state;
    const Request request = context.request;
    const double tension = tension_ * state.loads[load_];
    std::size_t r = 0;
    std::size_t t = 0;
    for (std::size_t p = 0; p < pieces_.size(); ++p) {
        const NodeBlock& block = pieces_[p].block();
        pieces_[p].condense(kinematics, state, points_[p + 1].position(state) - points_[p].position(state), tension,
                            0.0, residual.subspan(r, block.residual_slots()),
                            request.tangent ? tangent.subspan(t, block.tangent_slots()) : std::span<double>());
        r += block.residual_slots();
        t += block.tangent_slots();
    }
    return {.energy = request.energy ? tension * length(state) : 0.0};
}

}  // namespace spondyl
