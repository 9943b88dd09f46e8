// SPDX-License-Identifier: Apache-2.0
#include "models/body/body_loads.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "models/body/body_size.hpp"
#include "models/body/chair.hpp"
#include "models/body/posture.hpp"
#include "models/body/upper_trunk.hpp"

namespace spondyl {
namespace {

constexpr double gravity = 9.80665;       // m/s^2
constexpr double metre = 1e3;             // mm
constexpr double most_leaned_N = 1000.0;  // more than a trunk weighs
constexpr double most_couple_Nm = 100.0;
constexpr auto t12 = static_cast<std::size_t>(Vertebra::T12);

struct PointMass {
    double kg = 0.0;
    Vec3 at = Vec3::Zero();  // in the pose
    bool arm = false;
};

void check(const Task& task) {
    const auto fraction = [](const std::optional<double>& value, const char* what) {
        if (value && !(*value >= 0.0 && *value <= 1.0)) {
            throw UserError(fmt::format("{} {}: a fraction from 0 to 1", what, *value));
        }
    };
    fraction(task.arm_support_fraction, "arm_support_fraction");
    fraction(task.trunk_support_fraction, "trunk_support_fraction");
    fraction(task.abdominal_contraction, "abdominal_contraction");
    fraction(task.back_contraction, "back_contraction");
    const auto not_negative = [](double value, const char* what) {
        if (!(value >= 0.0) || !std::isfinite(value)) throw UserError(fmt::format("{} {}: 0 or more", what, value));
    };
    not_negative(task.load_kg, "load_kg");
    not_negative(task.abdominal_pressure_kPa, "abdominal_pressure_kPa");
    not_negative(task.belt_pressure_kPa, "belt_pressure_kPa");
    not_negative(task.traction_N, "traction_N");
    not_negative(task.back_support_N.value_or(0.0), "back_support_N");
    not_negative(task.backrest_friction.value_or(0.0), "backrest_friction");
    not_negative(task.surface_friction.value_or(0.0), "surface_friction");
    for (const double value : {task.push_N, task.exoskeleton_Nm, task.belt_Nm, task.twist_couple_Nm,
                               task.load_acceleration_m_s2, task.trunk_acceleration_deg_s2}) {
        if (!std::isfinite(value)) throw UserError("a force, couple or acceleration of the task is not a number");
    }
}

// Masses of every vertebra in the pose; the arms where the limbs are.
std::array<std::vector<PointMass>, vertebra_count> posed_masses(const Anatomy& anatomy, const Person& person,
                                                                const Pose& pose, const SpineMesh& mesh) {
    const BodySize size(anatomy, person);
    const UpperTrunk upper(size, mesh);
    std::array<std::vector<PointMass>, vertebra_count> masses;
    for (const SegmentMass& m : segment_masses(anatomy, person, mesh)) {
        const auto v = static_cast<std::size_t>(m.carried_by);
        bool arm = false;
        for (const SegmentAnatomy& segment : anatomy.body.segments) {
            if (!m.name.starts_with(segment.name + "_")) continue;
            const BodySegment& limb = pose.segment(m.name);
            masses[v].push_back({m.mass_kg, limb.from + segment.fraction * (limb.to - limb.from), true});
            arm = true;
        }
        if (arm) continue;
        const Vec3 standing = m.centre - mesh.vertebrae[v].frame.origin;
        const Vec3 bent = v == t12 ? upper.bent(standing, pose.thoracic_flexion_deg * rad_per_deg,
                                                pose.thoracic_lateral_deg * rad_per_deg)
                                   : standing;
        masses[v].push_back({m.mass_kg, pose.position[v] + rotation_exp(pose.rotation[v]) * bent, false});
    }
    return masses;
}

// What one lies on. The model's own frame stays upright, the surface and the weight turn around it: gravity presses the
// body on the surface and, tilted, draws it along. A part slides only with what its friction does not hold.
struct LyingSurface {
    Vec3 normal = Vec3::Zero();  // towards the body, world
    double pressing = 0.0;       // of a unit weight, onto the surface
    double drawing = 0.0;        // towards the feet
    double friction = 0.0;       // coefficient

    // What friction does against a force along the surface, + towards the head, on a part that presses with `onto`.
    [[nodiscard]] double held(double along, double onto) const {
        const double most = friction * onto;
        return std::clamp(-along, -most, most);
    }
};

LyingSurface lying_surface(const Task& task, const Posture& posture) {
    LyingSurface surface;
    switch (posture.lies_on) {
        case LiesOn::nothing:
            break;
        case LiesOn::back:
            surface.normal = Vec3::UnitX();
            break;
        case LiesOn::front:
            surface.normal = -Vec3::UnitX();
            break;
        case LiesOn::side:
            surface.normal = -Vec3::UnitZ();
            break;
    }
    const double tilt = task.surface_tilt_deg.value_or(0.0) * rad_per_deg;
    surface.pressing = std::cos(tilt);
    surface.drawing = std::sin(tilt);
    surface.friction = task.surface_friction.value_or(usual_surface_friction);
    return surface;
}

// Several forces on one vertebra as one force, at the mean of their points, and a couple.
class ForceSum {
  public:
    void add(const Vec3& force, const Vec3& point) { forces_.push_back({force, point}); }
    void to(PointForce& force, Vec3& couple) const {
        double size = 0.0;
        Vec3 point = Vec3::Zero();
        for (const PointForce& f : forces_) {
            size += f.force.norm();
            point += f.force.norm() * f.point;
        }
        if (size == 0.0) return;
        force.point = point / size;
        for (const PointForce& f : forces_) {
            force.force += f.force;
            couple += (f.point - force.point).cross(f.force);
        }
    }

