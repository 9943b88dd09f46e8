// SPDX-License-Identifier: Apache-2.0
#include "models/body/pose.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "models/body/body_loads.hpp"
#include "models/body/chair.hpp"
#include "models/body/hand_posture.hpp"
#include "models/body/limbs.hpp"
#include "models/body/styles.hpp"
#include "models/body/upper_trunk.hpp"

namespace spondyl {
namespace {

void check_below(double value, double most, const char* what) {
    if (!(std::abs(value) <= most)) {
        throw UserError(fmt::format("{} {:.1f} deg: covered are -{} to {} deg", what, value, most, most));
    }
}

// Turns of pelvis and vertebrae. A vertebra's turn against the pelvis is one rotation vector with the three angles as
// components: no order of rotations, so the mirror image of a task has the mirror image of the pose.
void turn_vertebrae(const PostureKinematics& kinematics, const Task& task, const Posture& posture,
                    const TrunkAngles& angles, Pose& pose) {
    const double lateral = task.trunk_lateral_deg.value_or(posture.lateral_deg);
    const double twist = task.trunk_twist_deg.value_or(posture.twist_deg);
    check_below(lateral, kinematics.lateral_max_deg, "lateral bending");
    check_below(twist, kinematics.twist_max_deg, "twist");
    const LevelShareSet shares = level_shares(kinematics, task, posture);
    const double lumbar_twist = shares.lumbar_twist * twist;
    const double lumbar_lateral = shares.lumbar_lateral * lateral;
    pose.thoracic_lateral_deg = lateral - lumbar_lateral;

    pose.rotation[index_of_s1] = Vec3(0.0, 0.0, -angles.pelvis_deg * rad_per_deg);
    const Mat3 pelvis = rotation_exp(pose.rotation[index_of_s1]);
    Vec3 against_pelvis = Vec3::Zero();
    for (std::size_t i = disc_count; i-- > 0;) {
        against_pelvis += rad_per_deg * Vec3(shares.side[i] * lumbar_lateral, shares.axial[i] * lumbar_twist,
                                             -shares.bend[i] * angles.lumbar_deg);
        pose.rotation[i] = rotation_log(pelvis * rotation_exp(against_pelvis));
    }
}

void place_vertebrae(const SpineMesh& mesh, Pose& pose) {
    pose.position[index_of_s1] =
        rotation_exp(pose.rotation[index_of_s1]) * vertebra_of(mesh, Vertebra::S1).frame.origin;
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
double balance_x(const Anatomy& anatomy, const Person& person, const UpperTrunk& upper, const Task& task,
                 const SpineMesh& mesh, const Pose& pose) {
    double mass = 0.0;
    double moment = 0.0;
    for (const SegmentMass& m : segment_masses(anatomy, person, mesh)) {
        const auto v = static_cast<std::size_t>(m.carried_by);
        const Vec3 offset = m.centre - mesh.vertebrae[v].frame.origin;
        const Vec3 at = v == index_of_t12 ? pose.above_t12(upper.bent(offset, pose.thoracic_flexion_deg * rad_per_deg,
                                                                      pose.thoracic_lateral_deg * rad_per_deg))
                                          : posed(pose, mesh, v, m.centre);
        mass += m.mass_kg;
        moment += m.mass_kg * at.x();
    }
    if (task.load_distance_cm) {
        mass += task.load_kg;
        moment += task.load_kg * 10.0 * *task.load_distance_cm * std::cos(task.load_asymmetry_deg * rad_per_deg);
    }
    return moment / mass;
}

void add_trunk(const BodySize& size, const UpperTrunk& upper, const SpineMesh& mesh, Pose& pose) {
    const BodyProportions& proportions = size.anatomy().body.proportions;
    const double waist_radius = size.waist_mm() / (2.0 * std::numbers::pi);
    // The back of the abdomen stays at the spine, so that a large waist extends forward.
    const auto ahead = [&](std::size_t v) {
        return posed(pose, mesh, v,
                     mesh.vertebrae[v].frame.origin + Vec3(proportions.abdomen_centre_ahead * waist_radius, 0.0, 0.0));
    };
    constexpr auto l5 = static_cast<std::size_t>(Vertebra::L5);
    constexpr auto l2 = static_cast<std::size_t>(Vertebra::L2);
    pose.segments.push_back({"abdomen", ahead(l5), ahead(l2), waist_radius});
    const double chest = size.girth() * size.scaled(&AdultLengths::chest_radius);
    const Vec3 shoulder = upper.shoulder(0.0);
    const auto above = [&](double anterior, double cranial) {
        return pose.above_t12(upper.bent(Vec3(anterior, cranial, 0.0), pose.thoracic_flexion_deg * rad_per_deg,
                                         pose.thoracic_lateral_deg * rad_per_deg));
    };
    pose.segments.push_back({"thorax", above(proportions.chest_ahead * chest, proportions.chest_from * shoulder.y()),
                             above(proportions.chest_ahead * chest, proportions.chest_to * shoulder.y()), chest});
    const double radius = size.scaled(&AdultLengths::head_radius);
    const double top = upper.crown() - radius;
    pose.segments.push_back(
        {"head", above(shoulder.x(), top - size.scaled(&AdultLengths::head_length)), above(shoulder.x(), top), radius});
}

void check_limbs(const PostureKinematics& kinematics, const Task& task, const Posture& posture) {
    const double knee = task.knee_flexion_deg.value_or(posture.knee_deg);
    const double most_knee = kinematics.knee_max_deg;
    if (!(knee >= 0.0 && knee <= most_knee)) {
        throw UserError(fmt::format("knee flexion {:.1f} deg: covered are 0 to {} deg", knee, most_knee));
    }
    check_below(task.thoracic_flexion_deg.value_or(0.0), kinematics.thoracic_max_deg, "thoracic flexion");
}

void bend_trunk(const PostureKinematics& kinematics, const Task& task, const Posture& posture,
                const TrunkAngles& angles, double thoracic_deg, const SpineMesh& mesh, Pose& pose) {
    pose.trunk_flexion_deg = angles.trunk_deg;
    pose.lumbar_flexion_deg = angles.lumbar_deg;
    pose.thoracic_flexion_deg = thoracic_deg;
    pose.lateral_deg = task.trunk_lateral_deg.value_or(posture.lateral_deg);
    pose.twist_deg = task.trunk_twist_deg.value_or(posture.twist_deg);
    turn_vertebrae(kinematics, task, posture, angles, pose);
    place_vertebrae(mesh, pose);
}

// The load's place is that of the posture found, relative to the lowest disc. `found_empty_handed`: without the load.
Pose pose_for_hands(const Anatomy& anatomy, const Person& person, const Task& task, const Posture& posture,
                    const PostureStyle& style, const SolvedPosture& found, const SolvedPosture& found_empty_handed,
                    const SpineMesh& mesh) {
    const BodySize size(anatomy, person);
    const BodyAngles<double>& q = found.angles;
    Task posed = task;
    posed.trunk_lateral_deg = q.lateral / rad_per_deg;
    posed.trunk_twist_deg = q.twist / rad_per_deg;
    const TrunkAngles angles{(q.pelvis + q.lumbar) / rad_per_deg, q.pelvis / rad_per_deg, q.lumbar / rad_per_deg};
    Pose pose;
    const UpperTrunk upper(size, mesh);
    bend_trunk(anatomy.posture.kinematics, posed, posture, angles, q.thoracic / rad_per_deg, mesh, pose);
    pose.pelvis_freedom_deg = lumbar_freedom_deg(anatomy.posture.kinematics, angles.lumbar_deg);
    add_legs(size,
             {.knee = q.knee,
              .lean = q.shank,
              .spread = style.spread_deg * rad_per_deg,
              .kneeling = style.kneeling,
              .raised = !style.one_leg               ? std::nullopt
                        : task.hands == Hands::right ? std::optional(Side::right)
                                                     : std::optional(Side::left)},
             mesh, pose);
    add_trunk(size, upper, mesh, pose);
    const Vec3 load = pose.ankles() + Vec3(found.load_ahead, 10.0 * *task.load_height_cm, found.load_right);
    pose.empty_handed_ankles =
        load - Vec3(found_empty_handed.load_ahead, 10.0 * *task.load_height_cm, found_empty_handed.load_right);
    add_arms_to(size, upper, posed, load, pose);
    return pose;
}

}  // namespace

const BodySegment& Pose::segment(std::string_view name) const {
    const auto found = std::ranges::find(segments, name, &BodySegment::name);
    SPONDYL_ASSERT(found != segments.end(), "no body segment {}", name);
    return *found;
}

Vec3 Pose::ankles() const {
    return {ankle_x_mm, floor_height_mm, 0.0};
}

Vec3 Pose::above_t12(const Vec3& offset) const {
    return position[index_of_t12] + rotation_exp(rotation[index_of_t12]) * offset;
}

Vec3 Pose::lumbosacral_disc(const SpineMesh& mesh) const {
    return rotation_exp(rotation[index_of_s1]) * disc_of(mesh, Disc::L5_S1).frame.origin;
}

void write_hands(const Pose& pose, Task& task) {
    // A tenth of a millimetre: what the scenario says is what is computed.
    const auto rounded = [](double mm) { return std::round(10.0 * mm) / 100.0; };
    double angle = task.load_asymmetry_deg * rad_per_deg;
    const double x = pose.load_point.x() - pose.ankle_x_mm;
    const double z = pose.load_point.z();
    if (task.hands != Hands::both) angle = std::atan2(z, x);
    const double distance = std::cos(angle) * x + std::sin(angle) * z;
    if (distance < 0.0) throw UserError("the hands are behind the ankles: their place cannot be kept");
    task.load_asymmetry_deg = std::round(100.0 * angle / rad_per_deg) / 100.0;
    task.load_distance_cm = rounded(distance);
    task.load_distance_from = LoadFrom::ankles;
    task.load_height_cm = rounded(pose.load_point.y() - pose.floor_height_mm);
}

void write_angles(const Pose& pose, Task& task) {
    task.style.clear();
    task.trunk_flexion_deg = pose.trunk_flexion_deg;
    task.lumbar_flexion_deg = pose.lumbar_flexion_deg;
    task.pelvis_flexion_deg.reset();
    task.thoracic_flexion_deg = pose.thoracic_flexion_deg;
    task.trunk_lateral_deg = pose.lateral_deg;
    task.trunk_twist_deg = pose.twist_deg;
    task.knee_flexion_deg = pose.knee_flexion_deg;
}

Pose pose_of(const Anatomy& anatomy, const Person& person, const Task& task, const SpineMesh& mesh) {
    const BodySize size(anatomy, person);
    const Posture posture = find_posture(anatomy, task.posture);
    if (posture.style == "one_handed" && task.hands == Hands::both) {
        throw UserError(fmt::format("the posture {} needs hands = \"left\" or \"right\"", posture.name));
    }
    if (const std::string named = style_of(task, posture); !named.empty()) {
        const PostureStyle style = find_style(anatomy, named);
        const SolvedPosture found = posture_for_hands(anatomy, person, task, posture, mesh, style);
        return pose_for_hands(anatomy, person, task, posture, style, found,
                              empty_handed_posture(anatomy, person, task, posture, mesh, style, found), mesh);
    }
    const TrunkAngles angles = resolve_angles(anatomy.posture.kinematics, task, posture);
    check_limbs(anatomy.posture.kinematics, task, posture);
    Pose pose;
    const UpperTrunk upper(size, mesh);
    bend_trunk(anatomy.posture.kinematics, task, posture, angles, task.thoracic_flexion_deg.value_or(0.0), mesh, pose);
    // A given angle of pelvis or lumbar spine counts as measured; in lying, the surface determines them.
    const bool measured = task.lumbar_flexion_deg.has_value() || task.pelvis_flexion_deg.has_value();
    if (!measured && posture.legs != LegPose::lying)
        pose.pelvis_freedom_deg = lumbar_freedom_deg(anatomy.posture.kinematics, angles.lumbar_deg);
    const auto stand = [&](const Task& with, Pose& on) {
        const double balance = balance_x(anatomy, person, upper, with, mesh, pose);
        add_legs(size, balanced_legs(size, with, posture, mesh, balance, pose), mesh, on);
    };
    Task empty_handed = task;
    empty_handed.load_kg = 0.0;
    Pose unloaded = pose;
    stand(empty_handed, unloaded);
    pose.empty_handed_ankles = unloaded.ankles();
    stand(task, pose);
    add_trunk(size, upper, mesh, pose);
    add_arms(size, upper, task, posture, mesh, pose);
    return pose;
}

Pose pose_with_lumbar(const Anatomy& anatomy, const Person& person, const Task& task, const Pose& pose,
                      double lumbar_deg, const SpineMesh& mesh) {
    const Posture posture = find_posture(anatomy, task.posture);
    if (const std::string named = style_of(task, posture); !named.empty()) {
        const PostureStyle style = find_style(anatomy, named);
        const HeldTrunk held{.pelvis = (pose.trunk_flexion_deg - lumbar_deg) * rad_per_deg,
                             .lumbar = lumbar_deg * rad_per_deg,
                             .thoracic = pose.thoracic_flexion_deg * rad_per_deg,
                             .lateral = pose.lateral_deg * rad_per_deg,
                             .twist = pose.twist_deg * rad_per_deg};
        const SolvedPosture found = posture_with_trunk(anatomy, person, task, posture, mesh, style, held);
        if (!found.found) return pose;
        Pose turned = pose_for_hands(anatomy, person, task, posture, style, found, found, mesh);
        turned.empty_handed_ankles = turned.load_point - (pose.load_point - pose.empty_handed_ankles);
        return turned;
    }
    Task found = task;
    found.trunk_flexion_deg = pose.trunk_flexion_deg;
    found.lumbar_flexion_deg = lumbar_deg;
    return pose_of(anatomy, person, found, mesh);
}

std::vector<Pose> poses_of(const Anatomy& anatomy, const Scenario& scenario, const SpineMesh& mesh) {
    std::vector<Pose> poses;
    for (const Task& task : scenario.tasks) {
        try {
            poses.push_back(pose_of(anatomy, scenario.person, task, mesh));
            check_supports(BodySize(anatomy, scenario.person), task, poses.back(), mesh);
        } catch (const UserError& error) {
            throw UserError(fmt::format("task '{}': {}", task.name, error.what()));
        }
    }
    return poses;
}

}  // namespace spondyl
