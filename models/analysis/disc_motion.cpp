// SPDX-License-Identifier: Apache-2.0
#include "models/analysis/disc_motion.hpp"

#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "models/analysis/rigid_fit.hpp"

namespace spondyl {

DiscMotion disc_motion(const SpineModel& model, std::size_t disc, const MotionReference& reference,
                       const State& state) {
    const DiscMesh& mesh = model.mesh().discs[disc];
    const Frame& frame = reference.frames[disc];
    DiscMotion m;
    m.upper = fit_rigid_motion(mesh.superior_nodes, reference.positions, state.positions, frame.origin);
    m.lower = fit_rigid_motion(mesh.inferior_nodes, reference.positions, state.positions, frame.origin);
    const Vec3 relative = rotation_log(m.upper.rotation * m.lower.rotation.transpose());
    m.frame.rotation = rotation_exp(0.5 * relative) * m.lower.rotation * frame.rotation;
    m.frame.origin = frame.origin + 0.5 * (m.upper.translation + m.lower.translation);
    m.rotation_vector = m.frame.rotation.transpose() * relative;
    m.translation = m.frame.rotation.transpose() * (m.upper.translation - m.lower.translation);
    return m;
}

MotionReference built_reference(const SpineModel& model) {
    MotionReference built{model.system().kinematics.reference(), {}};
    for (const DiscMesh& disc : model.mesh().discs) built.frames.push_back(disc.frame);
    return built;
}

MotionReference reference_at(const SpineModel& model, const State& settled) {
    const MotionReference built = built_reference(model);
    MotionReference reference{settled.positions, {}};
    for (std::size_t d = 0; d < built.frames.size(); ++d) {
        reference.frames.push_back(disc_motion(model, d, built, settled).frame);
    }
    return reference;
}

std::vector<SettleShift> settle_shifts(const SpineModel& model, const State& settled,
                                       const std::vector<DiscMeasures>& discs) {
    const MotionReference built = built_reference(model);
    std::vector<SettleShift> shifts;
    for (std::size_t d = 0; d < discs.size(); ++d) {
        const DiscMotion m = disc_motion(model, d, built, settled);
        shifts.push_back({.disc = discs[d].disc,
                          .rotation_deg = m.rotation_vector.norm() * deg_per_rad,
                          .flexion_deg = -m.rotation_vector.z() * deg_per_rad,
                          .translation_mm = m.translation.norm(),
                          .cranial_mm = m.translation.y(),
                          .nucleus_pressure_MPa = discs[d].nucleus_pressure_MPa});
    }
    return shifts;
}

}  // namespace spondyl
