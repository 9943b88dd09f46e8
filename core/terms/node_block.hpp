// SPDX-License-Identifier: Apache-2.0
// A small group of nodes (an element, a cable, a facet) seen through the kinematics: nodes that ride on rigid
// bodies are replaced, exactly, by the six unknowns of their body.
//
// For a tied node at r from the body's reference point, dx = dq + dw x r, and with the update R <- exp(dw) R the
// second variation adds, per node with force f, the spin stiffness sym(f r^T) - (f . r) I (docs/adr/0005).
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "core/system/kinematics.hpp"
#include "core/system/term.hpp"

namespace spondyl {

class NodeBlock {
  public:
    // Nodes must be active. Scalars are extra unknowns that follow the nodes' components.
    NodeBlock(const Kinematics& kinematics, std::span<const int> nodes, std::span<const int> scalars = {});

    // Equations of the block; the order of its slots.
    [[nodiscard]] const std::vector<int>& dofs() const { return dofs_; }
    [[nodiscard]] std::size_t residual_slots() const { return dofs_.size(); }
    [[nodiscard]] std::size_t tangent_slots() const { return dofs_.size() * (dofs_.size() + 1) / 2; }

    // force: per node component, then per scalar (size 3 n + s). stiffness: the symmetric derivative of force, full
    // storage; ignored if `tangent` is empty. Writes the block's slots.
    void condense(const Kinematics& kinematics, const State& state, const Eigen::VectorXd& force,
                  const Eigen::MatrixXd& stiffness, std::span<double> residual, std::span<double> tangent) const {
        condense(kinematics, state, force, force, stiffness, residual, tangent);
    }
    // The force of the spin stiffness differs from that of the residual: it is the one whose derivative is `stiffness`.
    void condense(const Kinematics& kinematics, const State& state, const Eigen::VectorXd& force,
                  const Eigen::VectorXd& stiffness_force, const Eigen::MatrixXd& stiffness, std::span<double> residual,
                  std::span<double> tangent) const;

  private:
    struct Member {
        int node = 0;
        int body = -1;
        int offset = 0;  // first local equation: 3 of a free node, 6 of a body
    };
    std::vector<Member> members_;
    std::vector<int> dofs_;
    int scalar_offset_ = 0;
    int scalars_ = 0;
};

}  // namespace spondyl
