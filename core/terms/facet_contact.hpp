// SPDX-License-Identifier: Apache-2.0
// Frictionless contact of one facet joint, two thin cartilage layers on rigid bones, as a smooth elastic foundation.
//
// The bone surface of the lower vertebra is an analytic curved ellipse that rides on its body, that of the upper one a
// cloud of points with areas that rides on the other. Pressure at a point follows from its own gap alone:
//   energy = sum_i A_i w(u_i, v_i) W(g_i),      g = (n_i - n(u_i, v_i)) / sqrt(1 + |grad n|^2) - thickness
// with (n_i, u_i, v_i) the point in the frame of the lower surface, g the distance of the bones to first order less the
// thickness of both cartilages, W the energy of the foundation (CartilageLaw) and w a window that fades out over the
// rim of the lower surface. The energy is C2 in the positions, so force and tangent are exact derivatives, the tangent
// is symmetric, and there is no search, no active set and nothing that can chatter (docs/adr/0010).
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "core/mesh/mesh.hpp"
#include "core/system/term.hpp"

namespace spondyl {

// Thin layers of an elastic foundation, bonded to bone so that they cannot spread: with the aggregate modulus E_a, the
// thickness t of both layers together and the overlap d = -gap
//   p(d) = -E_a ln(1 - d / t)
// (Blankevoort, Kuiper, Huiskes, Grootenboer 1991 J Biomech 24:1019-1031, doi:10.1016/0021-9290(91)90019-J). Two
// changes make it fit for Newton's method:
//   d > 0.8 t              its tangent at 0.8 t, so that a violent trial step stays finite;
//   d < d1 = smoothing / 2 the parabola a (d - d0)^2 that continues value and slope at d1, zero below its vertex
//                          d0 = d1 - 2 p(d1) / p'(d1), which lies between -smoothing / 2 and 0.
// The pressure is C1 and convex from zero to 0.8 t, its stiffness continuous everywhere.
struct CartilageLaw {
    double aggregate_modulus = 0.0;  // MPa, E (1 - nu) / ((1 + nu) (1 - 2 nu))
    double thickness = 0.0;          // mm, both layers together
    double smoothing = 0.05;         // mm, less than 1.6 thicknesses

    struct Value {
        double energy = 0.0;     // N / mm, per area
        double pressure = 0.0;   // MPa, + pressed together
        double stiffness = 0.0;  // MPa / mm, d pressure / d overlap
    };
    // gap: mm between the cartilages, negative: overlap.
    [[nodiscard]] Value operator()(double gap) const;
};

// In its frame (columns: outward normal n, cranial u, across v): n = (u^2 curvature_u + v^2 curvature_v) / 2 inside the
// ellipse of height (u) and width (v). Positive curvature: hollow. The surface goes on beyond its ellipse; the window
// is 1 up to 0.85 of the radius of the ellipse in every direction and 0 from 1.15 on.
struct ArticularSurface {
    Frame frame;               // at rest, global; origin at the surface's centre
    double height = 0.0;       // mm, full
    double width = 0.0;        // mm, full
    double curvature_u = 0.0;  // 1/mm
    double curvature_v = 0.0;  // 1/mm

    struct Field {  // a scalar with its derivatives by (n, u, v)
        double value = 0.0;
        Vec3 gradient = Vec3::Zero();
        Mat3 hessian = Mat3::Zero();
    };
    // local: (n, u, v) of a point, mm.
    [[nodiscard]] Field distance(const Vec3& local) const;  // mm, along the normal of the surface to first order
    [[nodiscard]] Field window(const Vec3& local) const;    // 0 to 1
};

// A point of the opposing surface.
struct ArticularPoint {
    Vec3 position;      // at rest, global, on the bone
    double area = 0.0;  // mm^2
};

class FacetContact final : public Term {
  public:
    // Surface and points both lie on the BONE. Sizes, areas, modulus, thickness or smoothing that are not positive, a
    // smoothing of 1.6 thicknesses or more: UserError.
    FacetContact(std::string name, int upper_body, int lower_body, ArticularSurface lower,
                 std::vector<ArticularPoint> upper, CartilageLaw law);
    [[nodiscard]] std::string name() const override { return name_; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;

    struct Sample {
        Vec3 force = Vec3::Zero();     // N, on the lower body, global
        Vec3 moment = Vec3::Zero();    // N mm, on the lower body, about the global origin
        Vec3 centre = Vec3::Zero();    // mm, global: centre of pressure, or of the surface while open
        double area = 0.0;             // mm^2 that overlap, counted with the window
        double pressure_peak = 0.0;    // MPa
        double gap_min = 0.0;          // mm, over the points inside the window; infinite if there are none
        std::vector<double> pressure;  // MPa per point, with the window
    };
    [[nodiscard]] Sample sample(const Kinematics& kinematics, const State& state) const;
    [[nodiscard]] const std::vector<ArticularPoint>& points() const { return upper_; }

  private:
    struct Placement;
    [[nodiscard]] Placement place(const Kinematics& kinematics, const State& state) const;

    std::string name_;
    int upper_body_;
    int lower_body_;
    ArticularSurface lower_;
    std::vector<ArticularPoint> upper_;
    CartilageLaw law_;
};

}  // namespace spondyl
