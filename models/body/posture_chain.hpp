// SPDX-License-Identifier: Apache-2.0
// The body as a chain from the feet to the grips, for finding a posture: plain numbers, and where its parts are for
// given angles. The same kinematics as pose_of (pose.cpp), with the feet in place instead of the pelvis.
//
// Frame: x ahead of the middle of the ankles, y above the floor, z to the right; mm and rad. Scalar: double or a dual
// number, whose derivative follows one direction.
#pragma once

#include <array>
#include <vector>

#include "core/math/dual_trigonometry.hpp"
#include "core/mesh/mesh.hpp"
#include "models/body/bend_forward.hpp"
#include "models/scenario/levels.hpp"

namespace spondyl {

struct PostureChain {
    struct Mass {
        double kg = 0.0;
        Vec3 at = Vec3::Zero();
    };

    double stature = 0.0;
    double ankle_height = 0.0;
    double shank = 0.0;
    double thigh = 0.0;
    double hip_lateral = 0.0;
    Vec3 hip = Vec3::Zero();  // middle of both, from the centre of the L5-S1 disc, standing
    // Standing, from the centre of the L5-S1 disc: centres of the discs, cranial to caudal, and of T12.
    std::array<Vec3, disc_count> joint{};
    Vec3 t12 = Vec3::Zero();
    // Shares of the levels in flexion, side bending and twist of the lumbar spine; share of the lumbar spine in a
    // side bend and in a twist.
    std::array<double, disc_count> bend{}, side{}, axial{};
    double lateral_share = 0.0;
    double twist_share = 0.0;
    double thoracic_height = 0.0;
    Vec3 shoulder = Vec3::Zero();  // the right one, from the centre of T12
    double arm = 0.0;              // from shoulder to grip, straight
    double most_scapula = 0.0;     // how far the shoulder slides towards the grip

    // What a load must keep clear of.
    Vec3 belly = Vec3::Zero();  // its middle, carried by L3; from the centre of the L5-S1 disc
    double belly_radius = 0.0;
    double thigh_radius = 0.0;
    double shank_radius = 0.0;

    // Ahead of the ankle.
    double heel = 0.0;
    double ball = 0.0;
    double toe = 0.0;
    double balance = 0.0;  // where people keep their centre of mass

