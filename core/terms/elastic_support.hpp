// SPDX-License-Identifier: Apache-2.0
// An elastic support of a point that rides on a rigid body: a pad or cushion fixed in space. All its parameters are
// amplitudes, so that one model serves any person on any chair.
#pragma once

#include <array>
#include <string>

#include "core/system/term.hpp"

namespace spondyl {

struct ElasticSupportLoads {
    LoadId stiffness = 0;            // N / mm
    std::array<LoadId, 3> arm{};     // p: the point in the body's axes at rest, mm
    std::array<LoadId, 3> normal{};  // n: unit, in which the support pushes, world
    LoadId offset = 0;               // h: of its unloaded surface n . x = h, mm
};

// Unilateral and free of friction: with x = body position + R p the support is pressed in by u = max(0, h - n . x) and
// pushes with k u n. Potential k u^2 / 2.
class ElasticSupport final : public Term {
  public:
    ElasticSupport(int body, ElasticSupportLoads loads) : body_(body), loads_(loads) {}
    [[nodiscard]] std::string name() const override { return "elastic support"; }
    [[nodiscard]] bool is_load() const override { return true; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;

    struct Reaction {
        Vec3 point = Vec3::Zero();  // world, mm
        Vec3 arm = Vec3::Zero();    // to it from the body's position
        double pressed_in = 0.0;    // u, mm
        Vec3 force = Vec3::Zero();  // on the body, N
    };
    [[nodiscard]] Reaction reaction(const Kinematics& kinematics, const State& state) const;

  private:
    int body_;
    ElasticSupportLoads loads_;
};

}  // namespace spondyl
