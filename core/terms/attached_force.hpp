// SPDX-License-Identifier: Apache-2.0
// A dead force at a point that rides on a rigid body, both given as amplitudes: weights and hand loads of any posture
// without a new model.
#pragma once

#include <array>
#include <string>

#include "core/system/term.hpp"

namespace spondyl {

// Force f (fixed direction) at x = body position + R p, with p in the body's axes at rest. Potential -f . x; the
// tangent is the spin stiffness of docs/adr/0005, which includes the destabilising moment of a load that moves with the
// body.
class AttachedForce final : public Term {
  public:
    // force: amplitudes of the world components, N; arm: those of p, mm.
    AttachedForce(int body, std::array<LoadId, 3> force, std::array<LoadId, 3> arm)
        : body_(body), force_(force), arm_(arm) {}
    [[nodiscard]] std::string name() const override { return "attached force"; }
    [[nodiscard]] bool is_load() const override { return true; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;

  private:
    int body_;
    std::array<LoadId, 3> force_;
    std::array<LoadId, 3> arm_;
};

}  // namespace spondyl
