// SPDX-License-Identifier: Apache-2.0
// The shape in which the tissue of a living spine is free of stress: flatter than standing, which is the shape of the
// mesh.
//
// Every disc rotates its upper endplate relative to the lower one about its centre, and the nodes between them by their
// share of the rotation, so that mean height and volume are preserved. Tissue, ligaments and joint spaces are those of
// that shape (docs/adr/0037).
#include <algorithm>
#include <cmath>

#include "core/elements/geometry.hpp"
#include "core/error.hpp"
#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "models/spine/spine_model.hpp"

namespace spondyl {

namespace {

// + flexion, rad
Vec3 flexed_about(const Vec3& point, const Vec3& centre, double flexion) {
    if (flexion == 0.0) return point;
    return centre + rotation_exp(Vec3(0.0, 0.0, -flexion)) * (point - centre);
}

// x after = offset + rotation * x
struct AffineMotion {
    Mat3 rotation = Mat3::Identity();
    Vec3 offset = Vec3::Zero();

    [[nodiscard]] Vec3 operator()(const Vec3& x) const { return offset + rotation * x; }
};

}  // namespace

void SpineModel::find_unloaded_shape(const Scenario& scenario) {
    stress_free_ = mesh_.mesh.nodes;
    unloaded_flexion_.assign(mesh_.discs.size(), 0.0);
    const double loss = scenario.spine.unloaded_lordosis_loss_deg;
    if (loss == 0.0) return;
    if (scenario.spine.bone == BoneModel::deformable) {
        throw UserError("spine.unloaded_lordosis_loss_deg needs rigid bone: bone = \"rigid\"");
    }
    for (std::size_t d = 0; d < mesh_.discs.size(); ++d) {
        const DiscMesh& disc = mesh_.discs[d];
        // A disc can lose no more than its own wedge.
        const double wedge = std::max(0.0, disc.wedge_deg);
        const double share = anatomy_->spine.unloaded_flexion_share[static_cast<std::size_t>(disc.disc)];
        const double flexion = rad_per_deg * std::min(loss * share, wedge);
        unloaded_flexion_[d] = flexion;
        for (const int n : disc.superior_nodes) {
            stress_free_[n] = flexed_about(mesh_.mesh.nodes[n], disc.frame.origin, flexion);
        }
        for (const CarriedNode& c : carried_[d]) {
            stress_free_[c.node] = flexed_about(mesh_.mesh.nodes[c.node], disc.frame.origin, c.share * flexion);
        }
    }
}

Vec3 SpineModel::to_unloaded(std::size_t disc, const Vec3& point) const {
    return flexed_about(point, mesh_.discs[disc].frame.origin, unloaded_flexion_[disc]);
}

Vec3 SpineModel::from_unloaded(std::size_t disc, const Vec3& point) const {
    return flexed_about(point, mesh_.discs[disc].frame.origin, -unloaded_flexion_[disc]);
}

AnnulusPoint SpineModel::unloaded(std::size_t disc, AnnulusPoint point) const {
    if (unloaded_flexion_[disc] == 0.0) return point;
    const std::span<const int, SpineCell::nodes> cell(mesh_.cells()[point.element]);
    const auto gradient = local_gradient<SpineCell>(SpineCell::centre);
    const Mat3 from = jacobian<SpineCell>(positions_of<SpineCell>(cell, mesh_.mesh.nodes), gradient);
    const Mat3 to = jacobian<SpineCell>(positions_of<SpineCell>(cell, stress_free_), gradient);
    const Mat3 map = to * from.inverse();
    point.circumferential = (map * point.circumferential).normalized();
    point.axial = (map * point.axial).normalized();
    return point;
}

State SpineModel::turned(const State& state, double turns) const {
    if (std::ranges::all_of(unloaded_flexion_, [](double flexion) { return flexion == 0.0; })) return state;
    State after = state;
    std::vector<AffineMotion> motion(mesh_.vertebrae.size());
    for (std::size_t d = mesh_.discs.size(); d-- > 0;) {
        const AffineMotion& below = motion[d + 1];
        Vec3 centre = Vec3::Zero();
        for (const std::size_t v : {d, d + 1}) {
            const Vec3 arm = mesh_.discs[d].frame.origin - mesh_.vertebrae[v].frame.origin;
            centre +=
                0.5 * (system_.kinematics.body_position(state, bodies_[v]) + state.body_rotation[bodies_[v]] * arm);
        }
        const double flexion = turns * unloaded_flexion_[d];
        motion[d].rotation = below.rotation * rotation_exp(Vec3(0.0, 0.0, -flexion));
        motion[d].offset = below(centre) - motion[d].rotation * centre;
        for (const CarriedNode& c : carried_[d]) {
            after.positions[c.node] = below(flexed_about(state.positions[c.node], centre, c.share * flexion));
        }
    }
    for (std::size_t v = 0; v < mesh_.vertebrae.size(); ++v) {
        const int body = bodies_[v];
        const Vec3 before = system_.kinematics.body_position(state, body);
        after.body_translation[body] += motion[v](before) - before;
        after.body_rotation[body] = motion[v].rotation * state.body_rotation[body];
    }
    for (std::size_t n = 0; n < after.positions.size(); ++n) {
        const int body = system_.kinematics.body_of(static_cast<int>(n));
        if (body < 0) continue;
        const auto v = static_cast<std::size_t>(std::ranges::find(bodies_, body) - bodies_.begin());
        after.positions[n] = motion[v](state.positions[n]);
    }
    return after;
}

State SpineModel::unloaded() const {
    return turned(system_.kinematics.rest(), 1.0);
}

State SpineModel::standing(const State& settled) const {
    return turned(settled, -1.0);
}

}  // namespace spondyl
