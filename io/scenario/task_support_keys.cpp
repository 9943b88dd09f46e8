// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/task_support_keys.hpp"

#include <array>

namespace spondyl::schema {

namespace {

constexpr std::array supports = {
    Key{.name = "back_support_N",
        .access = bind<&Task::back_support_N>(),
        .unit = "N",
        .limits = {0.0, 1000.0},
        .absent = of_the_posture,
        .doc = "Force of a backrest on the trunk, normal to it, forward. In postures with a backrest it is what spares "
               "the muscles most, if nothing is given."},
    Key{.name = "backrest_recline_deg",
        .access = bind<&Task::backrest_recline_deg>(),
        .unit = "deg",
        .limits = {-10.0, 80.0},
        .absent = "as the thorax leans",
        .doc = "Recline of the backrest from the vertical. Without angles of the trunk the trunk leans as far back."},
    Key{.name = "backrest_height_cm",
        .access = bind<&Task::backrest_height_cm>(),
        .unit = "cm",
        .limits = {0.0, 100.0},
        .absent = "the lower thorax",
        .doc = "Height above the seat at which the backrest presses on the thorax."},
    Key{.name = "backrest_friction",
        .access = bind<&Task::backrest_friction>(),
        .unit = "1",
        .limits = {0.0, 1.5},
        .absent = "0.39 in postures with a backrest",
        .doc = "Coefficient of friction between back and backrest, which carries that much of its force as weight: who "
               "sits down slides down along it. 0: normal to the backrest alone.",
        .source = "Lamsal and Bush 2024, Exp Tech, doi:10.1007/s40799-024-00733-w: clothes on the cover of an office "
                  "chair 0.336 to 0.448, on vinyl 0.503 to 0.572"},
    Key{.name = "lumbar_pad_depth_cm",
        .access = bind<&Task::lumbar_pad_depth_cm>(),
        .unit = "cm",
        .limits = {-5.0, 15.0},
        .absent = "no pad",
        .doc = "How far the unloaded pad stands ahead of the backrest where that touches the thorax. It pushes on the "
               "vertebrae beside its height as far as it is pressed in."},
    Key{.name = "lumbar_pad_height_cm",
        .access = bind<&Task::lumbar_pad_height_cm>(),
        .unit = "cm",
        .limits = {0.0, 60.0},
        .absent = "no pad",
        .doc = "Height of the pad's middle above the seat, between L5 and L1."},
    Key{.name = "lumbar_pad_stiffness_N_mm",
        .access = bind<&Task::lumbar_pad_stiffness_N_mm>(),
        .unit = "N/mm",
        .limits = {0.1, 200.0},
        .absent = "no pad",
        .doc = "Force per depth by which the pad with the flesh before it is pressed in: of foam the indentation force "
               "(ISO 2439) over its depth."},
    Key{.name = "surface_tilt_deg",
        .access = bind<&Task::surface_tilt_deg>(),
        .unit = "deg",
        .limits = {-90.0, 90.0},
        .absent = "0",
        .doc = "Tilt of the surface that one lies on, + head up. What friction does not hold pulls along the spine."},
    Key{.name = "surface_friction",
        .access = bind<&Task::surface_friction>(),
        .unit = "1",
        .limits = {0.0, 1.5},
        .absent = "0.5 in postures that lie",
        .doc = "Coefficient of friction between body and surface, which traction and tilt overcome first; 0 for a "
               "split table that rolls.",
        .source = "Judovich 1955, J Am Med Assoc 159:549-550 (quoted by textbooks, not opened)"},
    Key{.name = "hold_time_min",
        .access = bind<&Task::hold_time_min>(),
        .unit = "min",
        .limits = {0.0, 600.0},
        .absent = "0 standing, 20 sitting, 60 lying",
        .doc = "For how long the posture has been kept. Discs and ligaments relax meanwhile: up to 45 % of the stress "
               "that the posture has put on them goes, with a time constant of 9.4 min.",
        .source = "McGill and Brown 1992, Clin Biomech 7:43-46, doi:10.1016/0268-0033(92)90007-Q; docs/adr/0038"},
    Key{.name = "arm_support_fraction",
        .access = bind<&Task::arm_support_fraction>(),
        .unit = "1",
        .limits = {0.0, 1.0},
        .absent = of_the_posture,
        .doc = "Share of the weight of arms and load that rests on thighs or a table."},
    Key{.name = "trunk_support_fraction",
        .access = bind<&Task::trunk_support_fraction>(),
        .unit = "1",
        .limits = {0.0, 1.0},
        .absent = of_the_posture,
        .doc = "Share of the weight of every part of the trunk that lies on a surface."},
};

constexpr std::array efforts = {
    Key{.name = "exoskeleton_Nm",
        .access = bind<&Task::exoskeleton_Nm>(),
        .unit = "N*m",
        .limits = {0.0, 200.0},
        .doc = "Extension couple of an exoskeleton on the thorax, reacted on pelvis and thighs."},
    Key{.name = "belt_Nm",
        .access = bind<&Task::belt_Nm>(),
        .unit = "N*m",
        .limits = {0.0, 100.0},
        .doc = "Extension couple of a stiff lifting belt."},
    Key{.name = "abdominal_pressure_kPa",
        .access = bind<&Task::abdominal_pressure_kPa>(),
        .unit = "kPa",
        .limits = {0.0, 40.0},
        .doc = "Pressure in the abdomen: lifts the thorax, presses on the pelvic floor, and is held by transversus and "
               "obliques around the trunk."},
    Key{.name = "belt_pressure_kPa",
        .access = bind<&Task::belt_pressure_kPa>(),
        .unit = "kPa",
        .limits = {0.0, 40.0},
        .doc = "Part of the abdominal pressure that a belt around the belly holds instead of the muscles."},
    Key{.name = "abdominal_contraction",
        .access = bind<&Task::abdominal_contraction>(),
        .unit = "1",
        .limits = {0.0, 1.0},
        .doc = "Share of their strength with which rectus, obliques and transversus contract at least: bearing down, "
               "coughing, bracing."},
    Key{.name = "back_contraction",
        .access = bind<&Task::back_contraction>(),
        .unit = "1",
        .limits = {0.0, 1.0},
        .doc = "Share of their strength with which multifidus, longissimus and iliocostalis contract at least."},
    Key{.name = "twist_couple_Nm",
        .access = bind<&Task::twist_couple_Nm>(),
        .unit = "N*m",
        .limits = {-100.0, 100.0},
        .doc = "Couple on the shoulders about the long axis of the pelvis, + turns them to the left."},
    Key{.name = "traction_N",
        .access = bind<&Task::traction_N>(),
        .unit = "N",
        .limits = {0.0, 2000.0},
        .doc = "Cranial pull on the thorax along the lumbar spine."},
    Key{.name = "load_acceleration_m_s2",
        .access = bind<&Task::load_acceleration_m_s2>(),
        .unit = "m/s2",
        .limits = {-9.8, 30.0},
        .doc = "Acceleration of the load, + upwards; quasi-static: acts as an additional force."},
    Key{.name = "trunk_acceleration_deg_s2",
        .access = bind<&Task::trunk_acceleration_deg_s2>(),
        .unit = "deg/s2",
        .limits = {-1500.0, 1500.0},
        .doc = "Angular acceleration of the trunk and what it carries about L5-S1, + into extension; acts as extra "
               "forces (quasi-static)."},
};

}  // namespace

std::span<const Key> task_support_keys() {
    return supports;
}

std::span<const Key> task_effort_keys() {
    return efforts;
}

}  // namespace spondyl::schema
