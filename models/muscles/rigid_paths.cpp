// SPDX-License-Identifier: Apache-2.0
#include "models/muscles/rigid_paths.hpp"

#include <Eigen/Geometry>

#include "core/system/rotation.hpp"
#include "models/body/body_size.hpp"

namespace spondyl {

RigidPaths::RigidPaths(const SpineMesh& mesh, const Pose& pose) {
    for (std::size_t v = 0; v < vertebra_count; ++v) {
        const Mat3 turn = rotation_exp(pose.rotation[v]);
        const Vec3 at_rest = vertebra_of(mesh, static_cast<Vertebra>(v)).frame.origin;
        moved_[v] = {pose.position[v] - turn * at_rest, turn};
    }
    // A vertebra turns about the centre of the disc below it, which both of its neighbours carry.
    for (std::size_t d = 0; d < disc_count; ++d) {
        const Frame& rest = disc_of(mesh, static_cast<Disc>(d)).frame;
        const Mat3& lower = moved_[d + 1].rotation;
        const Vec3 between = rotation_log(moved_[d].rotation * lower.transpose());
        disc_[d] = {moved_[d].to_global(rest.origin), rotation_exp(0.5 * between) * lower * rest.rotation};
    }
}

Vec3 RigidPaths::anchor(const MusclePoint::Anchor& anchor) const {
    return moved_[static_cast<std::size_t>(anchor.body)].to_global(anchor.position);
}

Vec3 RigidPaths::position(const MusclePoint& point) const {
    Vec3 sum = Vec3::Zero();
    for (const MusclePoint::Anchor& a : point.anchors) sum += a.weight * anchor(a);
    return sum;
}

double RigidPaths::length(const MuscleFascicle& fascicle) const {
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < fascicle.path.size(); ++i) {
        sum += (position(fascicle.path[i + 1]) - position(fascicle.path[i])).norm();
    }
    return sum;
}

Frame RigidPaths::disc_frame(Disc disc) const {
    return disc_[static_cast<std::size_t>(disc)];
}

// By virtual work a point that rides on two bodies pulls on each with its share.
Wrench RigidPaths::unit_pull(const MuscleFascicle& fascicle, Disc disc) const {
    const Vec3 centre = disc_[static_cast<std::size_t>(disc)].origin;
    Wrench pull;
    for (std::size_t i = 0; i + 1 < fascicle.path.size(); ++i) {
        const Vec3 along = (position(fascicle.path[i + 1]) - position(fascicle.path[i])).normalized();
        const auto add = [&](const MusclePoint& point, double sign) {
            for (const MusclePoint::Anchor& a : point.anchors) {
                const bool above = static_cast<int>(a.body) <= static_cast<int>(disc);
                const Vec3 force = sign * a.weight * along;
                if (above) pull += {force, (anchor(a) - centre).cross(force)};
            }
        };
        add(fascicle.path[i], 1.0);
        add(fascicle.path[i + 1], -1.0);
    }
    return pull;
}

}  // namespace spondyl
