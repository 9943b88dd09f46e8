// SPDX-License-Identifier: Apache-2.0
#include "models/body/limbs.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "core/system/rotation.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl {
namespace {

constexpr double degree = std::numbers::pi / 180.0;
constexpr double most_ankle_bend = 40.0 * degree;  // shank against the vertical

struct ArmLengths {
    double upper = 0.0;
    double lower = 0.0;  // elbow to grip
    double forearm = 0.0;
    explicit ArmLengths(const BodySize& size)
        : upper(size.of_stature("upper_arm")),
          lower(size.of_stature("forearm") + size.of_stature("grip")),
          forearm(size.of_stature("forearm")) {}
    [[nodiscard]] double reach() const { return upper + lower; }
};

Vec3 standing_shoulder(const BodySize& size, const SpineMesh& mesh, double sign) {
    return vertebra_of(mesh, Vertebra::T12).frame.origin + Vec3(size.scaled("shoulder_anterior"),
                                                                size.scaled("shoulder_cranial"),
                                                                sign * size.scaled("shoulder_lateral"));
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

ArmLine hanging_arm(const BodySize& size, const SpineMesh& mesh, Side side) {
    const ArmLengths length(size);
    const Vec3 shoulder = standing_shoulder(size, mesh, side == Side::left ? -1.0 : 1.0);
    const Vec3 down(0.0, -1.0, 0.0);
    const Vec3 elbow = shoulder + length.upper * down;
    return {shoulder, elbow, elbow + length.forearm * down, elbow + length.lower * down};
}

void add_legs(const BodySize& size, const Task& task, const Posture& posture, const SpineMesh& mesh, double balance_x,
              Pose& pose) {
    const Mat3 turn = rotation_exp(pose.rotation[static_cast<std::size_t>(Vertebra::S1)]);
    const Vec3 disc = disc_of(mesh, Disc::L5_S1).frame.origin;
    const auto hip = [&](double sign) -> Vec3 {
        return turn * (disc + Vec3(size.scaled("hip_anterior"), size.scaled("hip_cranial"),
                                   sign * size.scaled("hip_lateral")));
    };
    const double thigh = size.of_stature("thigh");
    const double shank = size.of_stature("shank");
    const double knee = task.knee_flexion_deg.value_or(posture.knee_deg) * degree;
    const double middle = 0.5 * (hip(1.0) + hip(-1.0)).x();
    double forward = posture.legs == LegPose::seated ? 0.5 * std::numbers::pi : 0.0;  // thigh against the vertical
    if (posture.legs == LegPose::standing) {
        const double target = balance_x - size.scaled("ball_of_foot");
        double low = std::max(-0.25 * std::numbers::pi, knee - most_ankle_bend);
        double high = std::max(low, std::min(knee + most_ankle_bend, 0.6 * std::numbers::pi));
        for (int i = 0; i < 60; ++i) {
            const double a = 0.5 * (low + high);
            (middle + thigh * std::sin(a) - shank * std::sin(knee - a) < target ? low : high) = a;
        }
        forward = 0.5 * (low + high);
    }
    const double girth = size.girth();
    const Vec3 to_knee = thigh * Vec3(std::sin(forward), -std::cos(forward), 0.0);
    const Vec3 to_ankle = shank * Vec3(-std::sin(knee - forward), -std::cos(knee - forward), 0.0);
    add(pose, "pelvis", 0.5 * (hip(1.0) + hip(-1.0)), turn * disc, 0.8 * size.waist_mm() / (2.0 * std::numbers::pi));
    double floor = 0.0;
    for (const double sign : {-1.0, 1.0}) {
        const std::string side = sign < 0.0 ? "left" : "right";
        const Vec3 h = hip(sign);
        const Vec3 k = h + to_knee;
        const Vec3 a = k + to_ankle;
        add(pose, "thigh_" + side, h, k, girth * size.scaled("thigh_radius"));
        add(pose, "shank_" + side, k, a, girth * size.scaled("shank_radius"));
        add(pose, "foot_" + side, a,
            a + Vec3(0.7 * size.of_stature("foot"), -0.6 * size.of_stature("ankle_height"), 0.0),
            size.scaled("foot_radius"));
        floor += 0.5 * (a.y() - size.of_stature("ankle_height"));
    }
    pose.floor_height_mm = floor;
}

void add_arms(const BodySize& size, const Task& task, const Posture& posture, const SpineMesh& mesh, Pose& pose) {
    const ArmLengths length(size);
    const Table kinematics = Table::read(data_directory() / "postures" / "kinematics.csv");
    constexpr auto t12 = static_cast<std::size_t>(Vertebra::T12);
    const Vec3 centre = vertebra_of(mesh, Vertebra::T12).frame.origin;
    // The thoracic spine turns by what the lumbar spine leaves of the twist.
    const double twist = task.trunk_twist_deg.value_or(posture.twist_deg) * degree;
    const double rest = (1.0 - kinematics.number("all", "twist_share", "1")) * twist;
    const Mat3 turn = rotation_exp(pose.rotation[t12]) * rotation_exp(Vec3(0.0, rest, 0.0));
    const auto shoulder = [&](double sign) -> Vec3 {
        return pose.position[t12] + turn * (standing_shoulder(size, mesh, sign) - centre);
    };
    const Vec3 up(0.0, 1.0, 0.0);
    const Vec3 right = (Vec3(turn.col(2)) - turn.col(2).y() * up).normalized();
    const Vec3 forward = up.cross(right);
    constexpr double inside = 0.999;  // of the reach: a stretched arm has no elbow plane
    const double reach = inside * length.reach();

    const bool left = task.hands != Hands::right;
    const bool right_hand = task.hands != Hands::left;
    const auto usual_grip = [&](double sign) -> Vec3 {
        const double inwards = (1.0 - posture.hand_width) * size.scaled("shoulder_lateral");
        const Vec3 offset =
            length.reach() * (posture.hand_forward * forward + posture.hand_up * up) - sign * inwards * right;
        return shoulder(sign) + std::min(1.0, reach / offset.norm()) * offset;
    };
    Vec3 grips[2] = {usual_grip(-1.0), usual_grip(1.0)};
    Vec3 load = left && right_hand ? 0.5 * (grips[0] + grips[1]) : Vec3(left ? grips[0] : grips[1]);

    if (task.load_distance_cm || task.load_height_cm || task.load_asymmetry_deg != 0.0) {
        constexpr auto s1 = static_cast<std::size_t>(Vertebra::S1);
        const Vec3 disc = rotation_exp(pose.rotation[s1]) * disc_of(mesh, Disc::L5_S1).frame.origin;
        const double angle = task.load_asymmetry_deg * degree;
        const Vec3 ahead(std::cos(angle), 0.0, std::sin(angle));
        const Vec3 across(-std::sin(angle), 0.0, std::cos(angle));
        // Without a distance the posture's own is kept, turned by the asymmetry; one hand keeps to its side.
        Vec3 target = disc;
        if (task.load_distance_cm) {
            target += 10.0 * *task.load_distance_cm * ahead;
        } else {
            const Vec3 r = load - disc;
            target += r.x() * ahead + r.z() * across;
        }
        target.y() = task.load_height_cm ? pose.floor_height_mm + 10.0 * *task.load_height_cm : load.y();

        const bool both = left && right_hand;
        const Vec3 half = both ? Vec3(size.scaled("grip_half_width") * across) : Vec3(Vec3::Zero());
        std::vector<Vec3> centres;  // where the load's centre would be with a grip at the shoulder
        if (left) centres.push_back(shoulder(-1.0) + half);
        if (right_hand) centres.push_back(shoulder(1.0) - half);
        bool reached = bring_within(target, Vec3::Zero(), centres, length.reach());
        if (!reached && !task.load_height_cm) reached = bring_within(target, up, centres, reach);
        if (!reached && !task.load_distance_cm) reached = bring_within(target, ahead, centres, reach);
        if (!reached) {
            double needed = 0.0;
            for (const Vec3& c : centres) needed = std::max(needed, (target - c).norm());
            throw UserError(fmt::format(
                "the load is {:.0f} cm from the shoulder, the arm reaches {:.0f} cm: bring the load nearer, change its "
                "height ({:.0f} cm above the floor) or bend the trunk or knees",
                0.1 * needed, 0.1 * length.reach(), 0.1 * (target.y() - pose.floor_height_mm)));
        }
        load = target;
        if (left) grips[0] = load - half;
        if (right_hand) grips[1] = load + half;
    }
    pose.load_point = load;

    const double girth = size.girth();
    for (const double sign : {-1.0, 1.0}) {
        const std::string side = sign < 0.0 ? "left" : "right";
        const Vec3 low = -up - 0.3 * forward + 0.2 * sign * right;
        const ArmLine arm = bend_arm(length, shoulder(sign), grips[sign < 0.0 ? 0 : 1], low);
        add(pose, "upper_arm_" + side, arm.shoulder, arm.elbow, girth * size.scaled("upper_arm_radius"));
        add(pose, "forearm_" + side, arm.elbow, arm.wrist, girth * size.scaled("forearm_radius"));
        add(pose, "hand_" + side, arm.wrist, arm.grip, size.scaled("hand_radius"));
    }
}

}  // namespace spondyl
