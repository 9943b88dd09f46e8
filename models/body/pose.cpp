// SPDX-License-Identifier: Apache-2.0
#include "models/body/pose.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "core/system/rotation.hpp"
#include "models/anatomy/table.hpp"
#include "models/body/body_loads.hpp"
#include "models/body/limbs.hpp"

namespace spondyl {
namespace {

constexpr double degree = std::numbers::pi / 180.0;
constexpr auto t12 = static_cast<std::size_t>(Vertebra::T12);
constexpr auto s1 = static_cast<std::size_t>(Vertebra::S1);

void check_below(double value, double most, const char* what) {
    if (!(std::abs(value) <= most)) {
        throw UserError(fmt::format("{} {:.1f} deg: covered are -{} to {} deg", what, value, most, most));
    }
}

// Turns of pelvis and vertebrae. A vertebra's turn against the pelvis is one rotation vector with the three angles as
// components: no order of rotations, so the mirror image of a task has the mirror image of the pose.
void turn_vertebrae(const Task& task, const Posture& posture, const TrunkAngles& angles, Pose& pose) {
    const Table table = Table::read(data_directory() / "postures" / "kinematics.csv");
    const double lateral = task.trunk_lateral_deg.value_or(posture.lateral_deg);
    const double twist = task.trunk_twist_deg.value_or(posture.twist_deg);
    check_below(lateral, table.number("all", "lateral_max", "deg"), "lateral bending");
    check_below(twist, table.number("all", "twist_max", "deg"), "twist");
    const double lumbar_twist = table.number("all", "twist_share", "1") * twist;
    const std::string flexion = posture.sitting_shares                      ? "flexion_sitting"
                                : task.level_shares == LevelShares::cranial ? "flexion_cranial"
                                                                            : "flexion_caudal";
    const auto shares = [&](const std::string& what) {
        std::array<double, disc_count> values{};
        double sum = 0.0;
        for (std::size_t i = 0; i < disc_count; ++i) sum += values[i] = table.number(disc_names[i], what, "1");
        for (double& value : values) value /= sum;  // the published ones are rounded
        return values;
    };
    const auto bend = shares(flexion);
    const auto side = shares("lateral");
    const auto axial = shares("axial");

    pose.rotation[s1] = Vec3(0.0, 0.0, -angles.pelvis_deg * degree);
    const Mat3 pelvis = rotation_exp(pose.rotation[s1]);
    Vec3 against_pelvis = Vec3::Zero();
    pose.pelvis_share[s1] = 1.0;
    for (std::size_t i = disc_count; i-- > 0;) {
        pose.pelvis_share[i] = i == t12 ? 0.0 : pose.pelvis_share[i + 1] - bend[i];
        against_pelvis += degree * Vec3(side[i] * lateral, axial[i] * lumbar_twist, -bend[i] * angles.lumbar_deg);
        pose.rotation[i] = rotation_log(pelvis * rotation_exp(against_pelvis));
    }
}

void place_vertebrae(const SpineMesh& mesh, Pose& pose) {
    pose.position[s1] = rotation_exp(pose.rotation[s1]) * vertebra_of(mesh, Vertebra::S1).frame.origin;
    for (std::size_t i = disc_count; i-- > 0;) {
        const Vec3& joint = mesh.discs[i].frame.origin;
        const Vec3 joint_now =
            pose.position[i + 1] + rotation_exp(pose.rotation[i + 1]) * (joint - mesh.vertebrae[i + 1].frame.origin);
        pose.position[i] = joint_now + rotation_exp(pose.rotation[i]) * (mesh.vertebrae[i].frame.origin - joint);
    }
}

Vec3 posed(const Pose& pose, const SpineMesh& mesh, std::size_t vertebra, const Vec3& point) {
    return pose.position[vertebra] +
           rotation_exp(pose.rotation[vertebra]) * (point - mesh.vertebrae[vertebra].frame.origin);
}

// Where the upper body (arms hanging along the thorax) and the load are balanced.
double balance_x(const Person& person, const Task& task, const SpineMesh& mesh, const Pose& pose) {
    double mass = 0.0;
    double moment = 0.0;
    for (const SegmentMass& m : segment_masses(person, mesh)) {
        mass += m.mass_kg;
        moment += m.mass_kg * posed(pose, mesh, static_cast<std::size_t>(m.carried_by), m.centre).x();
    }
    if (task.load_distance_cm) {
        mass += task.load_kg;
        moment += task.load_kg * 10.0 * *task.load_distance_cm * std::cos(task.load_asymmetry_deg * degree);
    }
    return moment / mass;
}

void add_trunk(const BodySize& size, const SpineMesh& mesh, Pose& pose) {
    const Vec3 centre = mesh.vertebrae[t12].frame.origin;
    const double shoulder = size.scaled("shoulder_cranial");
    const double waist_radius = size.waist_mm() / (2.0 * std::numbers::pi);
    // The back of the abdomen stays at the spine, so that a large waist grows forward.
    const auto ahead = [&](std::size_t v) {
        return posed(pose, mesh, v, mesh.vertebrae[v].frame.origin + Vec3(0.6 * waist_radius, 0.0, 0.0));
    };
    constexpr auto l5 = static_cast<std::size_t>(Vertebra::L5);
    constexpr auto l2 = static_cast<std::size_t>(Vertebra::L2);
    pose.segments.push_back({"abdomen", ahead(l5), ahead(l2), waist_radius});
    const double chest = size.girth() * size.scaled("chest_radius");
    pose.segments.push_back({"thorax", posed(pose, mesh, t12, centre + Vec3(0.5 * chest, 0.2 * shoulder, 0.0)),
                             posed(pose, mesh, t12, centre + Vec3(0.5 * chest, 0.8 * shoulder, 0.0)), chest});
    const double neck = size.scaled("neck_cranial");
    const Vec3 top(size.scaled("shoulder_anterior"), neck, 0.0);
    pose.segments.push_back({"head", posed(pose, mesh, t12, centre + top),
                             posed(pose, mesh, t12, centre + top + Vec3(0.0, size.scaled("head_length"), 0.0)),
                             size.scaled("head_radius")});
}

}  // namespace

const BodySegment& Pose::segment(std::string_view name) const {
    const auto found = std::ranges::find(segments, name, &BodySegment::name);
    SPONDYL_ASSERT(found != segments.end(), "no body segment {}", name);
    return *found;
}

Pose pose_of(const Person& person, const Task& task, const SpineMesh& mesh) {
    const BodySize size(person);
    const Posture posture = find_posture(task.posture);
    const TrunkAngles angles = resolve_angles(task, posture);
    const double knee = task.knee_flexion_deg.value_or(posture.knee_deg);
    const double most_knee =
        Table::read(data_directory() / "postures" / "kinematics.csv").number("all", "knee_max", "deg");
    if (!(knee >= 0.0 && knee <= most_knee)) {
        throw UserError(fmt::format("knee flexion {:.1f} deg: covered are 0 to {} deg", knee, most_knee));
    }
    Pose pose;
    pose.trunk_flexion_deg = angles.trunk_deg;
    pose.lumbar_flexion_deg = angles.lumbar_deg;
    // Who gives an angle of pelvis or lumbar spine has measured it; lying, the bed gives them.
    const bool measured = task.lumbar_flexion_deg.has_value() || task.pelvis_flexion_deg.has_value();
    if (!measured && posture.legs != LegPose::lying) pose.pelvis_freedom_deg = lumbar_freedom_deg(angles.lumbar_deg);
    turn_vertebrae(task, posture, angles, pose);
    place_vertebrae(mesh, pose);
    Pose unloaded = pose;
    Task empty_handed = task;
    empty_handed.load_kg = 0.0;
    add_legs(size, task, posture, mesh, balance_x(person, empty_handed, mesh, pose), unloaded);
    pose.empty_handed_ankles = 0.5 * (unloaded.segment("foot_left").from + unloaded.segment("foot_right").from);
    add_legs(size, task, posture, mesh, balance_x(person, task, mesh, pose), pose);
    add_trunk(size, mesh, pose);
    add_arms(size, task, posture, mesh, pose);
    return pose;
}

}  // namespace spondyl
