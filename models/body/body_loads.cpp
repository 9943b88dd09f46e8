// SPDX-License-Identifier: Apache-2.0
#include "models/body/body_loads.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "models/body/body_size.hpp"
#include "models/body/chair.hpp"
#include "models/body/posture.hpp"
#include "models/body/upper_trunk.hpp"

namespace spondyl {
namespace {

constexpr double most_leaned_N = 1000.0;  // more than a trunk weighs
constexpr double most_couple_Nm = 100.0;

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
        const Vec3 bent = v == index_of_t12 ? upper.bent(standing, pose.thoracic_flexion_deg * rad_per_deg,
                                                         pose.thoracic_lateral_deg * rad_per_deg)
                                            : standing;
        masses[v].push_back({m.mass_kg, pose.position[v] + rotation_exp(pose.rotation[v]) * bent, false});
    }
    return masses;
}

// The surface under a lying person. The model's own frame stays upright, and the surface and the weight are rotated
// around it: gravity presses the body on the surface and, if that is tilted, pulls the body along it. A part slides
// only with the force that exceeds its friction.
struct LyingSurface {
    Vec3 normal = Vec3::Zero();  // towards the body, world
    double pressing = 0.0;       // of a unit weight, onto the surface
    double drawing = 0.0;        // towards the feet
    double friction = 0.0;       // coefficient

    // Friction force against a force along the surface, + towards the head, on a part that presses with `onto`.
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

// Puts the loads of one task together, kind by kind.
class TaskLoads {
  public:
    TaskLoads(const Anatomy& anatomy, const Person& person, const Task& task, const Pose& pose, const SpineMesh& mesh)
        : anatomy_(anatomy),
          task_(task),
          pose_(pose),
          mesh_(mesh),
          size_(anatomy, person),
          posture_(find_posture(anatomy, task.posture)),
          lying_(posture_.legs == LegPose::lying),
          surface_(lying_surface(task, posture_)),
          arms_free_(1.0 - task.arm_support_fraction.value_or(posture_.arm_support)),
          trunk_free_(1.0 - task.trunk_support_fraction.value_or(posture_.trunk_support)),
          masses_(posed_masses(anatomy, person, pose, mesh)),
          pelvis_(rotation_exp(pose.rotation[index_of_s1])),
          joint_(pelvis_ * disc_of(mesh, Disc::L5_S1).frame.origin),
          lumbar_axis_((pose.position[index_of_t12] - joint_).normalized()) {}

    BodyLoads all() {
        add_weight_and_inertia();
        add_hands();
        add_backrest();
        add_elbows_and_surface();
        add_abdominal_pressure();
        add_traction();
        sum_forces();
        add_couples();
        return std::move(loads_);
    }

  private:
    void add_weight_and_inertia() {
        Vec3 whole = Vec3::Zero();
        double whole_weight = 0.0;
        for (std::size_t v = 0; v < index_of_s1; ++v) {
            const Weight weight = weight_of(masses_[v]);
            loads_.weight[v] = {Vec3(0.0, -weight.size, 0.0),
                                weight.size > 0.0 ? Vec3(weight.moment / weight.size) : weight.centre};
            if (lying_) lay_down(v, weight);
            whole += weight.moment;
            whole_weight += weight.size;
            if (task_.trunk_acceleration_deg_s2 != 0.0) add_inertia(v, weight);
        }
        if (whole_weight <= 0.0) return;
        const Vec3 down = lying_ ? Vec3(-surface_.pressing * surface_.normal - surface_.drawing * Vec3::UnitY())
                                 : Vec3(-Vec3::UnitY());
        loads_.named.push_back({"weight", whole / whole_weight, whole_weight * down, Vec3::Zero()});
    }

    struct Weight {
        double size = 0.0;           // N
        double rests = 0.0;          // of it, what a surface below carries
        Vec3 moment = Vec3::Zero();  // sum of weight times place
        double mass = 0.0;           // kg
        Vec3 centre = Vec3::Zero();  // of the mass
    };
    [[nodiscard]] Weight weight_of(const std::vector<PointMass>& masses) const {
        Weight sum;
        for (const PointMass& m : masses) {
            const double free = trunk_free_ * (m.arm ? arms_free_ : 1.0);
            const double w = m.kg * standard_gravity * (lying_ ? 1.0 : free);
            sum.size += w;
            if (lying_) sum.rests += w * (1.0 - free);
            sum.moment += w * m.at;
            sum.mass += m.kg;
            sum.centre += m.kg * m.at;
        }
        sum.centre /= sum.mass;
        return sum;
    }

