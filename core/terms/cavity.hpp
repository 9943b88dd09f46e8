// SPDX-License-Identifier: Apache-2.0
// A fluid-filled cavity bounded by faces of one kind: the nucleus as a nearly incompressible fluid without shear
// stiffness.
//
// Mixed form with the pressure P (+ in compression) as an extra unknown:
//   Pi = -P (v - V) - P^2 V / (2 K)   =>   force = -P dv/dx,   0 = -(v - V) - P V / K
// The volume inside the (bilinear, quadratic) faces is exact: v = sum over faces of integral x . n dA / 3, a sum over
// triples of nodes, v = sum c_ijk det(x_i, x_j, x_k), whose coefficients are rational numbers of the element.
#pragma once

#include <Eigen/Geometry>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/elements/geometry.hpp"
#include "core/error.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/face_slots.hpp"

namespace spondyl {

// det(x_i, x_j, x_k) of nodes i < j < k enters the volume under a face, seen from the origin, with this coefficient.
struct VolumeTriple {
    int node[3];
    double numerator;  // to be divided by E::volume_denominator
};

// From the quadrature, which is exact for it, rounded to the whole numbers that the numerators are.
template <FaceElement E>
std::vector<VolumeTriple> volume_triples() {
    std::vector<VolumeTriple> triples;
    for (int i = 0; i < E::nodes; ++i) {
        for (int gap = 1; gap < E::nodes; ++gap) {  // neighbours first
            for (int j = i + 1; j + gap < E::nodes; ++j) {
                const int k = j + gap;
                double coefficient = 0.0;
                for (const auto& q : E::quadrature()) {
                    const auto n = E::shape(q.at);
                    const auto g = E::gradient(q.at);
                    const auto turn = [&](int b, int c) { return g[b][0] * g[c][1] - g[b][1] * g[c][0]; };
                    coefficient += q.weight / 3.0 * (n[i] * turn(j, k) + n[j] * turn(k, i) + n[k] * turn(i, j));
                }
                const double numerator = std::round(coefficient * E::volume_denominator);
                if (numerator != 0.0) triples.push_back({{i, j, k}, numerator});
            }
        }
    }
    return triples;
}

template <FaceElement E>
class Cavity final : public Term {
  public:
    // faces: closed surface, normals outward. pressure: index from Kinematics::add_scalar. bulk_modulus: MPa.
    Cavity(std::string name, std::span<const Vec3> reference, std::vector<Cell<E>> faces, int pressure,
           double bulk_modulus);
    // The volume of fluid changes: its pressure is zero at the cavity volume V (1 + amplitude(load)).
    void set_volume_load(LoadId load) { volume_load_ = load; }
    [[nodiscard]] std::string name() const override { return name_; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;
    [[nodiscard]] double volume(std::span<const Vec3> positions) const;                           // mm^3
    [[nodiscard]] double pressure(const State& state) const { return state.scalars[pressure_]; }  // MPa

  private:
    static constexpr int size = 3 * E::nodes;
    struct FaceVolume {
        double value = 0.0;
        Eigen::Matrix<double, size, 1> gradient = Eigen::Matrix<double, size, 1>::Zero();
        Eigen::Matrix<double, size, size> hessian = Eigen::Matrix<double, size, size>::Zero();
    };
    [[nodiscard]] FaceVolume face_volume(const NodePositions<E>& x) const;

    std::string name_;
    std::vector<Cell<E>> faces_;
    std::vector<VolumeTriple> triples_ = volume_triples<E>();
    int pressure_;
    double bulk_modulus_;
    double rest_volume_ = 0.0;
    LoadId volume_load_ = -1;
    FaceSlots slots_;
};

template <FaceElement E>
Cavity<E>::Cavity(std::string name, std::span<const Vec3> reference, std::vector<Cell<E>> faces, int pressure,
                  double bulk_modulus)
    : name_(std::move(name)),
      faces_(std::move(faces)),
      pressure_(pressure),
      bulk_modulus_(bulk_modulus),
      rest_volume_(volume(reference)) {
    SPONDYL_ASSERT(rest_volume_ > 0.0, "cavity {} has volume {} mm^3: faces turned inside out?", name_, rest_volume_);
}

template <FaceElement E>
typename Cavity<E>::FaceVolume Cavity<E>::face_volume(const NodePositions<E>& x) const {
    constexpr double whole = E::volume_denominator;
    FaceVolume q;
    for (const VolumeTriple& triple : triples_) {
        const auto& t = triple.node;
        const double m = triple.numerator;
        const Vec3& a = x[t[0]];
        const Vec3& b = x[t[1]];
        const Vec3& c = x[t[2]];
        q.value += m * a.dot(b.cross(c)) / whole;
        q.gradient.template segment<3>(3 * t[0]) += m * b.cross(c) / whole;
        q.gradient.template segment<3>(3 * t[1]) += m * c.cross(a) / whole;
        q.gradient.template segment<3>(3 * t[2]) += m * a.cross(b) / whole;
        // d(b x c)/db = -[c]x, d(b x c)/dc = [b]x, and cyclic.
        const Mat3 ab = -m * cross_matrix(c) / whole;
        const Mat3 bc = -m * cross_matrix(a) / whole;
        const Mat3 ca = -m * cross_matrix(b) / whole;
        q.hessian.template block<3, 3>(3 * t[0], 3 * t[1]) += ab;
        q.hessian.template block<3, 3>(3 * t[1], 3 * t[0]) += ab.transpose();
        q.hessian.template block<3, 3>(3 * t[1], 3 * t[2]) += bc;
        q.hessian.template block<3, 3>(3 * t[2], 3 * t[1]) += bc.transpose();
        q.hessian.template block<3, 3>(3 * t[2], 3 * t[0]) += ca;
        q.hessian.template block<3, 3>(3 * t[0], 3 * t[2]) += ca.transpose();
    }
    return q;
}

template <FaceElement E>
double Cavity<E>::volume(std::span<const Vec3> positions) const {
    double sum = 0.0;
    for (const Cell<E>& face : faces_) {
        sum += face_volume(positions_of<E>(face, positions)).value;
    }
    return sum;
}

template <FaceElement E>
void Cavity<E>::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    slots_.declare(kinematics, slots, faces_, std::span(&pressure_, 1));
    const int own = kinematics.scalar_dof(pressure_);
    slots.block(std::span(&own, 1));
}

template <FaceElement E>
Evaluation Cavity<E>::evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const {
    const Kinematics& kinematics = context.kinematics;
    const State& state = context.state;
    const Request request = context.request;
    const double p = state.scalars[pressure_];
    const auto count = static_cast<std::ptrdiff_t>(faces_.size());
#pragma omp parallel for schedule(static)
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const FaceVolume q = face_volume(positions_of<E>(faces_[i], state.positions));
        Eigen::VectorXd force(size + 1);
        force.template head<size>() = -p * q.gradient;
        force[size] = -q.value;
        Eigen::MatrixXd stiffness = Eigen::MatrixXd::Zero(size + 1, size + 1);
        stiffness.template topLeftCorner<size, size>() = -p * q.hessian;
        stiffness.template topRightCorner<size, 1>() = -q.gradient;
        stiffness.template bottomLeftCorner<1, size>() = -q.gradient.transpose();
        slots_.condense(static_cast<std::size_t>(i), kinematics, state, force, stiffness, residual,
                        request.tangent ? tangent : std::span<double>());
    }
    const double compliance = rest_volume_ / bulk_modulus_;
    const double fluid = volume_load_ < 0 ? rest_volume_ : rest_volume_ * (1.0 + state.loads[volume_load_]);
    residual[slots_.residual_end()] = fluid - p * compliance;
    if (request.tangent) tangent[slots_.tangent_end()] = -compliance;
    // Stored energy of the fluid; equals Pi when the pressure equation holds.
    return {.energy = 0.5 * p * p * compliance};
}

}  // namespace spondyl
