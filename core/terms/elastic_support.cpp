// SPDX-License-Identifier: Apache-2.0
#include "core/terms/elastic_support.hpp"

#include <Eigen/Geometry>
#include <algorithm>

namespace spondyl {

namespace {

Vec3 amplitudes(const State& state, const std::array<LoadId, 3>& loads) {
    return {state.loads[loads[0]], state.loads[loads[1]], state.loads[loads[2]]};
}

}  // namespace

void ElasticSupport::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    std::array<int, 6> dofs{};
    for (int c = 0; c < 6; ++c) dofs[static_cast<std::size_t>(c)] = kinematics.body_dof(body_, c);
    slots.block(dofs);
}

ElasticSupport::Reaction ElasticSupport::reaction(const Kinematics& kinematics, const State& state) const {
    const Vec3 n = amplitudes(state, loads_.normal);
    const Vec3 x = kinematics.body_position(state, body_) + state.body_rotation[body_] * amplitudes(state, loads_.arm);
    const double pressed = std::max(0.0, state.loads[loads_.offset] - n.dot(x));
    return {.point = x, .force = state.loads[loads_.stiffness] * pressed * n};
}

Evaluation ElasticSupport::evaluate(const Context& context, std::span<double> residual,
                                    std::span<double> tangent) const {
    const State& state = context.state;
    const Reaction now = reaction(context.kinematics, state);
    const Vec3 r = state.body_rotation[body_] * amplitudes(state, loads_.arm);
    const Vec3 moment = r.cross(now.force);
    for (std::size_t c = 0; c < 3; ++c) {
        residual[c] = -now.force[static_cast<Eigen::Index>(c)];
        residual[3 + c] = -moment[static_cast<Eigen::Index>(c)];
    }
    const double k = state.loads[loads_.stiffness];
    const Vec3 n = amplitudes(state, loads_.normal);
    const double pressed = state.loads[loads_.offset] - n.dot(now.point);
    if (context.request.tangent) {
        Eigen::Matrix<double, 6, 6> stiffness = Eigen::Matrix<double, 6, 6>::Zero();
        if (pressed > 0.0) {
            Eigen::Matrix<double, 6, 1> along;  // -du per unit of each unknown
            along << n, r.cross(n);
            stiffness = k * along * along.transpose();
            // As of a force that rides on the body (AttachedForce).
            stiffness.bottomRightCorner<3, 3>() +=
                now.force.dot(r) * Mat3::Identity() - 0.5 * (now.force * r.transpose() + r * now.force.transpose());
        }
        std::size_t slot = 0;
        for (int i = 0; i < 6; ++i) {
            for (int j = i; j < 6; ++j) tangent[slot++] = stiffness(i, j);
        }
    }
    const double u = std::max(0.0, pressed);
    return {.energy = context.request.energy ? 0.5 * k * u * u : 0.0};
}

}  // namespace spondyl