    // Gravity turned against the body, less what the surface carries.
    void lay_down(std::size_t v, const Weight& weight) {
        const double along = -weight.size * surface_.drawing;
        const double onto = weight.rests * surface_.pressing;
        loads_.carried[v] = {onto * surface_.normal + Vec3(0.0, surface_.held(along, onto), 0.0),
                             loads_.weight[v].point};
        loads_.weight[v].force =
            Vec3(0.0, along, 0.0) - weight.size * surface_.pressing * surface_.normal + loads_.carried[v].force;
    }

    // Of a mass that turns with the trunk about L5-S1, N.
    [[nodiscard]] Vec3 inertia(double kg, const Vec3& at) const {
        const Vec3 turning(0.0, 0.0, task_.trunk_acceleration_deg_s2 * rad_per_deg);  // rad/s^2, + into extension
        return -kg / mm_per_m * turning.cross(at - joint_);
    }

    void add_inertia(std::size_t v, const Weight& weight) {
        loads_.inertia[v] = {inertia(weight.mass, weight.centre), weight.centre};
        support_[v].add(loads_.inertia[v].force, weight.centre);
        for (const PointMass& m : masses_[v]) {
            loads_.inertia_couple[v] += (m.at - weight.centre).cross(inertia(m.kg, m.at));
        }
        loads_.couple[v] += loads_.inertia_couple[v];
    }

    void add_hands() {
        const double lifted = task_.load_kg * (standard_gravity + task_.load_acceleration_m_s2) * arms_free_;
        const Vec3 load = Vec3(0.0, -lifted, 0.0) + inertia(task_.load_kg, pose_.load_point);
        const Vec3 push(-task_.push_N, 0.0, 0.0);  // the object pushes back
        loads_.hands = {load + push, pose_.load_point};
        if (task_.load_kg > 0.0) loads_.named.push_back({"load", pose_.load_point, load, Vec3::Zero()});
        if (task_.push_N != 0.0) {
            loads_.named.push_back({task_.push_N > 0.0 ? "push" : "pull", pose_.load_point, push, Vec3::Zero()});
        }
    }

    void add_to_thorax(const char* what, const Vec3& force, const Vec3& point) {
        if (force.norm() == 0.0) return;
        support_[index_of_t12].add(force, point);
        loads_.named.push_back({what, point, force, Vec3::Zero()});
    }

    void add_backrest() {
        // A person who sits down slides along the backrest until the seat carries the weight: friction is fully
        // mobilised and points upwards.
        const Backrest backrest = backrest_of(size_, task_, pose_, mesh_);
        const Vec3 friction = posture_.backrest ? Vec3(backrest.friction * backrest.up) : Vec3(Vec3::Zero());
        if (task_.back_support_N) {
            add_to_thorax("backrest", *task_.back_support_N * backrest.normal, backrest.contact);
            add_to_thorax("backrest_friction", *task_.back_support_N * friction, backrest.contact);
        } else if (posture_.backrest) {
            loads_.support_contacts.push_back({.name = "backrest",
                                               .force = backrest.normal + friction,
                                               .point = backrest.contact,
                                               .friction = friction,
                                               .couple = Vec3::Zero(),
                                               .most = most_leaned_N});
        }
        loads_.pad = lumbar_pad(size_, task_, pose_, mesh_);
    }

    void add_elbows_and_surface() {
        if (posture_.leans_on_arms) {
            const Vec3 shoulders = 0.5 * (pose_.segment("upper_arm_left").from + pose_.segment("upper_arm_right").from);
            loads_.support_contacts.push_back({.name = "elbows",
                                               .force = Vec3::UnitY(),
                                               .point = shoulders,
                                               .friction = Vec3::Zero(),
                                               .couple = Vec3::Zero(),
                                               .most = most_leaned_N});
        }
        if (!lying_) return;
        // The surface under the trunk and the legs on it hold the spine in its bent shape.
        for (int axis = 0; axis < 3; ++axis) {
            for (const double sign : {1.0, -1.0}) {
                loads_.support_contacts.push_back({.name = "surface",
                                                   .force = Vec3::Zero(),
                                                   .point = pose_.position[index_of_t12],
                                                   .friction = Vec3::Zero(),
                                                   .couple = sign * mm_per_m * Vec3::Unit(axis),
                                                   .most = most_couple_Nm});
            }
        }
    }

