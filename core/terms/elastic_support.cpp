// SPDX-License-Identifier: Apache-2.0
#include "core/terms/elastic_support.hpp"

#include <Eigen/Geometry>
#include <algorithm>

#include "core/system/amplitude.hpp"
#include "core/terms/riding_force.hpp"

namespace spondyl {

void ElasticSupport::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    std::array<int, 6> dofs{};
    for (int c = 0; c < 6; ++c) dofs[static_cast<std::size_t>(c)] = kinematics.body_dof(body_, c);
    slots.block(dofs);
}

ElasticSupport::Reaction ElasticSupport::reaction(const Kinematics& kinematics, const State& state) const {
    const Vec3 n = amplitude(state.loads, loads_.normal);
    const Vec3 arm = state.body_rotation[body_] * amplitude(state.loads, loads_.arm);
    const Vec3 x = kinematics.body_position(state, body_) + arm;
    const double pressed = std::max(0.0, state.loads[loads_.offset] - n.dot(x));
    return {.point = x, .arm = arm, .pressed_in = pressed, .force = state.loads[loads_.stiffness] * pressed * n};
}

Evaluation ElasticSupport::evaluate(const Context& context, std::span<double> residual,
                                    std::span<double> tangent) const {
    const State& state = context.state;
    const Reaction now = reaction(context.kinematics, state);
    const Vec3 moment = now.arm.cross(now.force);
    for (std::size_t c = 0; c < 3; ++c) {
        residual[c] = -now.force[static_cast<Eigen::Index>(c)];
        residual[3 + c] = -moment[static_cast<Eigen::Index>(c)];
    }
    const double k = state.loads[loads_.stiffness];
    if (context.request.tangent) {
        Eigen::Matrix<double, 6, 6> stiffness = Eigen::Matrix<double, 6, 6>::Zero();
        if (now.pressed_in > 0.0) {
            const Vec3 n = amplitude(state.loads, loads_.normal);
            Eigen::Matrix<double, 6, 1> along;  // -du per unit of each unknown
            along.head<3>() = n;
            along.tail<3>() = now.arm.cross(n);
            stiffness = k * along * along.transpose();
            stiffness.bottomRightCorner<3, 3>() += riding_stiffness(now.force, now.arm);
        }
        std::size_t slot = 0;
        for (int i = 0; i < 6; ++i) {
            for (int j = i; j < 6; ++j) tangent[slot++] = stiffness(i, j);
        }
    }
    return {.energy = context.request.energy ? 0.5 * k * now.pressed_in * now.pressed_in : 0.0};
}

}  // namespace spondyl
