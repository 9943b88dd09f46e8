// SPDX-License-Identifier: Apache-2.0
// Loads whose size is an amplitude of the state: dead forces, spatial couples, constant-tension cables.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/terms/straight_piece.hpp"

namespace spondyl {

// A force of fixed direction and size on a node (dead load: weights, test machines). Potential: -F . x.
class DeadForce final : public Term {
  public:
    // force: N per unit amplitude, global frame.
    DeadForce(int node, Vec3 force, LoadId load) : node_(node), force_(std::move(force)), load_(load) {}
    [[nodiscard]] std::string name() const override { return "dead force"; }
    [[nodiscard]] bool is_load() const override { return true; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;

  private:
    int node_;
    Vec3 force_;
    LoadId load_;
    std::unique_ptr<NodeBlock> block_;
};

// A couple about a fixed axis in space on a rigid body. It has no potential; its exact tangent is skew and left
// out (the residual is exact), which costs Newton an iteration at large rotations (docs/adr/0004).
class SpatialCouple final : public Term {
  public:
    // moment: N mm per unit amplitude, global frame.
    SpatialCouple(int body, Vec3 moment, LoadId load) : body_(body), moment_(std::move(moment)), load_(load) {}
    [[nodiscard]] std::string name() const override { return "couple"; }
    [[nodiscard]] bool is_load() const override { return true; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;

  private:
    int body_;
    Vec3 moment_;
    LoadId load_;
};

// A frictionless cable through a series of points under constant tension: the follower load
// (Patwardhan et al. 1999, doi:10.1097/00007632-199905150-00014). Energy = tension * length, so its tangent is
// symmetric.
class Cable final : public Term {
  public:
    // tension: N per unit amplitude.
    Cable(std::vector<CablePoint> points, double tension, LoadId load)
        : points_(std::move(points)), tension_(tension), load_(load) {}
    [[nodiscard]] std::string name() const override { return "cable"; }
    [[nodiscard]] bool is_load() const override { return true; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;
    // Current length, mm.
    [[nodiscard]] double length(const State& state) const;

  private:
    std::vector<CablePoint> points_;
    double tension_;
    LoadId load_;
    std::vector<StraightPiece> pieces_;
};

}  // namespace spondyl