    // On the thorax, and what muscles of the abdominal wall do about it.
    void add_abdominal_pressure() {
        const double pressure_MPa = 1e-3 * task_.abdominal_pressure_kPa;
        const double section = 100.0 * anatomy_.body.pressure_area_cm2;  // mm^2
        const double radius = std::sqrt(section / std::numbers::pi);
        const double held_MPa = std::max(0.0, pressure_MPa - 1e-3 * task_.belt_pressure_kPa);
        loads_.wall = {
            .work_Nmm = held_MPa * radius * size_.scaled(&AdultLengths::wall_height) * std::numbers::pi * radius,
            .arc_mm = std::numbers::pi * radius,
            .axis = lumbar_axis_};
        loads_.least_contraction = {.abdominal = task_.abdominal_contraction, .back = task_.back_contraction};
        constexpr auto l5 = static_cast<std::size_t>(Vertebra::L5);
        const Mat3 lowest = rotation_exp(pose_.rotation[l5]);
        const Vec3 l4_l5 =
            pose_.position[l5] + lowest * (disc_of(mesh_, Disc::L4_L5).frame.origin - mesh_.vertebrae[l5].frame.origin);
        // Ahead of the disc across the line of the force.
        const Vec3 ahead = (Vec3(pelvis_.col(0)) - pelvis_.col(0).dot(lumbar_axis_) * lumbar_axis_).normalized();
        add_to_thorax("abdominal_pressure", pressure_MPa * section * lumbar_axis_,
                      l4_l5 + size_.scaled(&AdultLengths::pressure_arm) * ahead);
    }

    void add_traction() {
        add_to_thorax("traction", task_.traction_N * lumbar_axis_, pose_.position[index_of_t12]);
        if (!lying_ || task_.traction_N <= 0.0) return;
        // The thorax lies with its friction, which reverses before the thorax slides towards the head.
        const PointForce& lies = loads_.carried[index_of_t12];
        const double onto = lies.force.dot(surface_.normal);
        const double pulled =
            loads_.weight[index_of_t12].force.y() - lies.force.y() + task_.traction_N * lumbar_axis_.y();
        add_to_thorax("surface_friction", Vec3(0.0, surface_.held(pulled, onto) - lies.force.y(), 0.0), lies.point);
    }

    void sum_forces() {
        for (std::size_t v = 0; v < index_of_s1; ++v) support_[v].to(loads_.support[v], loads_.couple[v]);
        PointForce& on_top = loads_.support[index_of_t12];
        if (on_top.force.isZero() && !loads_.support_contacts.empty())
            on_top.point = loads_.support_contacts.front().point;
        for (SupportContact& l : loads_.support_contacts) l.couple += (l.point - on_top.point).cross(l.force);
    }

    // + about the right-hand axis of the pelvis extends, about its cranial axis turns to the left.
    void add_couples() {
        const auto turn_thorax = [&](const char* what, double moment_Nm, const Vec3& axis) {
            if (moment_Nm == 0.0) return;
            const Vec3 couple = mm_per_m * moment_Nm * axis;
            loads_.couple[index_of_t12] += couple;
            loads_.named.push_back({what, pose_.position[index_of_t12], Vec3::Zero(), couple});
        };
        turn_thorax("exoskeleton", task_.exoskeleton_Nm, pelvis_.col(2));
        turn_thorax("belt", task_.belt_Nm, pelvis_.col(2));
        turn_thorax("twist", task_.twist_couple_Nm, pelvis_.col(1));
    }

    const Anatomy& anatomy_;
    const Task& task_;
    const Pose& pose_;
    const SpineMesh& mesh_;
    BodySize size_;
    const Posture& posture_;
    bool lying_;
    LyingSurface surface_;
    double arms_free_;   // share of the weight of arms and load that nothing below carries
    double trunk_free_;  // share of the weight of the trunk
    std::array<std::vector<PointMass>, vertebra_count> masses_;
    Mat3 pelvis_;
    Vec3 joint_;        // centre of L5-S1
    Vec3 lumbar_axis_;  // from there to T12
    BodyLoads loads_;
    std::array<ForceSum, vertebra_count> support_;  // what becomes BodyLoads::support
};

}  // namespace

BodyLoads body_loads(const Anatomy& anatomy, const Person& person, const Task& task, const Pose& pose,
                     const SpineMesh& mesh) {
    check(task);
    return TaskLoads(anatomy, person, task, pose, mesh).all();
}

}  // namespace spondyl
