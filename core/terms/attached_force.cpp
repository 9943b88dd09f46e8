// SPDX-License-Identifier: Apache-2.0
#include "core/terms/attached_force.hpp"

#include <Eigen/Geometry>

#include "core/system/amplitude.hpp"
#include "core/terms/riding_force.hpp"

namespace spondyl {

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
    const Vec3 f = amplitude(state.loads, force_);
    const Vec3 r = state.body_rotation[body_] * amplitude(state.loads, arm_);
    const Vec3 moment = r.cross(f);
    for (std::size_t c = 0; c < 3; ++c) {
        residual[c] = -f[static_cast<Eigen::Index>(c)];
        residual[3 + c] = -moment[static_cast<Eigen::Index>(c)];
    }
    if (request.tangent) {
        const Mat3 spin = riding_stiffness(f, r);
        std::size_t slot = 0;
        for (int i = 0; i < 3; ++i) {
            for (int j = i; j < 3; ++j) tangent[slot++] = spin(i, j);
        }
    }
    return {.energy = request.energy ? -f.dot(kinematics.body_position(state, body_) + r) : 0.0};
}

}  // namespace spondyl
