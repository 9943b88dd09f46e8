// SPDX-License-Identifier: Apache-2.0
// Tension-only fascicles: straight lines between two points, with a force that depends on their strain.
#pragma once

#include <string>
#include <vector>

#include "core/terms/straight_piece.hpp"

namespace spondyl {

// Force of a fascicle over its strain, given by its slope: a continuous polyline of stiffness (N per unit strain) over
// strain, 0 below the first point, constant beyond the last. Force is its integral, so it is C1 and the tangent
// continuous: a toe that rises linearly to a constant stiffness is two points, a multilinear law has short ramps in
// place of its corners.
class StiffnessLaw {
  public:
    struct Point {
        double strain = 0.0;
        double stiffness = 0.0;  // N per unit strain
    };
    // At least two points, strains ascending from -1 or above, first stiffness 0 (no jump of the tangent), none
    // negative, all finite; UserError otherwise.
    explicit StiffnessLaw(std::vector<Point> points);

    struct Value {
        double energy = 0.0;     // N, per unit rest length
        double force = 0.0;      // N
        double stiffness = 0.0;  // N per unit strain
    };
    [[nodiscard]] Value operator()(double strain) const;
    // The same law with every stiffness multiplied; a factor that is negative or not finite: UserError.
    [[nodiscard]] StiffnessLaw scaled(double factor) const;

  private:
    std::vector<Point> points_;
    std::vector<double> force_;   // at the points
    std::vector<double> energy_;  // at the points
};

// Energy: rest length times the law's energy. With tension T(strain) its pull on the ends is T along the line, its
// stiffness dT/dstrain / rest_length along and T / length across it; a slack one has neither.
struct Fascicle {
    CablePoint upper;
    CablePoint lower;
    double rest_length = 0.0;  // mm; strain = length / rest_length - 1
};

// The fascicles of one ligament, all with the same law.
class Fascicles final : public Term {
  public:
    // A rest length that is not positive: UserError.
    Fascicles(std::string name, StiffnessLaw law, std::vector<Fascicle> fascicles);
    [[nodiscard]] std::string name() const override { return name_; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Kinematics& kinematics, const State& state, Request request, std::span<double> residual,
                        std::span<double> tangent) const override;

    struct Sample {
        Vec3 upper = Vec3::Zero();  // current end points, mm
        Vec3 lower = Vec3::Zero();
        double strain = 0.0;
        double tension = 0.0;  // N
    };
    // One per fascicle, in their order.
    [[nodiscard]] std::vector<Sample> sample(const State& state) const;

  private:
    std::string name_;
    StiffnessLaw law_;
    std::vector<Fascicle> fascicles_;
    std::vector<StraightPiece> pieces_;
};

}  // namespace spondyl
