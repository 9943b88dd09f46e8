// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/pelvis_rotation.hpp"

#include <Eigen/Geometry>

#include "models/equilibrium/task_amplitudes.hpp"

namespace spondyl {

Eigen::VectorXd forces_of_rigid_rotation(const SpineModel& model, const State& state, const Eigen::VectorXd& moments,
                                         const Vec3& axis) {
    const BodyLoadIds& ids = model.body_loads();
    const std::size_t bodies = ids.bodies.size() - 1;
    const Kinematics& k = model.system().kinematics;
    const Vec3 centre = k.body_position(state, model.body(bodies));
    Eigen::VectorXd change(6 * static_cast<Eigen::Index>(bodies));
    for (std::size_t v = 0; v < bodies; ++v) {
        const Mat3& rotation = state.body_rotation[model.body(v)];
        Vec3 force = Vec3::Zero();
        const auto row = 6 * static_cast<Eigen::Index>(v);
        const Vec3 held =
            moments.segment<3>(3 * static_cast<Eigen::Index>(v)) + amplitude(state.loads, ids.bodies[v].couple);
        Vec3 moment = held;
        Vec3 force_change = Vec3::Zero();
        Vec3 moment_change = Vec3::Zero();  // of the outside forces, whose points of attack turn
        const auto add = [&](const AttachedLoads& load) {
            const Vec3 f = amplitude(state.loads, load.force);
            const Vec3 arm = rotation * amplitude(state.loads, load.arm);
            force += f;
            moment += arm.cross(f);
            moment_change += axis.cross(arm).cross(f);
        };
        add(ids.bodies[v].weight);
        add(ids.bodies[v].support);
        if (v == 0) add(ids.hands);
        const ElasticSupport::Reaction pad = ids.bodies[v].pad_term->reaction(k, state);
        if (!pad.force.isZero()) {
            const ElasticSupportLoads& loads = ids.bodies[v].pad;
            const Vec3 n = amplitude(state.loads, loads.normal);
            const Vec3 more = -state.loads[loads.stiffness] * n.dot(axis.cross(pad.point - centre)) * n;
            force += pad.force;
            moment += pad.arm.cross(pad.force);
            force_change += more;
            moment_change += axis.cross(pad.arm).cross(pad.force) + pad.arm.cross(more);
        }
        // Internal forces balance the external and the holding ones, and rotate with the bodies. Since rotations do not
        // commute, the symmetric stiffness of the backward rotation contains only half of the holding moments.
        change.segment<3>(row) = axis.cross(force) - force_change;
        change.segment<3>(row + 3) = axis.cross(moment) - moment_change - 0.5 * axis.cross(held);
    }
    return change;
}

Eigen::VectorXd moments_of_pelvis_rotation(const SpinStiffness& spins, const Eigen::MatrixXd& stiffness,
                                           const Eigen::VectorXd& rigid_forces, const Vec3& axis) {
    const Eigen::Index bodies = stiffness.rows() / 3;
    return spins.moments_of(rigid_forces) - stiffness * axis.replicate(bodies, 1);
}

}  // namespace spondyl
