// SPDX-License-Identifier: Apache-2.0
#include "core/terms/facet_contact.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "core/system/rotation.hpp"

namespace spondyl {

namespace {

constexpr double linear_from = 0.8;    // of the thickness
constexpr double window_inner = 0.85;  // of the radius of the ellipse
constexpr double window_outer = 1.15;

using Vec12 = Eigen::Matrix<double, 12, 1>;
using Mat12 = Eigen::Matrix<double, 12, 12>;

void require_positive(const std::string& name, const char* what, double value) {
    if (value > 0.0 && std::isfinite(value)) return;
    throw UserError(fmt::format("{}: {} must be positive, not {}", name, what, value));
}

// d energy / d position of a point, N, from its window, distance and law. The derivative of the energy with respect to
// the gap is minus the pressure.
Vec3 gradient(double area, const Mat3& axes, const ArticularSurface::Field& window,
              const ArticularSurface::Field& distance, const CartilageLaw::Value& law) {
    return area * axes * (law.energy * window.gradient - window.value * law.pressure * distance.gradient);
}

}  // namespace

CartilageLaw::Value CartilageLaw::operator()(double gap) const {
    const double overlap = -gap;
    const double toe_end = 0.5 * smoothing;
    if (overlap <= -toe_end) return {};  // the vertex of the parabola (its overlap d0) lies above this
    // p = -E ln(1 - d / t) with its integral from d = 0.
    const auto logarithmic = [&](double d) {
        const double x = d / thickness;
        const double log = std::log1p(-x);
        return Value{.energy = aggregate_modulus * thickness * ((1.0 - x) * log + x),
                     .pressure = -aggregate_modulus * log,
                     .stiffness = aggregate_modulus / (thickness * (1.0 - x))};
    };
    const Value join = logarithmic(toe_end);
    const double toe_length = 2.0 * join.pressure / join.stiffness;
    if (overlap < toe_end) {
        const double s = overlap - (toe_end - toe_length);
        if (s <= 0.0) return {};
        const double a = join.pressure / (toe_length * toe_length);
        return {.energy = a * s * s * s / 3.0, .pressure = a * s * s, .stiffness = 2.0 * a * s};
    }
    const double toe_energy = join.pressure * toe_length / 3.0 - join.energy;
    Value value = logarithmic(std::min(overlap, linear_from * thickness));
    value.energy += toe_energy;
    const double beyond = overlap - linear_from * thickness;
    if (beyond > 0.0) {
        value.energy += beyond * (value.pressure + 0.5 * beyond * value.stiffness);
        value.pressure += beyond * value.stiffness;
    }
    return value;
}

// The height h = n - n(u, v) over the surface times f = (1 + m)^(-1/2), m = |grad n|^2.
ArticularSurface::Field ArticularSurface::distance(const Vec3& local) const {
    const Vec3 curvature(0.0, curvature_u, curvature_v);
    const Vec3 slope = curvature.cwiseProduct(local);
    const double h = local[0] - 0.5 * slope.dot(local);
    const Vec3 dh = Vec3::UnitX() - slope;
    const Vec3 dm = 2.0 * curvature.cwiseProduct(slope);
    const double stretch = 1.0 + slope.squaredNorm();
    const double f = 1.0 / std::sqrt(stretch);
    const double df_dm = -0.5 * f / stretch;
    const Vec3 df = df_dm * dm;

    Field d{.value = f * h, .gradient = f * dh + h * df};
    d.hessian = dh * df.transpose() + df * dh.transpose() - 1.5 * df_dm / stretch * h * dm * dm.transpose();
    d.hessian.diagonal() += -f * curvature + 2.0 * h * df_dm * curvature.cwiseAbs2();
    return d;
}

// 1 - s^3 (10 - 15 s + 6 s^2), with s from 0 to 1 between the inner and the outer radius.
ArticularSurface::Field ArticularSurface::window(const Vec3& local) const {
    const Vec3 scale(0.0, 4.0 / (height * height), 4.0 / (width * width));
    const Vec3 half_gradient = scale.cwiseProduct(local);  // of radius^2
    const double radius = std::sqrt(half_gradient.dot(local));
    if (radius <= window_inner) return {.value = 1.0};
    if (radius >= window_outer) return {};
    const double fade = window_outer - window_inner;
    const double s = (radius - window_inner) / fade;
    const double slope = -30.0 * s * s * (1.0 - s) * (1.0 - s) / fade;
    const double bend = -60.0 * s * (1.0 - s) * (1.0 - 2.0 * s) / (fade * fade);
    const Vec3 dr = half_gradient / radius;
    Field w{.value = 1.0 - s * s * s * (10.0 + s * (6.0 * s - 15.0)), .gradient = slope * dr};
    w.hessian = (bend - slope / radius) * dr * dr.transpose();
    w.hessian.diagonal() += slope / radius * scale;
    return w;
}

FacetContact::FacetContact(std::string name, int upper_body, int lower_body, ArticularSurface lower,
                           std::vector<ArticularPoint> upper, CartilageLaw law)
    : name_(std::move(name)),
      upper_body_(upper_body),
      lower_body_(lower_body),
      lower_(std::move(lower)),
      upper_(std::move(upper)),
      law_(law) {
    SPONDYL_ASSERT(upper_body_ != lower_body_, "both surfaces of {} ride on body {}", name_, upper_body_);
    require_positive(name_, "the aggregate modulus of cartilage", law_.aggregate_modulus);
    require_positive(name_, "the thickness of cartilage", law_.thickness);
    require_positive(name_, "the smoothing of first touch", law_.smoothing);
    require_positive(name_, "the height of the articular surface", lower_.height);
    require_positive(name_, "the width of the articular surface", lower_.width);
    for (const ArticularPoint& point : upper_) require_positive(name_, "the area of a point", point.area);
    if (!(0.5 * law_.smoothing < linear_from * law_.thickness)) {
        throw UserError(
            fmt::format("{}: the smoothing of first touch, {} mm, must be less than {} times the thickness "
                        "of cartilage, {} mm",
                        name_, law_.smoothing, 2.0 * linear_from, law_.thickness));
    }
}

// Where the two bodies are, and a point of the upper surface with them.
struct FacetContact::Placement {
    const ArticularSurface& surface;
    Vec3 upper_centre;  // at rest
    Vec3 lower_centre;
    Vec3 upper_position;  // now
    Vec3 lower_position;
    Mat3 upper_rotation;
    Mat3 lower_rotation;

