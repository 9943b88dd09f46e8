// SPDX-License-Identifier: Apache-2.0
// A straight line between two weighted means of nodes: a piece of a cable, a fascicle of a ligament.
#pragma once

#include <span>
#include <vector>

#include "core/terms/node_block.hpp"

namespace spondyl {

// A point that follows nodes: their weighted mean (weights sum to 1).
struct CablePoint {
    std::vector<int> nodes;
    std::vector<double> weights;

    [[nodiscard]] Vec3 position(const State& state) const;  // mm
};

// With direction d (first to last), length L and an energy e(L) the ends are loaded by -e' d and +e' d; the derivative
// of that force with respect to the relative motion of the ends is e'' d d^T + e' / L (1 - d d^T).
class StraightPiece {
  public:
    StraightPiece(const Kinematics& kinematics, const CablePoint& first, const CablePoint& last);

    [[nodiscard]] const NodeBlock& block() const { return block_; }
    // tension: e', N. stiffness: e'', N/mm. span: from first to last, mm; of any length, 0 included, if the tension and
    // the stiffness are 0. Writes the slots of the block; no tangent if that span is empty.
    void condense(const Kinematics& kinematics, const State& state, const Vec3& span, double tension, double stiffness,
                  std::span<double> residual, std::span<double> tangent) const;

  private:
    std::vector<double> share_;  // of each node in the motion of the last end relative to the first
    NodeBlock block_;
};

}  // namespace spondyl
