#include "core/terms/loads.hpp"

namespace spondyl {

void DeadForce::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    block_ = std::make_unique<NodeBlock>(kinematics, std::span(&node_, 1));
    slots.block(block_->dofs());
}

Evaluation DeadForce::evaluate(const Kinematics& kinematics, const State& state, Request request,
                               std::span<double> residual, std::span<double> tangent) const {
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

Evaluation SpatialCouple::evaluate(const Kinematics& /*kinematics*/, const State& state, Request /*request*/,
                                   std::span<double> residual, std::span<double> /*tangent*/) const {
    for (int c = 0; c < 3; ++c) residual[static_cast<std::size_t>(c)] = -state.loads[load_] * moment_[c];
    return {};
}

void Cable::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    blocks_.clear();
    for (std::size_t p = 0; p + 1 < points_.size(); ++p) {
        std::vector<int> nodes = points_[p].nodes;
        nodes.insert(nodes.end(), points_[p + 1].nodes.begin(), points_[p + 1].nodes.end());
        blocks_.emplace_back(kinematics, nodes);
        slots.block(blocks_.back().dofs());
    }
}

Vec3 Cable::position(const State& state, std::size_t point) const {
    Vec3 x = Vec3::Zero();
    const CablePoint& p = points_[point];
    for (std::size_t i = 0; i < p.nodes.size(); ++i) x += p.weights[i] * state.positions[p.nodes[i]];
    return x;
}

double Cable::length(const State& state) const {
    double sum = 0.0;
    for (std::size_t p = 0; p + 1 < points_.size(); ++p) sum += (position(state, p + 1) - position(state, p)).norm();
    return sum;
}

Evaluation Cable::evaluate(const Kinematics& kinematics, const State& state, Request request,
                           std::span<double> residual, std::span<double> tangent) const {
    const double tension = tension_ * state.loads[load_];
    std::size_t r = 0;
    std::size_t t = 0;
    for (std::size_t p = 0; p < blocks_.size(); ++p) {
        const Vec3 span = position(state, p + 1) - position(state, p);
        const double length_now = span.norm();
        const Vec3 direction = span / length_now;
        const Mat3 geometric = tension / length_now * (Mat3::Identity() - direction * direction.transpose());
        // The piece pulls its first point along +direction and its last along -direction.
        std::vector<double> share;
        for (const double w : points_[p].weights) share.push_back(-w);
        for (const double w : points_[p + 1].weights) share.push_back(w);
        const auto n = static_cast<Eigen::Index>(share.size());
        Eigen::VectorXd force(3 * n);
        Eigen::MatrixXd stiffness(3 * n, 3 * n);
        for (Eigen::Index i = 0; i < n; ++i) {
            force.segment<3>(3 * i) = share[i] * tension * direction;
            for (Eigen::Index j = 0; j < n; ++j) stiffness.block<3, 3>(3 * i, 3 * j) = share[i] * share[j] * geometric;
        }
        const NodeBlock& block = blocks_[p];
        block.condense(kinematics, state, force, stiffness, residual.subspan(r, block.residual_slots()),
                       request.tangent ? tangent.subspan(t, block.tangent_slots()) : std::span<double>());
        r += block.residual_slots();
        t += block.tangent_slots();
    }
    return {.energy = request.energy ? tension * length(state) : 0.0};
}

}  // namespace spondyl