    [[nodiscard]] Vec3 global(const ArticularPoint& point) const {
        return upper_position + upper_rotation * (point.position - upper_centre);
    }
    [[nodiscard]] Vec3 local(const Vec3& x) const {
        return surface.frame.to_local(lower_centre + lower_rotation.transpose() * (x - lower_position));
    }
    // Current directions of n, u, v.
    [[nodiscard]] Mat3 axes() const { return lower_rotation * surface.frame.rotation; }
    [[nodiscard]] Vec3 surface_centre() const {
        return lower_position + lower_rotation * (surface.frame.origin - lower_centre);
    }
};

FacetContact::Placement FacetContact::place(const Kinematics& kinematics, const State& state) const {
    return {.surface = lower_,
            .upper_centre = kinematics.body_centre(upper_body_),
            .lower_centre = kinematics.body_centre(lower_body_),
            .upper_position = kinematics.body_position(state, upper_body_),
            .lower_position = kinematics.body_position(state, lower_body_),
            .upper_rotation = state.body_rotation[upper_body_],
            .lower_rotation = state.body_rotation[lower_body_]};
}

void FacetContact::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    std::array<int, 12> dofs{};
    for (int c = 0; c < 6; ++c) {
        dofs[c] = kinematics.body_dof(upper_body_, c);
        dofs[6 + c] = kinematics.body_dof(lower_body_, c);
    }
    slots.block(dofs);
}

