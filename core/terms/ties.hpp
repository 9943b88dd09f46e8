// SPDX-License-Identifier: Apache-2.0
// Nodes of one surface bound to points of another one, whose meshes need not match.
#pragma once

#include <string>
#include <vector>

#include "core/terms/straight_piece.hpp"

namespace spondyl {

// Energy: stiffness / 2 |x - sum of weight times x of the others|^2, a spring of zero length. With weights that sum to
// 1 and give the position of the node at rest, the tie is stress-free at rest and follows rigid rotations. As a penalty
// it leaves a gap of force divided by stiffness (docs/adr/0051).
struct Tie {
    int node = 0;
    CablePoint to;
    double stiffness = 0.0;  // N/mm
};

class Ties final : public Term {
  public:
    // A stiffness that is not positive and finite, or weights that are not one for each node: UserError.
    Ties(std::string name, std::vector<Tie> ties);
    [[nodiscard]] std::string name() const override { return name_; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;

    // Largest distance of a node from its place, mm.
    [[nodiscard]] double largest_gap(const State& state) const;

  private:
    [[nodiscard]] static Vec3 gap(const Tie& tie, const State& state);

    std::string name_;
    std::vector<Tie> ties_;
    std::vector<NodeBlock> blocks_;
};

}  // namespace spondyl
