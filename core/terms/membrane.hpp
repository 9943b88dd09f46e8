// SPDX-License-Identifier: Apache-2.0
// A thin elastic skin of faces of one kind: cortical bone, fascia. It stretches and shears but does not bend.
//
// Finite strain, St. Venant-Kirchhoff in plane stress, total Lagrangian, thickness t of the reference. With the
// surface gradient F = sum x_I (x) grad N_I (3 x 2, in an orthonormal basis of the reference tangent plane of each
// quadrature point) and E = (F^T F - 1)/2:
//   W = E_young / (2 (1 - nu^2)) [(1 - nu) E:E + nu (tr E)^2]        S = dW/dE
//   f_I  = integral t F S grad N_I dA
//   K_IJ = integral t [ B_I^T D B_J + (grad N_I . S grad N_J) 1 ] dA
// Source: Bonet and Wood, Nonlinear Continuum Mechanics for Finite Element Analysis (2008), sections 6.5 and 9.4.
// Under compression along the surface it has no stable equilibrium alone (it wrinkles): let it cover solid elements.
#pragma once

#include <Eigen/Geometry>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/elements/geometry.hpp"
#include "core/error.hpp"
#include "core/terms/face_slots.hpp"

namespace spondyl {

template <FaceElement E>
class Membrane final : public Term {
  public:
    // Either side of the faces may look outward. InternalError for a folded face. youngs_modulus: MPa. thickness: mm.
    Membrane(std::string name, std::span<const Vec3> reference, std::vector<Cell<E>> faces, double youngs_modulus,
             double poisson_ratio, double thickness);
    [[nodiscard]] std::string name() const override { return name_; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;

  private:
    using Tangents = Eigen::Matrix<double, 3, 2>;
    struct Point {
        std::array<Eigen::Vector2d, E::nodes> gradient;  // of the shape functions in the tangent plane, 1/mm
        double volume = 0.0;                             // thickness times reference area of the point, mm^3
    };
    using Points = std::array<Point, E::points>;
    [[nodiscard]] Points reference_points(const NodePositions<E>& x, double thickness) const;

    std::string name_;
    std::vector<Cell<E>> faces_;
    Mat3 elasticity_;  // S11, S22, S12 from E11, E22, 2 E12, MPa
    std::vector<Points> points_;
    FaceSlots slots_;
};

template <FaceElement E>
Membrane<E>::Membrane(std::string name, std::span<const Vec3> reference, std::vector<Cell<E>> faces,
                      double youngs_modulus, double poisson_ratio, double thickness)
    : name_(std::move(name)), faces_(std::move(faces)) {
    const double factor = youngs_modulus / (1.0 - poisson_ratio * poisson_ratio);
    elasticity_ << factor, factor * poisson_ratio, 0.0,  //
        factor * poisson_ratio, factor, 0.0,             //
        0.0, 0.0, 0.5 * factor * (1.0 - poisson_ratio);
    points_.reserve(faces_.size());
    for (const Cell<E>& face : faces_) points_.push_back(reference_points(positions_of<E>(face, reference), thickness));
}

template <FaceElement E>
typename Membrane<E>::Points Membrane<E>::reference_points(const NodePositions<E>& x, double thickness) const {
    const Tangents centre = jacobian<E>(x, E::gradient(E::centre));
    const Vec3 middle_normal = centre.col(0).cross(centre.col(1));
    const auto quadrature = E::quadrature();
    Points points;
    for (std::size_t p = 0; p < E::points; ++p) {
        const auto local = E::gradient(quadrature[p].at);
        const Tangents tangents = jacobian<E>(x, local);
        const Vec3 normal = tangents.col(0).cross(tangents.col(1));
        SPONDYL_ASSERT(normal.dot(middle_normal) > 0.0, "a face of membrane {} is folded at ({}, {}, {}) mm", name_,
                       x[0].x(), x[0].y(), x[0].z());
        Tangents basis;
        basis.col(0) = tangents.col(0).normalized();
        basis.col(1) = normal.cross(tangents.col(0)).normalized();
        const Eigen::Matrix2d inverse_transpose = (basis.transpose() * tangents).inverse().transpose();
        for (std::size_t i = 0; i < E::nodes; ++i) points[p].gradient[i] = inverse_transpose * local[i];
        points[p].volume = thickness * quadrature[p].weight * normal.norm();
    }
    return points;
}

template <FaceElement E>
void Membrane<E>::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    slots_.declare(kinematics, slots, faces_);
}

template <FaceElement E>
Evaluation Membrane<E>::evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const {
    const Kinematics& kinematics = context.kinematics;
    const State& state = context.state;
    const Request request = context.request;
    constexpr int size = 3 * E::nodes;
    const auto count = static_cast<std::ptrdiff_t>(faces_.size());
    std::vector<double> energy(faces_.size(), 0.0);
#pragma omp parallel for schedule(static)
    for (std::ptrdiff_t q = 0; q < count; ++q) {
        const NodePositions<E> x = positions_of<E>(faces_[q], state.positions);
        Eigen::VectorXd force = Eigen::VectorXd::Zero(size);
        Eigen::MatrixXd stiffness = Eigen::MatrixXd::Zero(size, size);
        for (const Point& point : points_[q]) {
            const Tangents f = jacobian<E>(x, point.gradient);
            const Eigen::Matrix2d c = f.transpose() * f;
            const Vec3 strain(0.5 * (c(0, 0) - 1.0), 0.5 * (c(1, 1) - 1.0), c(0, 1));
            const Vec3 s = point.volume * elasticity_ * strain;
            const Mat3 d = point.volume * elasticity_;
            energy[q] += 0.5 * s.dot(strain);
            Eigen::Matrix2d stress;
            stress << s[0], s[2], s[2], s[1];
            Eigen::Matrix<double, 3, size> b;
            for (Eigen::Index i = 0; i < E::nodes; ++i) {
                const Eigen::Vector2d& g = point.gradient[i];
                b.template block<1, 3>(0, 3 * i) = g[0] * f.col(0).transpose();
                b.template block<1, 3>(1, 3 * i) = g[1] * f.col(1).transpose();
                b.template block<1, 3>(2, 3 * i) = (g[1] * f.col(0) + g[0] * f.col(1)).transpose();
            }
            force += b.transpose() * s;
            if (!request.tangent) continue;
            stiffness += b.transpose() * d * b;
            for (Eigen::Index i = 0; i < E::nodes; ++i) {
                for (Eigen::Index j = 0; j < E::nodes; ++j) {
                    const double geometric = point.gradient[i].dot(stress * point.gradient[j]);
                    stiffness.template block<3, 3>(3 * i, 3 * j).diagonal().array() += geometric;
                }
            }
        }
        slots_.condense(static_cast<std::size_t>(q), kinematics, state, force, stiffness, residual,
                        request.tangent ? tangent : std::span<double>());
    }
    Evaluation total;
    for (const double e : energy) total.energy += e;
    return total;
}

}  // namespace spondyl