    std::array<Mass, disc_count> vertebra{};  // T12 (own part) to L5, from the centre of the L5-S1 disc
    std::vector<Mass> upper;                  // thorax, neck and head, from the centre of T12
    Mass pelvis;                              // from the centre of the L5-S1 disc
    double arm_kg = 0.0;                      // one
    double arm_centre = 0.0;                  // fraction of a straight arm from the shoulder
    double thigh_kg = 0.0;
    double thigh_centre = 0.0;  // fraction from the hip
    double shank_kg = 0.0;
    double shank_centre = 0.0;  // fraction from the knee
    double foot_kg = 0.0;
    double total_kg = 0.0;  // of all of it
};

template <class Scalar>
struct Vector3 {
    Scalar x{}, y{}, z{};
    friend Vector3 operator+(const Vector3& a, const Vector3& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
    friend Vector3 operator-(const Vector3& a, const Vector3& b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
    friend Vector3 operator*(const Scalar& s, const Vector3& a) { return {s * a.x, s * a.y, s * a.z}; }
    [[nodiscard]] Scalar squared_norm() const { return x * x + y * y + z * z; }
};
template <class Scalar>
Vector3<Scalar> constant(const Vec3& v) {
    return {Scalar(v.x()), Scalar(v.y()), Scalar(v.z())};
}

// v turned by the rotation vector w: Rodrigues' formula. The small number under the root leaves no division by zero.
template <class Scalar>
Vector3<Scalar> turned(const Vector3<Scalar>& w, const Vector3<Scalar>& v) {
    using std::cos, std::sin, std::sqrt;
    const Scalar angle = sqrt(w.squared_norm() + 1e-24);
    const Scalar c = cos(angle), s = sin(angle) / angle;
    const Scalar dot = (w.x * v.x + w.y * v.y + w.z * v.z) * (1.0 - c) / (angle * angle);
    const Vector3<Scalar> cross{w.y * v.z - w.z * v.y, w.z * v.x - w.x * v.z, w.x * v.y - w.y * v.x};
    return c * v + s * cross + dot * w;
}

template <class Scalar>
struct BodyAngles {
    Scalar shank{};  // against the vertical, + knee forward
    Scalar knee{};
    Scalar pelvis{};
    Scalar lumbar{};
    Scalar thoracic{};
    Scalar lateral{};  // + to the right
    Scalar twist{};    // + to the left
};

template <class Scalar>
struct BodyPlaces {
    Vector3<Scalar> knee, hip, disc, belly;  // in the middle; disc: L5-S1
    Vector3<Scalar> shoulder[2];             // left, right
    Vector3<Scalar> moment;                  // of the body without arms: sum of kg * place
};

// leg_height: vertical share of legs that are spread; free_leg: one leg is raised behind, in line with the pelvis.
template <class Scalar>
BodyPlaces<Scalar> body_places(const PostureChain& c, const BodyAngles<Scalar>& q, double leg_height, bool free_leg) {
    using std::cos, std::sin;
    using V = Vector3<Scalar>;
    BodyPlaces<Scalar> at;
    const Scalar lean = q.knee - q.shank;  // of the thigh, backwards
    at.knee = {c.shank * sin(q.shank), c.ankle_height + leg_height * c.shank * cos(q.shank), Scalar(0.0)};
    at.hip = at.knee + V{-c.thigh * sin(lean), leg_height * c.thigh * cos(lean), Scalar(0.0)};

    const Scalar sp = sin(q.pelvis), cp = cos(q.pelvis);
    const auto with_pelvis = [&](const V& v) { return V{cp * v.x + sp * v.y, cp * v.y - sp * v.x, v.z}; };
    at.disc = at.hip - with_pelvis(constant<Scalar>(c.hip));

    V moment = Scalar(c.pelvis.kg) * (at.disc + with_pelvis(constant<Scalar>(c.pelvis.at)));
    const V ankle{Scalar(0.0), Scalar(c.ankle_height), Scalar(0.0)};
    const auto between = [](const V& a, const V& b, double share) { return a + Scalar(share) * (b - a); };
    const double legs = free_leg ? 1.0 : 2.0;
    moment = moment + Scalar(legs * c.thigh_kg) * between(at.hip, at.knee, c.thigh_centre) +
             Scalar(legs * c.shank_kg) * between(at.knee, ankle, c.shank_centre) +
             Scalar(legs * c.foot_kg) * V{Scalar(0.5 * (c.heel + c.toe)), Scalar(0.5 * c.ankle_height), Scalar(0.0)};
    if (free_leg) {
        const V behind = with_pelvis({Scalar(0.0), Scalar(-1.0), Scalar(0.0)});
        const double arm_of_leg = c.thigh_kg * c.thigh_centre * c.thigh +
                                  c.shank_kg * (c.thigh + c.shank_centre * c.shank) + c.foot_kg * (c.thigh + c.shank);
        moment = moment + Scalar(c.thigh_kg + c.shank_kg + c.foot_kg) * at.hip + Scalar(arm_of_leg) * behind;
    }

    constexpr std::size_t l3 = 3;
    V joint = at.disc;
    V w{};
    V top{};  // of T12, and directions there
    for (std::size_t i = disc_count; i-- > 0;) {
        w = w + V{c.side[i] * c.lateral_share * q.lateral, c.axial[i] * c.twist_share * q.twist, -c.bend[i] * q.lumbar};
        const auto carried = [&](const Vec3& standing) {
            return joint + with_pelvis(turned(w, constant<Scalar>(Vec3(standing - c.joint[i]))));
        };
        moment = moment + Scalar(c.vertebra[i].kg) * carried(c.vertebra[i].at);
        if (i == l3) at.belly = carried(c.belly);
        if (i == 0) {
            top = carried(c.t12);
        } else {
            joint = carried(c.joint[i - 1]);
        }
    }
    const auto with_thorax = [&](const V& offset) {
        const Scalar lateral = (1.0 - c.lateral_share) * q.lateral;
        const BentPoint<Scalar> aside = bend_forward(offset.z, offset.y, c.thoracic_height, lateral);
        const BentPoint<Scalar> bent = bend_forward(offset.x, aside.y, c.thoracic_height, q.thoracic);
        return top + with_pelvis(turned(w, V{bent.x, bent.y, aside.x}));
    };
    for (const PostureChain::Mass& m : c.upper) moment = moment + Scalar(m.kg) * with_thorax(constant<Scalar>(m.at));
    const Scalar rest = (1.0 - c.twist_share) * q.twist;
    for (int hand = 0; hand < 2; ++hand) {
        const double z = hand == 0 ? -c.shoulder.z() : c.shoulder.z();
        const Scalar cr = cos(rest), sr = sin(rest);
        at.shoulder[hand] =
            with_thorax({c.shoulder.x() * cr + z * sr, Scalar(c.shoulder.y()), z * cr - c.shoulder.x() * sr});
    }
    at.moment = moment;
    return at;
}

}  // namespace spondyl
