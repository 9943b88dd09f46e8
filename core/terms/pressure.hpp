// SPDX-License-Identifier: Apache-2.0
// Pressure on faces of one kind: it follows the moving surface and pushes against its outward normal.
//
// With the tangents t1, t2 of the current surface along the local coordinates,
//   f_I = P integral N_I t1 x t2 d(xi)         (internal minus external force)
// Source: Bonet and Wood, Nonlinear Continuum Mechanics for Finite Element Analysis (2008), section 8.5.2. On a surface
// whose border does not move, and on closed ones, it has a potential. Elsewhere its tangent has a skew part, which acts
// along the border and is left out, as that of couples is (docs/adr/0004); the residual is exact everywhere.
#pragma once

#include <Eigen/Geometry>
#include <string>
#include <utility>
#include <vector>

#include "core/elements/geometry.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/face_slots.hpp"

namespace spondyl {

template <FaceElement E>
class Pressure final : public Term {
  public:
    // faces: normals outward. The pressure is the amplitude of the load, MPa, positive in compression.
    Pressure(std::string name, std::vector<Cell<E>> faces, LoadId load)
        : name_(std::move(name)), faces_(std::move(faces)), load_(load) {}
    [[nodiscard]] std::string name() const override { return name_; }
    [[nodiscard]] bool is_load() const override { return true; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;

  private:
    std::string name_;
    std::vector<Cell<E>> faces_;
    LoadId load_;
    FaceSlots slots_;
};

template <FaceElement E>
void Pressure<E>::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    slots_.declare(kinematics, slots, faces_);
}

template <FaceElement E>
Evaluation Pressure<E>::evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const {
    const Kinematics& kinematics = context.kinematics;
    const State& state = context.state;
    const Request request = context.request;
    constexpr int size = 3 * E::nodes;
    const double pressure = state.loads[load_];
    const auto quadrature = E::quadrature();
    const auto count = static_cast<std::ptrdiff_t>(faces_.size());
#pragma omp parallel for schedule(static)
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const NodePositions<E> x = positions_of<E>(faces_[i], state.positions);
        Eigen::VectorXd force = Eigen::VectorXd::Zero(size);
        Eigen::MatrixXd stiffness = Eigen::MatrixXd::Zero(size, size);
        for (const auto& q : quadrature) {
            const auto shape = E::shape(q.at);
            const auto gradient = E::gradient(q.at);
            const Eigen::Matrix<double, 3, 2> t = jacobian<E>(x, gradient);
            const Vec3 normal = pressure * q.weight * t.col(0).cross(t.col(1));
            for (int a = 0; a < E::nodes; ++a) force.segment<3>(3 * a) += shape[a] * normal;
            if (!request.tangent) continue;
            const Mat3 along_first = cross_matrix(t.col(0));
            const Mat3 along_second = cross_matrix(t.col(1));
            for (int b = 0; b < E::nodes; ++b) {
                const Mat3 change =
                    pressure * q.weight * (gradient[b][1] * along_first - gradient[b][0] * along_second);
                for (int a = 0; a < E::nodes; ++a) stiffness.block<3, 3>(3 * a, 3 * b) += shape[a] * change;
            }
        }
        const Eigen::MatrixXd symmetric = 0.5 * (stiffness + stiffness.transpose());
        slots_.condense(static_cast<std::size_t>(i), kinematics, state, force, symmetric, residual,
                        request.tangent ? tangent : std::span<double>());
    }
    return {};
}

}  // namespace spondyl