  private:
    std::vector<PointForce> forces_;
};

}  // namespace

BodyLoads body_loads(const Anatomy& anatomy, const Person& person, const Task& task, const Pose& pose,
                     const SpineMesh& mesh) {
    check(task);
    const BodySize size(anatomy, person);
    const Posture& posture = find_posture(anatomy, task.posture);
    const bool lying = posture.legs == LegPose::lying;
    const LyingSurface surface = lying_surface(task, posture);
    const double arms_free = 1.0 - task.arm_support_fraction.value_or(posture.arm_support);
    const double trunk_free = 1.0 - task.trunk_support_fraction.value_or(posture.trunk_support);
    const auto masses = posed_masses(anatomy, person, pose, mesh);

    constexpr auto s1 = static_cast<std::size_t>(Vertebra::S1);
    const Mat3 pelvis = rotation_exp(pose.rotation[s1]);
    const Vec3 joint = pelvis * disc_of(mesh, Disc::L5_S1).frame.origin;
    const Vec3 turning(0.0, 0.0, task.trunk_acceleration_deg_s2 * rad_per_deg);  // rad/s^2, + into extension
    const auto inertia = [&](double kg, const Vec3& at) -> Vec3 {
        return -kg / metre * turning.cross(at - joint);  // N
    };

    BodyLoads loads;
    std::array<ForceSum, vertebra_count> support;
    Vec3 whole = Vec3::Zero();
    double whole_weight = 0.0;
    for (std::size_t v = 0; v < s1; ++v) {
        double weight = 0.0;
        double mass = 0.0;
        double rests = 0.0;  // weight that a surface below carries
        Vec3 heavy = Vec3::Zero();
        Vec3 centre = Vec3::Zero();
        for (const PointMass& m : masses[v]) {
            const double free = trunk_free * (m.arm ? arms_free : 1.0);
            const double w = m.kg * gravity * (lying ? 1.0 : free);
            weight += w;
            if (lying) rests += w * (1.0 - free);
            heavy += w * m.at;
            mass += m.kg;
            centre += m.kg * m.at;
        }
        centre /= mass;
        loads.weight[v] = {Vec3(0.0, -weight, 0.0), weight > 0.0 ? Vec3(heavy / weight) : centre};
        if (lying) {
            const double along = -weight * surface.drawing;
            const double onto = rests * surface.pressing;
            loads.carried[v] = {onto * surface.normal + Vec3(0.0, surface.held(along, onto), 0.0),
                                loads.weight[v].point};
            loads.weight[v].force =
                Vec3(0.0, along, 0.0) - weight * surface.pressing * surface.normal + loads.carried[v].force;
        }
        whole += heavy;
        whole_weight += weight;
        if (task.trunk_acceleration_deg_s2 != 0.0) {
            loads.inertia[v] = {inertia(mass, centre), centre};
            support[v].add(loads.inertia[v].force, centre);
            for (const PointMass& m : masses[v]) {
                loads.inertia_couple[v] += (m.at - centre).cross(inertia(m.kg, m.at));
            }
            loads.couple[v] += loads.inertia_couple[v];
        }
    }
    if (whole_weight > 0.0) {
        const Vec3 down =
            lying ? Vec3(-surface.pressing * surface.normal - surface.drawing * Vec3::UnitY()) : Vec3(-Vec3::UnitY());
        loads.named.push_back({"weight", whole / whole_weight, whole_weight * down, Vec3::Zero()});
    }

    const double lifted = task.load_kg * (gravity + task.load_acceleration_m_s2) * arms_free;
    const Vec3 load = Vec3(0.0, -lifted, 0.0) + inertia(task.load_kg, pose.load_point);
    const Vec3 push(-task.push_N, 0.0, 0.0);  // the object pushes back
    loads.hands = {load + push, pose.load_point};
    if (task.load_kg > 0.0) loads.named.push_back({"load", pose.load_point, load, Vec3::Zero()});
    if (task.push_N != 0.0) {
        loads.named.push_back({task.push_N > 0.0 ? "push" : "pull", pose.load_point, push, Vec3::Zero()});
    }

    const auto on_thorax = [&](const char* what, const Vec3& force, const Vec3& point) {
        if (force.norm() == 0.0) return;
        support[t12].add(force, point);
        loads.named.push_back({what, point, force, Vec3::Zero()});
    };
    const Vec3 lumbar_axis = (pose.position[t12] - joint).normalized();
    // Who sits down slides down along the backrest until the seat carries: friction is used up and points upwards.
    const Backrest backrest = backrest_of(size, task, pose, mesh);
    const Vec3 friction = posture.backrest ? Vec3(backrest.friction * backrest.up) : Vec3(Vec3::Zero());
    if (task.back_support_N) {
        on_thorax("backrest", *task.back_support_N * backrest.normal, backrest.contact);
        on_thorax("backrest_friction", *task.back_support_N * friction, backrest.contact);
    } else if (posture.backrest) {
        loads.support_contacts.push_back({.name = "backrest",
                                          .force = backrest.normal + friction,
                                          .point = backrest.contact,
                                          .friction = friction,
                                          .couple = Vec3::Zero(),
                                          .most = most_leaned_N});
    }
    loads.pad = lumbar_pad(size, task, pose, mesh);
    if (posture.leans_on_arms) {
        const Vec3 shoulders = 0.5 * (pose.segment("upper_arm_left").from + pose.segment("upper_arm_right").from);
        loads.support_contacts.push_back({.name = "elbows",
                                          .force = Vec3::UnitY(),
                                          .point = shoulders,
                                          .friction = Vec3::Zero(),
                                          .couple = Vec3::Zero(),
                                          .most = most_leaned_N});
    }
    if (lying) {
        // The surface under the trunk and the legs that lie on it keep the spine as it is bent.
        for (int axis = 0; axis < 3; ++axis) {
            for (const double sign : {1.0, -1.0}) {
                loads.support_contacts.push_back({.name = "surface",
                                                  .force = Vec3::Zero(),
                                                  .point = pose.position[t12],
                                                  .friction = Vec3::Zero(),
                                                  .couple = sign * metre * Vec3::Unit(axis),
                                                  .most = most_couple_Nm});
            }
        }
    }
    const double pressure_MPa = 1e-3 * task.abdominal_pressure_kPa;
    const double section = 100.0 * anatomy.body.pressure_area_cm2;  // mm^2
    const double radius = std::sqrt(section / std::numbers::pi);
    const double held_MPa = std::max(0.0, pressure_MPa - 1e-3 * task.belt_pressure_kPa);
    loads.wall = {.work_Nmm = held_MPa * radius * size.scaled(&AdultLengths::wall_height) * std::numbers::pi * radius,
                  .arc_mm = std::numbers::pi * radius,
                  .axis = lumbar_axis};
    loads.least_contraction = {.abdominal = task.abdominal_contraction, .back = task.back_contraction};
    constexpr auto l5 = static_cast<std::size_t>(Vertebra::L5);
    const Mat3 lowest = rotation_exp(pose.rotation[l5]);
    const Vec3 l4_l5 =
        pose.position[l5] + lowest * (disc_of(mesh, Disc::L4_L5).frame.origin - mesh.vertebrae[l5].frame.origin);
    // Ahead of the disc across the line of the force.
    const Vec3 ahead = (Vec3(pelvis.col(0)) - pelvis.col(0).dot(lumbar_axis) * lumbar_axis).normalized();
    on_thorax("abdominal_pressure", pressure_MPa * section * lumbar_axis,
              l4_l5 + size.scaled(&AdultLengths::pressure_arm) * ahead);
    on_thorax("traction", task.traction_N * lumbar_axis, pose.position[t12]);
    if (lying && task.traction_N > 0.0) {
        // The thorax lies with its friction, which turns round before it slides towards the head.
        const PointForce& lies = loads.carried[t12];
        const double onto = lies.force.dot(surface.normal);
        const double pulled = loads.weight[t12].force.y() - lies.force.y() + task.traction_N * lumbar_axis.y();
        on_thorax("surface_friction", Vec3(0.0, surface.held(pulled, onto) - lies.force.y(), 0.0), lies.point);
    }

    for (std::size_t v = 0; v < s1; ++v) support[v].to(loads.support[v], loads.couple[v]);
    PointForce& on_top = loads.support[t12];
    if (on_top.force.isZero() && !loads.support_contacts.empty()) on_top.point = loads.support_contacts.front().point;
    for (SupportContact& l : loads.support_contacts) l.couple += (l.point - on_top.point).cross(l.force);
    const auto on_thorax_turning = [&](const char* what, double moment_Nm, const Vec3& axis) {
        if (moment_Nm == 0.0) return;
        const Vec3 couple = metre * moment_Nm * axis;
        loads.couple[t12] += couple;
        loads.named.push_back({what, pose.position[t12], Vec3::Zero(), couple});
    };
    // + about the right-hand axis of the pelvis extends, about its cranial axis turns to the left.
    on_thorax_turning("exoskeleton", task.exoskeleton_Nm, pelvis.col(2));
    on_thorax_turning("belt", task.belt_Nm, pelvis.col(2));
    on_thorax_turning("twist", task.twist_couple_Nm, pelvis.col(1));
    return loads;
}

}  // namespace spondyl