// With x the point, r_u and r_l its arms from the reference points of the two bodies and the spins w, the position seen
// from the lower body, turned back to global axes, varies along exp(s w) paths by
//   z'  = dq_u + w_u x r_u - dq_l - w_l x r_l
//   z'' = w_u x (w_u x r_u) + w_l x (w_l x r_l) - 2 w_l x (dq_u + w_u x r_u - dq_l)
// so that an energy with gradient f and Hessian H there has the gradient T^T f and the Hessian T^T H T + f . z''.
Evaluation FacetContact::evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const {
    const Kinematics& kinematics = context.kinematics;
    const State& state = context.state;
    const Request request = context.request;
    const Placement now = place(kinematics, state);
    const Mat3 axes = now.axes();
    Evaluation total;
    Vec12 force = Vec12::Zero();
    Mat12 stiffness = Mat12::Zero();
    for (const ArticularPoint& point : upper_) {
        const Vec3 x = now.global(point);
        const Vec3 local = now.local(x);
        const auto window = lower_.window(local);
        if (window.value == 0.0) continue;
        const auto distance = lower_.distance(local);
        const auto law = law_(distance.value - law_.thickness);
        if (law.energy == 0.0) continue;
        total.energy += point.area * window.value * law.energy;
        const Vec3 f = gradient(point.area, axes, window, distance, law);
        const Mat3 cross_upper = cross_matrix(x - now.upper_position);
        const Mat3 cross_lower = cross_matrix(x - now.lower_position);
        Eigen::Matrix<double, 3, 12> map;
        map << Mat3::Identity(), -cross_upper, -Mat3::Identity(), cross_lower;
        force += map.transpose() * f;
        if (!request.tangent) continue;

        const Mat3 mixed = window.gradient * distance.gradient.transpose();
        const Mat3 local_hessian = law.energy * window.hessian - law.pressure * (mixed + mixed.transpose()) +
                                   window.value * (law.stiffness * distance.gradient * distance.gradient.transpose() -
                                                   law.pressure * distance.hessian);
        stiffness += map.transpose() * (point.area * axes * local_hessian * axes.transpose()) * map;
        const auto spin_stiffness = [&](const Vec3& arm) -> Mat3 {
            return 0.5 * (f * arm.transpose() + arm * f.transpose()) - f.dot(arm) * Mat3::Identity();
        };
        stiffness.block<3, 3>(3, 3) += spin_stiffness(x - now.upper_position);
        stiffness.block<3, 3>(9, 9) += spin_stiffness(x - now.lower_position);
        const Eigen::Matrix<double, 9, 3> turning = map.leftCols<9>().transpose() * cross_matrix(f);
        stiffness.block<9, 3>(0, 9) -= turning;
        stiffness.block<3, 9>(9, 0) -= turning.transpose();
    }
    Eigen::Map<Vec12>(residual.data()) = force;
    if (request.tangent) {
        std::size_t slot = 0;
        for (Eigen::Index i = 0; i < 12; ++i) {
            for (Eigen::Index j = i; j < 12; ++j) tangent[slot++] = stiffness(i, j);
        }
    }
    return total;
}

FacetContact::Sample FacetContact::sample(const Kinematics& kinematics, const State& state) const {
    const Placement now = place(kinematics, state);
    const Mat3 axes = now.axes();
    Sample s{.gap_min = std::numeric_limits<double>::infinity(), .pressure = {}};
    Vec3 weighted = Vec3::Zero();
    double weight = 0.0;
    for (const ArticularPoint& point : upper_) {
        s.pressure.push_back(0.0);
        const Vec3 x = now.global(point);
        const Vec3 local = now.local(x);
        const auto window = lower_.window(local);
        if (window.value == 0.0) continue;
        const auto distance = lower_.distance(local);
        const double gap = distance.value - law_.thickness;
        const auto law = law_(gap);
        s.gap_min = std::min(s.gap_min, gap);
        if (gap < 0.0) s.area += point.area * window.value;
        s.pressure.back() = window.value * law.pressure;
        s.pressure_peak = std::max(s.pressure_peak, s.pressure.back());
        const Vec3 f = gradient(point.area, axes, window, distance, law);
        s.force += f;
        s.moment += x.cross(f);
        weighted += point.area * s.pressure.back() * x;
        weight += point.area * s.pressure.back();
    }
    s.centre = weight > 0.0 ? Vec3(weighted / weight) : now.surface_centre();
    return s;
}

}  // namespace spondyl
