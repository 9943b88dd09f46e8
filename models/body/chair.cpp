// SPDX-License-Identifier: Apache-2.0
#include "models/body/chair.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "models/body/posture.hpp"
#include "models/body/upper_trunk.hpp"

namespace spondyl {
namespace {

constexpr auto l1 = static_cast<std::size_t>(Vertebra::L1);
constexpr auto l5 = static_cast<std::size_t>(Vertebra::L5);

// Behind the spinous process of a lumbar vertebra, in the pose.
Vec3 skin_behind(const BodySize& size, const Pose& pose, const SpineMesh& mesh, std::size_t v) {
    const VertebraMesh& vertebra = vertebra_of(mesh, static_cast<Vertebra>(v));
    const Vec3 tip = vertebra.landmarks.at("spinous_process_tip") - vertebra.frame.origin;
    return pose.position[v] +
           rotation_exp(pose.rotation[v]) * (tip - Vec3(size.scaled(&AdultLengths::skin_behind_spine), 0.0, 0.0));
}

}  // namespace

double seat_height(const BodySize& size, const Pose& pose) {
    const double hips = 0.5 * (pose.segment("thigh_left").from.y() + pose.segment("thigh_right").from.y());
    const double crown_above_hips = size.of_stature(&StatureShares::crown_height) -
                                    size.of_stature(&StatureShares::ankle_height) -
                                    size.of_stature(&StatureShares::shank) - size.of_stature(&StatureShares::thigh);
    return hips - (size.of_stature(&StatureShares::sitting_height) - crown_above_hips);
}

Backrest backrest_of(const BodySize& size, const Task& task, const Pose& pose, const SpineMesh& mesh) {
    const Mat3 thorax = rotation_exp(pose.rotation[index_of_t12]);
    Backrest backrest{.contact = {},
                      .normal = thorax.col(0),
                      .up = thorax.col(1),
                      .friction = task.backrest_friction.value_or(usual_backrest_friction)};
    if (task.backrest_recline_deg) {
        const double recline = *task.backrest_recline_deg * rad_per_deg;
        backrest.normal = Vec3(std::cos(recline), std::sin(recline), 0.0);
        backrest.up = Vec3(-std::sin(recline), std::cos(recline), 0.0);
    }
    const double behind = size.scaled(&AdultLengths::backrest_behind);
    const auto skin = [&](double above) -> Vec3 { return pose.above_t12(Vec3(-behind, above, 0.0)); };
    double above = size.scaled(&AdultLengths::backrest_above);
    if (task.backrest_height_cm) {
        const double seat = seat_height(size, pose);
        const double low = skin(0.0).y();
        const double shoulders = UpperTrunk(size, mesh).shoulder(0.0).y();
        const double high = skin(shoulders).y();
        const double wanted = seat + mm_per_cm * *task.backrest_height_cm;
        if (!(wanted >= low && wanted <= high)) {
            throw UserError(fmt::format(
                "backrest_height_cm {}: the thorax can be leaned on from {:.0f} to {:.0f} cm above the seat; what "
                "supports the lumbar spine is a pad (lumbar_pad_depth_cm)",
                *task.backrest_height_cm, std::ceil((low - seat) / mm_per_cm), std::floor((high - seat) / mm_per_cm)));
        }
        above = shoulders * (wanted - low) / (high - low);
    }
    backrest.contact = skin(above);
    return backrest;
}

std::array<ElasticPad, vertebra_count> lumbar_pad(const BodySize& size, const Task& task, const Pose& pose,
                                                  const SpineMesh& mesh) {
    std::array<ElasticPad, vertebra_count> pad{};
    if (!task.lumbar_pad_depth_cm) return pad;
    const Backrest backrest = backrest_of(size, task, pose, mesh);
    const double seat = seat_height(size, pose);
    const double wanted = seat + mm_per_cm * *task.lumbar_pad_height_cm;
    std::array<Vec3, vertebra_count> skin = zero_vectors();
    for (std::size_t v = l1; v <= l5; ++v) skin[v] = skin_behind(size, pose, mesh, v);
    if (!(wanted >= skin[l5].y() && wanted <= skin[l1].y())) {
        throw UserError(fmt::format("lumbar_pad_height_cm {}: L5 to L1 are {:.0f} to {:.0f} cm above the seat",
                                    *task.lumbar_pad_height_cm, std::ceil((skin[l5].y() - seat) / mm_per_cm),
                                    std::floor((skin[l1].y() - seat) / mm_per_cm)));
    }
    std::size_t upper = l1;
    while (upper + 1 < l5 && skin[upper + 1].y() > wanted) ++upper;
    const std::size_t lower = upper + 1;
    const double share = (wanted - skin[lower].y()) / (skin[upper].y() - skin[lower].y());
    const auto press = [&](std::size_t v, double part) {
        pad[v] = {.stiffness = part * *task.lumbar_pad_stiffness_N_mm,
                  .point = skin[v],
                  .normal = backrest.normal,
                  .offset = backrest.normal.dot(backrest.contact) + mm_per_cm * *task.lumbar_pad_depth_cm};
    };
    press(upper, share);
    press(lower, 1.0 - share);
    return pad;
}

double pad_indentation(const std::array<ElasticPad, vertebra_count>& pad) {
    double deepest = -std::numeric_limits<double>::infinity();
    for (const ElasticPad& p : pad) {
        if (p.stiffness > 0.0) deepest = std::max(deepest, p.offset - p.normal.dot(p.point));
    }
    return deepest;
}

void check_supports(const BodySize& size, const Task& task, const Pose& pose, const SpineMesh& mesh) {
    const Posture& posture = find_posture(size.anatomy(), task.posture);
    const auto refuse = [&](const std::optional<double>& value, const char* key, const char* lacks) {
        if (value) throw UserError(fmt::format("{}: the posture {} {}", key, posture.name, lacks));
    };
    if (!posture.backrest) {
        constexpr const char* lacks = "has no backrest; sitting_backrest has one";
        refuse(task.backrest_recline_deg, "backrest_recline_deg", lacks);
        refuse(task.backrest_height_cm, "backrest_height_cm", lacks);
        refuse(task.backrest_friction, "backrest_friction", lacks);
        refuse(task.lumbar_pad_depth_cm, "lumbar_pad_depth_cm", lacks);
        refuse(task.lumbar_pad_height_cm, "lumbar_pad_height_cm", lacks);
        refuse(task.lumbar_pad_stiffness_N_mm, "lumbar_pad_stiffness_N_mm", lacks);
    }
    if (posture.legs != LegPose::lying) {
        refuse(task.surface_tilt_deg, "surface_tilt_deg", "does not lie; postures lying_* do");
        refuse(task.surface_friction, "surface_friction", "does not lie; postures lying_* do");
    }
    const int of_pad = int{task.lumbar_pad_depth_cm.has_value()} + int{task.lumbar_pad_height_cm.has_value()} +
                       int{task.lumbar_pad_stiffness_N_mm.has_value()};
    if (of_pad != 0 && of_pad != 3) {
        throw UserError(
            "a lumbar pad needs lumbar_pad_depth_cm, lumbar_pad_height_cm and lumbar_pad_stiffness_N_mm together");
    }
    if (posture.backrest) backrest_of(size, task, pose, mesh);
    if (of_pad != 0) lumbar_pad(size, task, pose, mesh);
}

}  // namespace spondyl
