// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/task_amplitudes.hpp"

#include "core/system/rotation.hpp"

namespace spondyl {

namespace {

void set(std::vector<double>& amplitudes, const std::array<LoadId, 3>& ids, const Vec3& value) {
    for (std::size_t c = 0; c < 3; ++c) {
        amplitudes[static_cast<std::size_t>(ids[c])] = value[static_cast<Eigen::Index>(c)];
    }
}

}  // namespace

std::vector<double> task_amplitudes(const SpineModel& model, const State& standing, const Pose& pose,
                                    const BodyLoads& loads) {
    std::vector<double> a = model.amplitudes({}, standing);
    const BodyLoadIds& ids = model.body_loads();
    for (std::size_t v = 0; v < ids.bodies.size(); ++v) {
        const auto vertebra = static_cast<std::size_t>(model.mesh().vertebrae[v].vertebra);
        const Mat3 turned = rotation_exp(pose.rotation[vertebra]) * standing.body_rotation[model.body(v)];
        set(a, ids.bodies[v].rotation, rotation_log(turned));
        if (v + 1 == ids.bodies.size()) continue;  // the pelvis is held, so that forces on it have no effect
        const auto attach = [&](const AttachedLoads& id, const PointForce& load) {
            set(a, id.force, load.force);
            set(a, id.arm, turned.transpose() * (load.point - pose.position[vertebra]));
        };
        attach(ids.bodies[v].weight, loads.weight[vertebra]);
        attach(ids.bodies[v].support, loads.support[vertebra]);
        set(a, ids.bodies[v].couple, loads.couple[vertebra]);
        const ElasticPad& pad = loads.pad[vertebra];
        const ElasticSupportLoads& of_pad = ids.bodies[v].pad;
        if (pad.stiffness > 0.0) {
            a[static_cast<std::size_t>(of_pad.stiffness)] = pad.stiffness;
            set(a, of_pad.arm, turned.transpose() * (pad.point - pose.position[vertebra]));
            set(a, of_pad.normal, pad.normal);
            a[static_cast<std::size_t>(of_pad.offset)] = pad.offset;
        }
        if (v == 0) attach(ids.hands, loads.hands);
    }
    return a;
}

}  // namespace spondyl
