// SPDX-License-Identifier: Apache-2.0
#include "core/terms/attached_force.hpp"

#include <Eigen/Geometry>

namespace spondyl {

namespace {

Vec3 amplitudes(const State& state, const std::array<LoadId, 3>& loads) {
    return {state.loads[loads[0]], state.loads[loads[1]], state.loads[loads[2]]};
}

}  // namespace

void AttachedForce::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    for (int c = 0; c < 6; ++c) slots.residual(kinematics.body_dof(body_, c));
    for (int i = 3; i < 6; ++i) {
        for (int j = i; j < 6; ++j) slots.tangent(kinematics.body_dof(body_, i), kinematics.body_dof(body_, j));
    }
}

Evaluation AttachedForce::evaluate(const Context& context, std::span<double> residual,
                                   std::span<double> tangent) const {
    const Kinematics& kinematics = context.kinematics;
    const State& state = context.state;
    const Request request = context.request;
    const Vec3 f = amplitudes(state, force_);
    const Vec3 r = state.body_rotation[body_] * amplitudes(state, arm_);
    const Vec3 moment = r.cross(f);
    for (std::size_t c = 0; c < 3; ++c) {
        residual[c] = -f[static_cast<Eigen::Index>(c)];
        residual[3 + c] = -moment[static_cast<Eigen::Index>(c)];
    }
    if (request.tangent) {
        const Mat3 spin = f.dot(r) * Mat3::Identity() - 0.5 * (f * r.transpose() + r * f.transpose());
        std::size_t slot = 0;
        for (int i = 0; i < 3; ++i) {
            for (int j = i; j < 3; ++j) tangent[slot++] = spin(i, j);
        }
    }
    return {.energy = request.energy ? -f.dot(kinematics.body_position(state, body_) + r) : 0.0};
}

}  // namespace spondyl
