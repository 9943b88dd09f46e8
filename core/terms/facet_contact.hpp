// Frictionless contact of one facet joint, two thin cartilage layers on rigid bones, as a smooth elastic foundation.
//
// The surface of the lower vertebra is an analytic curved ellipse that rides on its body; the surface of the upper
// one is a cloud of points with areas that ride on the other. The gap of a point is its distance to the analytic
// surface less the cartilage gap's share of bone, pressure follows from the gap alone:
//   energy = sum_i A_i w(u_i, v_i) W(g_i)
// with W the foundation's energy and w a window that fades out over the rim of the lower surface. Everything is at
// least C1 in the positions, so force and tangent are exact derivatives and there is no search, no active set and
// nothing that can chatter (docs/adr/0010).
#pragma once

#include <string>
#include <vector>

#include "core/mesh/mesh.hpp"
#include "core/system/term.hpp"

namespace spondyl {

// Thin incompressible-like layers under a rigid indenter: p = -(K t) ln(1 - d / t) with the aggregate modulus K t, the
// thickness t of both layers together and the overlap d (Blankevoort, Kuiper, Huiskes, Grootenboer 1991 J Biomech
// 24:1019-1031, doi:10.1016/0021-9290(91)90019-J). It grows linearly in strain beyond d = 0.8 t, so a violent trial
// step stays finite; a quadratic toe of width `smoothing` around first touch makes the tangent continuous.
struct CartilageLaw {
    double aggregate_modulus = 0.0;  // MPa, E (1 - nu) / ((1 + nu) (1 - 2 nu))
    double thickness = 0.0;          // mm, both layers together
    double smoothing = 0.05;         // mm

    struct Value {
        double energy = 0.0;     // N / mm, per area
        double pressure = 0.0;   // MPa, + pressed together
        double stiffness = 0.0;  // MPa / mm, d pressure / d overlap
    };
    // gap: mm between the cartilages, negative: overlap.
    [[nodiscard]] Value operator()(double gap) const;
};

// In its frame (columns: outward normal n, cranial u, across v): n = (u^2 curvature_u + v^2 curvature_v) / 2 inside the
// ellipse of height (u) and width (v). Positive curvature: hollow.
struct ArticularSurface {
    Frame frame;               // at rest, global; origin at the surface's centre
    double height = 0.0;       // mm
    double width = 0.0;        // mm
    double curvature_u = 0.0;  // 1/mm
    double curvature_v = 0.0;  // 1/mm
};

// A point of the opposing surface.
struct ArticularPoint {
    Vec3 position;      // at rest, global, on the bone side that faces the other surface
    double area = 0.0;  // mm^2
};

class FacetContact final : public Term {
  public:
    // The gap between the cartilages at a point is its distance along n to the lower surface, over the slope, less
    // cartilage thickness: surfaces and points both lie on the BONE.
    FacetContact(std::string name, int upper_body, int lower_body, ArticularSurface lower,
                 std::vector<ArticularPoint> upper, CartilageLaw law);
    [[nodiscard]] std::string name() const override { return name_; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Kinematics& kinematics, const State& state, Request request, std::span<double> residual,
                        std::span<double> tangent) const override;

    struct Sample {
        Vec3 force = Vec3::Zero();     // N, on the lower body, global
        Vec3 moment = Vec3::Zero();    // N mm, on the lower body, about the global origin
        Vec3 centre = Vec3::Zero();    // mm, global: centre of pressure, or of the surface while open
        double area = 0.0;             // mm^2 with positive overlap
        double pressure_peak = 0.0;    // MPa
        double gap_min = 0.0;          // mm, over the points inside the window
        std::vector<double> pressure;  // MPa per point
    };
    [[nodiscard]] Sample sample(const Kinematics& kinematics, const State& state) const;
    [[nodiscard]] const std::vector<ArticularPoint>& points() const { return upper_; }

  private:
    std::string name_;
    int upper_body_;
    int lower_body_;
    ArticularSurface lower_;
    std::vector<ArticularPoint> upper_;
    CartilageLaw law_;
};

}  // namespace spondyl
