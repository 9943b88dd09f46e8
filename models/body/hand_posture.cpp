// SPDX-License-Identifier: Apache-2.0
#include "models/body/hand_posture.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "models/body/body_loads.hpp"
#include "models/body/upper_trunk.hpp"

namespace spondyl {
namespace {

// Trunk, head and arms: masses by the vertebra that carries them.
void add_masses(const Anatomy& anatomy, const Person& person, const SpineMesh& mesh, const Vec3& disc,
                PostureChain& chain) {
    const Vec3 t12 = disc + chain.t12;
    double arms = 0.0;
    Vec3 arms_from_shoulder = Vec3::Zero();
    for (const SegmentMass& m : segment_masses(anatomy, person, mesh)) {
        const auto v = static_cast<std::size_t>(m.carried_by);
        if (m.name.find("arm") != std::string::npos || m.name.starts_with("hand")) {
            arms += m.mass_kg;
            arms_from_shoulder += m.mass_kg * (m.centre - t12);
            continue;
        }
        if (v == 0 && (m.name.starts_with("T") || m.name == "head") && m.name != "T12") {
            chain.upper.push_back({m.mass_kg, m.centre - t12});
            continue;
        }
        PostureChain::Mass& sum = chain.vertebra[v];
        const double kg = sum.kg + m.mass_kg;
        sum.at = (sum.kg * sum.at + m.mass_kg * (m.centre - disc)) / kg;
        sum.kg = kg;
    }
    chain.arm_kg = 0.5 * arms;
    chain.arm_centre = (chain.shoulder.y() - arms_from_shoulder.y() / arms) / chain.arm;

    const LegAnatomy& legs = anatomy.body.legs;
    const auto share = [&](const LegAnatomy::Segment& segment) {
        return 0.01 * segment.mass_percent.of(person.sex) * person.mass_kg;
    };
    chain.thigh_kg = share(legs.thigh);
    chain.shank_kg = share(legs.shank);
    chain.foot_kg = share(legs.foot);
    chain.thigh_centre = legs.thigh.centre.of(person.sex);
    chain.shank_centre = legs.shank.centre.of(person.sex);
    double kg = arms + 2.0 * (chain.thigh_kg + chain.shank_kg + chain.foot_kg);
    for (const PostureChain::Mass& m : chain.upper) kg += m.kg;
    for (const PostureChain::Mass& m : chain.vertebra) kg += m.kg;
    // What is left of the body is the pelvis, between hips and lowest disc.
    chain.pelvis = {std::max(0.0, person.mass_kg - kg), 0.5 * chain.hip};
    chain.total_kg = kg + chain.pelvis.kg;
}

// "4 cm too short": what is missed and what would help.
[[noreturn]] void refuse(const Task& task, const PostureStyle& style, const SolvedPosture& found) {
    if (!found.found) {
        throw UserError(
            fmt::format("no posture of the style {} was found for hands at {} cm: try another style or place",
                        style.name, *task.load_height_cm));
    }
    std::string missed;
    const auto add = [&](double mm, const char* what) {
        if (mm < 1.0) return;
        missed +=
            fmt::format("{}{}", missed.empty() ? "" : "; ", fmt::format(fmt::runtime(what), std::ceil(mm / mm_per_cm)));
    };
    add(found.short_of_grip, "the hands end {:.0f} cm short of the grips: bring the load nearer or to another height");
    add(found.off_balance,
        "body and load would fall over, their centre of mass is {:.0f} cm beyond the feet: bring the load nearer or "
        "make it lighter");
    add(found.in_the_way,
        "the load overlaps legs or abdomen by {:.0f} cm: move it farther away, turn it, or use the style straddle");
    throw UserError(
        fmt::format("in the style {} with the hands {} cm above the floor, {} ({:.0f} cm ahead of the ankles)",
                    style.name, *task.load_height_cm, missed, found.load_ahead / mm_per_cm));
}

std::optional<double> in_rad(const std::optional<double>& deg) {
    return deg ? std::optional(*deg * rad_per_deg) : std::nullopt;
}

HandTarget target_of(const Anatomy& anatomy, const Person& person, const Task& task) {
    const BodySize size(anatomy, person);
    return {
        .load_kg = task.load_kg,
        .hands = task.hands,
        .height = mm_per_cm * *task.load_height_cm,
        .distance = task.load_distance_cm ? std::optional(mm_per_cm * *task.load_distance_cm) : std::nullopt,
        .from = task.load_distance_from,
        .asymmetry = task.load_asymmetry_deg * rad_per_deg,
        .half_grip = half_grip(size, task),
        .box_depth = mm_per_cm * task.box_depth_cm.value_or(0.0),
        .box_height = mm_per_cm * task.box_height_cm.value_or(0.0),
        .lateral = in_rad(task.trunk_lateral_deg),
        .twist = in_rad(task.trunk_twist_deg),
        .held = {},
    };
}

}  // namespace

std::string style_of(const Task& task, const Posture& posture) {
    const bool angles = task.trunk_flexion_deg || task.pelvis_flexion_deg || task.lumbar_flexion_deg ||
                        task.knee_flexion_deg || task.thoracic_flexion_deg;
    if (!task.style.empty()) return task.style;
    return task.load_height_cm && !angles ? posture.style : "";
}

PostureChain posture_chain(const Anatomy& anatomy, const Person& person, const Task& task, const Posture& posture,
                           const SpineMesh& mesh, const PostureStyle& style) {
    const BodySize size(anatomy, person);
    const UpperTrunk upper(size, mesh);
    const Vec3 disc = disc_of(mesh, Disc::L5_S1).frame.origin;
    PostureChain chain;
    chain.stature = size.height_mm();
    chain.shank_radius = size.girth() * size.scaled(&AdultLengths::shank_radius);
    chain.thigh_radius = size.girth() * size.scaled(&AdultLengths::thigh_radius);
    // Who kneels has the shins on the floor.
    chain.ankle_height = style.kneeling ? chain.shank_radius : size.of_stature(&StatureShares::ankle_height);
    chain.shank = size.of_stature(&StatureShares::shank);
    chain.thigh = size.of_stature(&StatureShares::thigh);
    chain.hip_lateral = size.scaled(&AdultLengths::hip_lateral);
    chain.hip = {size.scaled(&AdultLengths::hip_anterior), size.scaled(&AdultLengths::hip_cranial), 0.0};
    const LevelShareSet shares = level_shares(anatomy.posture.kinematics, task, posture);
    for (std::size_t i = 0; i < disc_count; ++i) chain.joint[i] = mesh.discs[i].frame.origin - disc;
    chain.bend = shares.bend;
    chain.side = shares.side;
    chain.axial = shares.axial;
    chain.lateral_share = shares.lumbar_lateral;
    chain.twist_share = shares.lumbar_twist;
    chain.t12 = vertebra_of(mesh, Vertebra::T12).frame.origin - disc;
    chain.thoracic_height = upper.height();
    chain.shoulder = upper.shoulder(1.0);
    chain.arm = size.of_stature(&StatureShares::upper_arm) + size.of_stature(&StatureShares::forearm) +
                size.of_stature(&StatureShares::grip);
    chain.most_scapula = size.scaled(&AdultLengths::scapular_reach);
    chain.belly_radius = size.waist_mm() / (2.0 * std::numbers::pi);
    chain.belly = vertebra_of(mesh, Vertebra::L3).frame.origin - disc +
                  Vec3(anatomy.body.proportions.abdomen_centre_ahead * chain.belly_radius, 0.0, 0.0);
    chain.heel = size.of_stature(&StatureShares::heel);
    chain.ball = size.of_stature(&StatureShares::ball);
    chain.toe = size.of_stature(&StatureShares::toe);
    chain.balance = size.scaled(&AdultLengths::ball_of_foot);
    add_masses(anatomy, person, mesh, disc, chain);
    return chain;
}

SolvedPosture posture_for_hands(const Anatomy& anatomy, const Person& person, const Task& task, const Posture& posture,
                                const SpineMesh& mesh, const PostureStyle& style) {
    if (!task.load_height_cm) {
        throw UserError(fmt::format("the style {} finds a posture for the hands: give load_height_cm", style.name));
    }
    if (posture.legs != LegPose::standing) {
        throw UserError(fmt::format("the style {} is for standing; the posture {} is not", style.name, posture.name));
    }
    if (style.name == "one_handed" && task.hands == Hands::both) {
        throw UserError("the style one_handed needs hands = \"left\" or \"right\"");
    }
    const SolvedPosture found = solve_posture(posture_chain(anatomy, person, task, posture, mesh, style), style,
                                              target_of(anatomy, person, task));
    if (!found.feasible()) refuse(task, style, found);
    return found;
}

SolvedPosture empty_handed_posture(const Anatomy& anatomy, const Person& person, const Task& task,
                                   const Posture& posture, const SpineMesh& mesh, const PostureStyle& style,
                                   const SolvedPosture& loaded) {
    if (task.load_kg == 0.0) return loaded;
    HandTarget target = target_of(anatomy, person, task);
    target.load_kg = 0.0;
    const SolvedPosture found =
        solve_posture(posture_chain(anatomy, person, task, posture, mesh, style), style, target);
    return found.found ? found : loaded;
}

SolvedPosture posture_with_trunk(const Anatomy& anatomy, const Person& person, const Task& task, const Posture& posture,
                                 const SpineMesh& mesh, const PostureStyle& style, const HeldTrunk& held) {
    HandTarget target = target_of(anatomy, person, task);
    target.held = held;
    return solve_posture(posture_chain(anatomy, person, task, posture, mesh, style), style, target);
}

double half_grip(const BodySize& size, const Task& task) {
    return task.box_width_cm ? 0.5 * mm_per_cm * *task.box_width_cm : size.scaled(&AdultLengths::grip_half_width);
}

}  // namespace spondyl
