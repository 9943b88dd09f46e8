// SPDX-License-Identifier: Apache-2.0
// Tension-only fascicles: straight lines between two points, with a force that depends on their strain.
#pragma once

#include <string>
#include <vector>

#include "core/materials/prony_series.hpp"
#include "core/terms/straight_piece.hpp"

namespace spondyl {

// Force of a fascicle as a function of its strain, given by its slope: a continuous polyline of stiffness (N per unit
// strain) over strain, 0 below the first point, constant beyond the last. Force is its integral, so it is C1 and the
// tangent continuous: a toe that rises linearly to a constant stiffness is two points, a multilinear law has short
// ramps in place of its corners.
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

// The fascicles of one ligament, all with the same law. With a Prony series their tension relaxes by linear
// superposition of that law (quasi-linear viscoelasticity; core/materials/prony_series.hpp). A fascicle goes slack
// where that would make it push: a ligament that is shortened again after it has relaxed is slack for a while.
class Fascicles final : public Term {
  public:
    // A rest length that is not positive: UserError.
    Fascicles(std::string name, StiffnessLaw law, std::vector<Fascicle> fascicles, PronySeries series = {});
    [[nodiscard]] std::string name() const override { return name_; }
    void reserve(Kinematics& kinematics) override;
    void commit(const Context& context, std::span<double> history) const override;
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;

    struct Sample {
        Vec3 upper = Vec3::Zero();  // current end points, mm
        Vec3 lower = Vec3::Zero();
        double strain = 0.0;
        double tension = 0.0;  // N
    };
    // One per fascicle, in their order.
    [[nodiscard]] std::vector<Sample> sample(const State& state) const;

  private:
    // Of each fascicle in State::history: tension of the law, then h_i of the terms, N.
    static constexpr std::size_t history_size = 1 + PronySeries::count;
    // At a strain. The energy is the potential of the increment, 0 where the fascicle is slack.
    [[nodiscard]] StiffnessLaw::Value pull(std::size_t fascicle, double strain, const State& state,
                                           const PronySeries::Factors& factors) const;

    std::string name_;
    StiffnessLaw law_;
    PronySeries series_;
    std::size_t first_history_ = 0;
    std::vector<Fascicle> fascicles_;
    std::vector<StraightPiece> pieces_;
};

}  // namespace spondyl
