// SPDX-License-Identifier: Apache-2.0
// Springs between two nodes or a node and the ground, with a force that is any polyline of their elongation.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/terms/straight_piece.hpp"

namespace spondyl {

// Force of a spring as a function of its elongation: linear between points and, beyond the first and last point,
// extrapolated linearly or constant. It is not smoothed: a table given by the user is used as it is.
class SpringLaw {
  public:
    struct Point {
        double elongation = 0.0;  // mm
        double force = 0.0;       // N, positive: tension
    };
    enum class Beyond : char { straight_on, constant };

    // At least one point (two for linear extrapolation), elongations ascending, all finite; UserError otherwise.
    SpringLaw(std::vector<Point> points, Beyond beyond);

    struct Value {
        double energy = 0.0;     // N mm, the integral of the force from zero elongation
        double force = 0.0;      // N
        double stiffness = 0.0;  // N/mm; at a kink that of larger elongations
    };
    [[nodiscard]] Value operator()(double elongation) const;

  private:
    // From the first point on.
    [[nodiscard]] Value from_first(double elongation) const;

    std::vector<Point> points_;
    std::vector<double> slopes_;  // before the first point, between points, behind the last one
    std::vector<double> area_;    // up to each point
    double area_at_rest_ = 0.0;
};

struct Spring {
    int law = 0;
    int first = 0;
    int second = -1;  // -1: the ground
    // Along the line between the nodes: elongation = length - free_length. Otherwise displacement of the first node
    // along its direction less that of the second along its own.
    bool along_line = true;
    double free_length = 0.0;          // mm
    std::array<Vec3, 2> directions{};  // of unit length
};

class Springs final : public Term {
  public:
    // A spring along a line without a second node, or with both nodes in one place at rest: UserError.
    Springs(std::string name, std::vector<SpringLaw> laws, std::vector<Spring> springs);
    [[nodiscard]] std::string name() const override { return name_; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;

    struct Sample {
        double elongation = 0.0;  // mm
        double force = 0.0;       // N, positive: tension
    };
    // One per spring, in their order.
    [[nodiscard]] std::vector<Sample> sample(const Kinematics& kinematics, const State& state) const;

  private:
    [[nodiscard]] double elongation(const Spring& spring, const Kinematics& kinematics, const State& state) const;

    std::string name_;
    std::vector<SpringLaw> laws_;
    std::vector<Spring> springs_;
    std::vector<StraightPiece> pieces_;  // of springs along lines, in their order
    std::vector<NodeBlock> blocks_;      // of the others
};

}  // namespace spondyl
