// SPDX-License-Identifier: Apache-2.0
// A fluid-filled cavity bounded by quads: the nucleus as a nearly incompressible fluid without shear stiffness.
//
// Mixed form with the pressure P (+ in compression) as an extra unknown:
//   Pi = -P (v - V) - P^2 V / (2 K)   =>   force = -P dv/dx,   0 = -(v - V) - P V / K
// The volume of the polyhedron with bilinear faces is exact: v = sum over quads of integral x . n dA / 3.
#pragma once

#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/terms/node_block.hpp"

namespace spondyl {

class Cavity final : public Term {
  public:
    // quads: closed surface, normals outward. pressure: index from Kinematics::add_scalar. bulk_modulus: MPa.
    Cavity(std::string name, std::span<const Vec3> reference, std::vector<Quad> quads, int pressure,
           double bulk_modulus);
    // The fluid gains (or loses) volume: it fits its cavity without pressure at V (1 + amplitude(load)).
    void set_volume_load(LoadId load) { volume_load_ = load; }
    [[nodiscard]] std::string name() const override { return name_; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Kinematics& kinematics, const State& state, Request request, std::span<double> residual,
                        std::span<double> tangent) const override;
    [[nodiscard]] double volume(std::span<const Vec3> positions) const;                           // mm^3
    [[nodiscard]] double pressure(const State& state) const { return state.scalars[pressure_]; }  // MPa

  private:
    std::string name_;
    std::vector<Quad> quads_;
    int pressure_;
    double bulk_modulus_;
    double rest_volume_ = 0.0;
    LoadId volume_load_ = -1;
    std::vector<NodeBlock> blocks_;
    std::vector<std::size_t> residual_begin_;
    std::vector<std::size_t> tangent_begin_;
};

}  // namespace spondyl
