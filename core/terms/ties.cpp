// SPDX-License-Identifier: Apache-2.0
#include "core/terms/ties.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace spondyl {

Ties::Ties(std::string name, std::vector<Tie> ties) : name_(std::move(name)), ties_(std::move(ties)) {
    for (const Tie& tie : ties_) {
        if (!(tie.stiffness > 0.0) || !std::isfinite(tie.stiffness))
            throw UserError(
                fmt::format("{}: a tie has the stiffness {} N/mm; it must be positive", name_, tie.stiffness));
        if (tie.to.nodes.size() != tie.to.weights.size() || tie.to.nodes.empty())
            throw UserError(fmt::format("{}: a tie needs one weight for each of its nodes", name_));
    }
}

Vec3 Ties::gap(const Tie& tie, const State& state) {
    return state.positions[static_cast<std::size_t>(tie.node)] - tie.to.position(state);
}

void Ties::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    blocks_.clear();
    for (const Tie& tie : ties_) {
        std::vector<int> nodes = {tie.node};
        nodes.insert(nodes.end(), tie.to.nodes.begin(), tie.to.nodes.end());
        blocks_.emplace_back(kinematics, nodes);
        slots.block(blocks_.back().dofs());
    }
}

Evaluation Ties::evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const {
    const State& state = context.state;
    Evaluation total;
    Eigen::VectorXd force;
    Eigen::MatrixXd stiffness;
    std::size_t r = 0;
    std::size_t t = 0;
    for (std::size_t i = 0; i < ties_.size(); ++i) {
        const Tie& tie = ties_[i];
        const auto n = static_cast<Eigen::Index>(tie.to.nodes.size()) + 1;
        const auto share = [&](Eigen::Index node) {
            return node == 0 ? 1.0 : -tie.to.weights[static_cast<std::size_t>(node - 1)];
        };
        const Vec3 apart = gap(tie, state);
        force.resize(3 * n);
        stiffness.setZero(3 * n, 3 * n);
        for (Eigen::Index a = 0; a < n; ++a) {
            force.segment<3>(3 * a) = share(a) * tie.stiffness * apart;
            for (Eigen::Index b = 0; context.request.tangent && b < n; ++b)
                stiffness.block<3, 3>(3 * a, 3 * b).diagonal().setConstant(share(a) * share(b) * tie.stiffness);
        }
        const NodeBlock& block = blocks_[i];
        block.condense(context.kinematics, state, force, stiffness, residual.subspan(r, block.residual_slots()),
                       context.request.tangent ? tangent.subspan(t, block.tangent_slots()) : std::span<double>());
        r += block.residual_slots();
        t += block.tangent_slots();
        total.energy += 0.5 * tie.stiffness * apart.squaredNorm();
    }
    return total;
}

double Ties::largest_gap(const State& state) const {
    double largest = 0.0;
    for (const Tie& tie : ties_) largest = std::max(largest, gap(tie, state).norm());
    return largest;
}

}  // namespace spondyl
