// SPDX-License-Identifier: Apache-2.0
// The faces of a surface term (membrane, cavity, pressure) as node blocks, one after the other in the slots of the
// term.
#pragma once

#include <Eigen/Core>
#include <array>
#include <span>
#include <vector>

#include "core/terms/node_block.hpp"

namespace spondyl {

class FaceSlots {
  public:
    // Declares the slots of every face. scalars: unknowns that all of them share.
    template <std::size_t nodes>
    void declare(const Kinematics& kinematics, SlotBuilder& slots, const std::vector<std::array<int, nodes>>& faces,
                 std::span<const int> scalars = {}) {
        blocks_.clear();
        residual_begin_.assign(1, 0);
        tangent_begin_.assign(1, 0);
        for (const std::array<int, nodes>& face : faces) {
            blocks_.emplace_back(kinematics, face, scalars);
            slots.block(blocks_.back().dofs());
            residual_begin_.push_back(residual_begin_.back() + blocks_.back().residual_slots());
            tangent_begin_.push_back(tangent_begin_.back() + blocks_.back().tangent_slots());
        }
    }

    // NodeBlock::condense of one face into the slots of the term. tangent: empty if none is wanted.
    void condense(std::size_t face, const Kinematics& kinematics, const State& state, const Eigen::VectorXd& force,
                  const Eigen::MatrixXd& stiffness, std::span<double> residual, std::span<double> tangent) const {
        const NodeBlock& block = blocks_[face];
        block.condense(kinematics, state, force, stiffness,
                       residual.subspan(residual_begin_[face], block.residual_slots()),
                       tangent.empty() ? tangent : tangent.subspan(tangent_begin_[face], block.tangent_slots()));
    }

    // The first slots behind the faces.
    [[nodiscard]] std::size_t residual_end() const { return residual_begin_.back(); }
    [[nodiscard]] std::size_t tangent_end() const { return tangent_begin_.back(); }

  private:
    std::vector<NodeBlock> blocks_;
    std::vector<std::size_t> residual_begin_;
    std::vector<std::size_t> tangent_begin_;
};

}  // namespace spondyl
