// SPDX-License-Identifier: Apache-2.0
// A thin elastic skin of four-node quads: cortical bone, fascia. It stretches and shears but does not bend.
//
// Finite strain, St. Venant-Kirchhoff in plane stress, total Lagrangian, thickness t of the reference. With the
// surface gradient F = sum x_I (x) grad N_I (3 x 2, in an orthonormal basis of the reference tangent plane of each of
// the 2x2 Gauss points) and E = (F^T F - 1)/2:
//   W = E_young / (2 (1 - nu^2)) [(1 - nu) E:E + nu (tr E)^2]        S = dW/dE
//   f_I  = integral t F S grad N_I dA
//   K_IJ = integral t [ B_I^T D B_J + (grad N_I . S grad N_J) 1 ] dA
// Source: Bonet and Wood, Nonlinear Continuum Mechanics for Finite Element Analysis (2008), sections 6.5 and 9.4.
// Under compression along the surface it has no stable equilibrium alone (it wrinkles): let it cover solid elements.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/terms/node_block.hpp"

namespace spondyl {

class Membrane final : public Term {
  public:
    // quads: corners in cyclic order; either side may face outward. youngs_modulus: MPa. thickness: mm.
    Membrane(std::string name, std::span<const Vec3> reference, std::vector<Quad> quads, double youngs_modulus,
             double poisson_ratio, double thickness);
    [[nodiscard]] std::string name() const override { return name_; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Kinematics& kinematics, const State& state, Request request, std::span<double> residual,
                        std::span<double> tangent) const override;

  private:
    struct Point {
        std::array<Eigen::Vector2d, 4> gradient;  // of the shape functions in the tangent plane, 1/mm
        double volume = 0.0;                      // thickness times reference area of the point, mm^3
    };
    using Points = std::array<Point, 4>;
    [[nodiscard]] Points reference_points(const std::array<Vec3, 4>& corners, double thickness) const;

    std::string name_;
    std::vector<Quad> quads_;
    Mat3 elasticity_;  // S11, S22, S12 from E11, E22, 2 E12, MPa
    std::vector<Points> points_;
    std::vector<NodeBlock> blocks_;
    std::vector<std::size_t> residual_begin_;
    std::vector<std::size_t> tangent_begin_;
};

}  // namespace spondyl
