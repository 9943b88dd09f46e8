// SPDX-License-Identifier: Apache-2.0
#include "models/body/limbs.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "models/body/hand_posture.hpp"

namespace spondyl {
namespace {

constexpr double most_ankle_bend = 40.0 * rad_per_deg;  // shank against the vertical
constexpr double inside = 0.999;                        // of the reach: a stretched arm has no elbow plane

struct ArmLengths {
    double upper = 0.0;
    double lower = 0.0;  // elbow to grip
    double forearm = 0.0;
    explicit ArmLengths(const BodySize& size)
        : upper(size.of_stature(&StatureShares::upper_arm)),
          lower(size.of_stature(&StatureShares::forearm) + size.of_stature(&StatureShares::grip)),
          forearm(size.of_stature(&StatureShares::forearm)) {}
    [[nodiscard]] double reach() const { return upper + lower; }
};

// sign: -1 left, 0 the middle of both, 1 right
Vec3 hip_joint(const BodySize& size, const SpineMesh& mesh, const Pose& pose, double sign) {
    const Vec3 offset(size.scaled(&AdultLengths::hip_anterior), size.scaled(&AdultLengths::hip_cranial),
                      sign * size.scaled(&AdultLengths::hip_lateral));
    return rotation_exp(pose.rotation[index_of_s1]) * (disc_of(mesh, Disc::L5_S1).frame.origin + offset);
}

// Elbow of a chain from shoulder to grip, bent towards `low`.
ArmLine bend_arm(const ArmLengths& length, const Vec3& shoulder, const Vec3& grip, const Vec3& low) {
    const Vec3 line = grip - shoulder;
    const double d = line.norm();
    const Vec3 along = line / d;
    const double a = (d * d + length.upper * length.upper - length.lower * length.lower) / (2.0 * d);
    const double h = std::sqrt(std::max(0.0, length.upper * length.upper - a * a));
    const Vec3 side = (low - low.dot(along) * along).normalized();
    const Vec3 elbow = shoulder + a * along + h * side;
    return {shoulder, elbow, elbow + length.forearm / length.lower * (grip - elbow), grip};
}

// Moves a point along `direction` no further than needed to come within `reach` of all of `centres`.
bool bring_within(Vec3& point, const Vec3& direction, const std::vector<Vec3>& centres, double reach) {
    double low = -1e9;
    double high = 1e9;
    for (const Vec3& c : centres) {
        const Vec3 r = point - c;
        const double b = r.dot(direction);
        const double discriminant = b * b - r.squaredNorm() + reach * reach;
        if (discriminant < 0.0) return false;
        low = std::max(low, -b - std::sqrt(discriminant));
        high = std::min(high, -b + std::sqrt(discriminant));
    }
    if (low > high) return false;
    point += std::clamp(0.0, low, high) * direction;
    return true;
}

void add(Pose& pose, const std::string& name, const Vec3& from, const Vec3& to, double radius) {
    pose.segments.push_back({name, from, to, radius});
}

}  // namespace

ArmLine hanging_arm(const BodySize& size, const UpperTrunk& upper, const SpineMesh& mesh, Side side) {
    const ArmLengths length(size);
    const Vec3 shoulder =
        vertebra_of(mesh, Vertebra::T12).frame.origin + upper.shoulder(side == Side::left ? -1.0 : 1.0);
    const Vec3 down(0.0, -1.0, 0.0);
    const Vec3 elbow = shoulder + length.upper * down;
    return {shoulder, elbow, elbow + length.forearm * down, elbow + length.lower * down};
}

LegAngles balanced_legs(const BodySize& size, const Task& task, const Posture& posture, const SpineMesh& mesh,
                        double balance_x, const Pose& pose) {
    const double knee = task.knee_flexion_deg.value_or(posture.knee_deg) * rad_per_deg;
    double forward = posture.legs == LegPose::seated ? 0.5 * std::numbers::pi : 0.0;  // thigh against the vertical
    if (posture.legs == LegPose::standing) {
        const double thigh = size.of_stature(&StatureShares::thigh);
        const double shank = size.of_stature(&StatureShares::shank);
        const double hip = hip_joint(size, mesh, pose, 0.0).x();
        const double target = balance_x - size.scaled(&AdultLengths::ball_of_foot);
        double low = std::max(-0.25 * std::numbers::pi, knee - most_ankle_bend);
        double high = std::max(low, std::min(knee + most_ankle_bend, 0.6 * std::numbers::pi));
        for (int i = 0; i < 60; ++i) {
            const double a = 0.5 * (low + high);
            (hip + thigh * std::sin(a) - shank * std::sin(knee - a) < target ? low : high) = a;
        }
        forward = 0.5 * (low + high);
    }
    return {.knee = knee, .lean = knee - forward};
}

void add_legs(const BodySize& size, const LegAngles& legs, const SpineMesh& mesh, Pose& pose) {
    const Mat3 turn = rotation_exp(pose.rotation[index_of_s1]);
    const double thigh = size.of_stature(&StatureShares::thigh);
    const double shank = size.of_stature(&StatureShares::shank);
    const BodyProportions& proportions = size.anatomy().body.proportions;
    const double girth = size.girth();
    const double forward = legs.knee - legs.lean;
    const double upright = std::cos(legs.spread);
    const double aside = std::sin(legs.spread);
    // Thigh and shank in the plane of a leg that is spread.
    const auto along = [&](double length, double angle, double sign) -> Vec3 {
        const double down = length * std::cos(angle);
        return {length * std::sin(angle), -upright * down, sign * aside * down};
    };
    const Vec3 middle = hip_joint(size, mesh, pose, 0.0);
    add(pose, "pelvis", middle, turn * disc_of(mesh, Disc::L5_S1).frame.origin,
        proportions.pelvis_radius * size.waist_mm() / (2.0 * std::numbers::pi));
    const double sole = legs.kneeling ? girth * size.scaled(&AdultLengths::shank_radius)
                                      : size.of_stature(&StatureShares::ankle_height);  // below the ankle
    const double ahead = (legs.kneeling ? -proportions.foot_tip_ahead : proportions.foot_tip_ahead) *
                         size.of_stature(&StatureShares::foot);
    Vec3 standing = Vec3::Zero();  // ankles that carry
    double feet = 0.0;
    for (const double sign : {-1.0, 1.0}) {
        const std::string side = sign < 0.0 ? "left" : "right";
        const bool raised = legs.raised && (*legs.raised == Side::left) == (sign < 0.0);
        const Vec3 behind = turn * Vec3(0.0, -1.0, 0.0);
        const Vec3 h = hip_joint(size, mesh, pose, sign);
        const Vec3 k = h + (raised ? Vec3(thigh * behind) : along(thigh, forward, sign));
        const Vec3 a = k + (raised ? Vec3(shank * behind) : along(shank, -legs.lean, sign));
        add(pose, "thigh_" + side, h, k, girth * size.scaled(&AdultLengths::thigh_radius));
        add(pose, "shank_" + side, k, a, girth * size.scaled(&AdultLengths::shank_radius));
        add(pose, "foot_" + side, a,
            a + Vec3(ahead, -proportions.foot_tip_below * size.of_stature(&StatureShares::ankle_height), 0.0),
            size.scaled(&AdultLengths::foot_radius));
        if (raised) continue;
        standing += a;
        feet += 1.0;
    }
    pose.knee_flexion_deg = legs.knee / rad_per_deg;
    pose.floor_height_mm = standing.y() / feet - sole;
    pose.ankle_x_mm = standing.x() / feet;
}

namespace {

struct Shoulders {
    Vec3 joint[2];  // left, right
    Vec3 forward, right;
};

Shoulders shoulders_of(const PostureKinematics& kinematics, const UpperTrunk& upper, double twist, const Pose& pose) {
    // The thoracic spine turns by what the lumbar spine leaves of the twist.
    const double rest = (1.0 - kinematics.twist_share) * twist;
    const Mat3 twisted = rotation_exp(Vec3(0.0, rest, 0.0));
    const double bend = pose.thoracic_flexion_deg * rad_per_deg;
    const double lateral = pose.thoracic_lateral_deg * rad_per_deg;
    const auto turned = [&](double angle) {
        return bend_forward(0.0, upper.shoulder(0.0).y(), upper.height(), angle).turn;
    };
    const Mat3 turn =
        rotation_exp(pose.rotation[index_of_t12]) * rotation_exp(Vec3(turned(lateral), 0.0, -turned(bend))) * twisted;
    Shoulders s;
    s.joint[0] = pose.above_t12(upper.bent(twisted * upper.shoulder(-1.0), bend, lateral));
    s.joint[1] = pose.above_t12(upper.bent(twisted * upper.shoulder(1.0), bend, lateral));
    const Vec3 up = Vec3::UnitY();
    s.right = (Vec3(turn.col(2)) - turn.col(2).y() * up).normalized();
    s.forward = up.cross(s.right);
    return s;
}

void draw_arms(const BodySize& size, const Shoulders& shoulders, const std::array<Vec3, 2>& grips, Pose& pose) {
    const ArmLengths length(size);
    const double girth = size.girth();
    for (const int hand : {0, 1}) {
        const double sign = hand == 0 ? -1.0 : 1.0;
        const std::string side = hand == 0 ? "left" : "right";
        const Vec3 low = -Vec3::UnitY() - 0.3 * shoulders.forward + 0.2 * sign * shoulders.right;
        // The shoulder blade gives what the straight arm lacks.
        const Vec3 line = grips[hand] - shoulders.joint[hand];
        const double lacks = std::max(0.0, line.norm() - inside * length.reach());
        const ArmLine arm = bend_arm(length, shoulders.joint[hand] + lacks * line.normalized(), grips[hand], low);
        add(pose, "upper_arm_" + side, arm.shoulder, arm.elbow, girth * size.scaled(&AdultLengths::upper_arm_radius));
        add(pose, "forearm_" + side, arm.elbow, arm.wrist, girth * size.scaled(&AdultLengths::forearm_radius));
        add(pose, "hand_" + side, arm.wrist, arm.grip, size.scaled(&AdultLengths::hand_radius));
    }
}

// Hands of a load: the two ends of its width, or the one hand.
std::array<Vec3, 2> grips_of(const BodySize& size, const Task& task, const Vec3& load, std::array<Vec3, 2> usual) {
    const double angle = task.load_asymmetry_deg * rad_per_deg;
    const double half = task.hands == Hands::both ? half_grip(size, task) : 0.0;
    const Vec3 across = half * Vec3(-std::sin(angle), 0.0, std::cos(angle));
    if (task.hands != Hands::right) usual[0] = load - across;
    if (task.hands != Hands::left) usual[1] = load + across;
    return usual;
}

}  // namespace

void add_arms_to(const BodySize& size, const UpperTrunk& upper, const Task& task, const Vec3& load, Pose& pose) {
    const Shoulders shoulders =
        shoulders_of(size.anatomy().posture.kinematics, upper, task.trunk_twist_deg.value_or(0.0) * rad_per_deg, pose);
    const Vec3 down = -inside * ArmLengths(size).reach() * Vec3::UnitY();
    pose.load_point = load;
    draw_arms(size, shoulders, grips_of(size, task, load, {shoulders.joint[0] + down, shoulders.joint[1] + down}),
              pose);
}

void add_arms(const BodySize& size, const UpperTrunk& upper, const Task& task, const Posture& posture,
              const SpineMesh& mesh, Pose& pose) {
    const ArmLengths length(size);
    const double twist = task.trunk_twist_deg.value_or(posture.twist_deg) * rad_per_deg;
    const Shoulders shoulders = shoulders_of(size.anatomy().posture.kinematics, upper, twist, pose);
    const Vec3 up(0.0, 1.0, 0.0);
    const double reach = inside * length.reach();

    const bool left = task.hands != Hands::right;
    const bool right_hand = task.hands != Hands::left;
    const auto usual_grip = [&](int hand) -> Vec3 {
        const double sign = hand == 0 ? -1.0 : 1.0;
        const double inwards = (1.0 - posture.hand_width) * size.scaled(&AdultLengths::shoulder_lateral);
        const Vec3 offset = length.reach() * (posture.hand_forward * shoulders.forward + posture.hand_up * up) -
                            sign * inwards * shoulders.right;
        return shoulders.joint[hand] + std::min(1.0, reach / offset.norm()) * offset;
    };
    std::array<Vec3, 2> grips = {usual_grip(0), usual_grip(1)};
    Vec3 load = left && right_hand ? 0.5 * (grips[0] + grips[1]) : Vec3(left ? grips[0] : grips[1]);

    if (task.load_distance_cm || task.load_height_cm || task.load_asymmetry_deg != 0.0) {
        const Vec3 disc = pose.lumbosacral_disc(mesh);
        Vec3 from = disc;
        if (task.load_distance_from != LoadFrom::disc) from.x() = pose.ankle_x_mm;
        if (task.load_distance_from == LoadFrom::toes) from.x() += size.of_stature(&StatureShares::toe);
        const double angle = task.load_asymmetry_deg * rad_per_deg;
        const Vec3 ahead(std::cos(angle), 0.0, std::sin(angle));
        const Vec3 across(-std::sin(angle), 0.0, std::cos(angle));
        // Without a distance the posture's own is kept, turned by the asymmetry; one hand keeps to its side.
        Vec3 target = from;
        if (task.load_distance_cm) {
            target += 10.0 * *task.load_distance_cm * ahead;
        } else {
            const Vec3 r = load - from;
            target += r.x() * ahead + r.z() * across;
        }
        target.y() = task.load_height_cm ? pose.floor_height_mm + 10.0 * *task.load_height_cm : load.y();

        const Vec3 half = left && right_hand ? Vec3(half_grip(size, task) * across) : Vec3(Vec3::Zero());
        std::vector<Vec3> centres;  // where the load's centre would be with a grip at the shoulder
        if (left) centres.push_back(shoulders.joint[0] + half);
        if (right_hand) centres.push_back(shoulders.joint[1] - half);
        const double most = length.reach() + size.scaled(&AdultLengths::scapular_reach);
        bool reached = bring_within(target, Vec3::Zero(), centres, most);
        if (!reached && !task.load_height_cm) reached = bring_within(target, up, centres, reach);
        if (!reached && !task.load_distance_cm) reached = bring_within(target, ahead, centres, reach);
        if (!reached) {
            double needed = 0.0;
            for (const Vec3& c : centres) needed = std::max(needed, (target - c).norm());
            throw UserError(fmt::format(
                "the load is {:.0f} cm from the shoulder, the arm reaches {:.0f} cm: bring the load nearer, change its "
                "height ({:.0f} cm above the floor), bend the trunk or knees, or let a style find the posture",
                0.1 * needed, 0.1 * most, 0.1 * (target.y() - pose.floor_height_mm)));
        }
        load = target;
        grips = grips_of(size, task, load, grips);
    }
    pose.load_point = load;
    draw_arms(size, shoulders, grips, pose);
}

}  // namespace spondyl
