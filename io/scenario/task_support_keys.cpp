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
        .doc = "Forward force of a backrest on the trunk, normal to it. By default, in postures with a backrest, it is "
               "found by the static optimisation."},
    Key{.name = "backrest_recline_deg",
        .access = bind<&Task::backrest_recline_deg>(),
        .unit = "deg",
        .limits = {-10.0, 80.0},
        .absent = "inclination of the thorax",
        .doc = "Recline of the backrest from the vertical. If no angles of the trunk are given, the trunk reclines by "
               "the same angle."},
    Key{.name = "backrest_height_cm",
        .access = bind<&Task::backrest_height_cm>(),
        .unit = "cm",
        .limits = {0.0, 100.0},
        .absent = "the lower thorax",
        .doc = "Height above the seat at which the backrest supports the thorax."},
    Key{.name = "backrest_friction",
        .access = bind<&Task::backrest_friction>(),
        .unit = "1",
        .limits = {0.0, 1.5},
        .absent = "0.39 in postures with a backrest",
        .doc = "Coefficient of friction between back and backrest. Friction is fully used and acts upwards, because a "
               "person slides down along the backrest when sitting down. 0: the force is normal to the backrest.",
        .source = "Lamsal and Bush 2024, Exp Tech, doi:10.1007/s40799-024-00733-w: clothes on the cover of an office "
                  "chair 0.336 to 0.448, on vinyl 0.503 to 0.572"},
    Key{.name = "lumbar_pad_depth_cm",
        .access = bind<&Task::lumbar_pad_depth_cm>(),
        .unit = "cm",
        .limits = {-5.0, 15.0},
        .absent = "no pad",
        .doc = "Distance of the unloaded pad in front of the backrest, where the backrest touches the thorax. The pad "
               "acts on the vertebrae next to its height with a force proportional to its indentation."},
    Key{.name = "lumbar_pad_height_cm",
        .access = bind<&Task::lumbar_pad_height_cm>(),
        .unit = "cm",
        .limits = {0.0, 60.0},
        .absent = "no pad",
        .doc = "Height of the centre of the pad above the seat, between L5 and L1."},
    Key{.name = "lumbar_pad_stiffness_N_mm",
        .access = bind<&Task::lumbar_pad_stiffness_N_mm>(),
        .unit = "N/mm",
        .limits = {0.1, 200.0},
        .absent = "no pad",
        .doc = "Stiffness of the pad together with the soft tissue in front of it, force per indentation; for foam the "
               "indentation force (ISO 2439) divided by the indentation depth."},
    Key{.name = "surface_tilt_deg",
        .access = bind<&Task::surface_tilt_deg>(),
        .unit = "deg",
        .limits = {-90.0, 90.0},
        .absent = "0",
        .doc = "Tilt of the surface on which the person lies, + head up. Weight that friction does not hold pulls "
               "along the spine."},
    Key{.name = "surface_friction",
        .access = bind<&Task::surface_friction>(),
        .unit = "1",
        .limits = {0.0, 1.5},
        .absent = "0.5 in lying postures",
        .doc = "Coefficient of friction between body and surface, which traction and tilt must overcome; 0 for a split "
               "table with a rolling part.",
        .source = "Judovich 1955, J Am Med Assoc 159:549-550 (quoted by textbooks, not opened)"},
    Key{.name = "hold_time_min",
        .access = bind<&Task::hold_time_min>(),
        .unit = "min",
        .limits = {0.0, 600.0},
        .absent = "0 standing, 20 sitting, 60 lying",
        .doc = "Time for which the posture has been kept. Discs and ligaments relax during this time: up to 45 % of "
               "the stress caused by the posture is lost, with a time constant of 9.4 min.",
        .source = "McGill and Brown 1992, Clin Biomech 7:43-46, doi:10.1016/0268-0033(92)90007-Q; docs/adr/0038"},
    Key{.name = "arm_support_fraction",
        .access = bind<&Task::arm_support_fraction>(),
        .unit = "1",
        .limits = {0.0, 1.0},
        .absent = of_the_posture,
        .doc = "Fraction of the weight of arms and load that is supported by the thighs or a table."},
    Key{.name = "trunk_support_fraction",
        .access = bind<&Task::trunk_support_fraction>(),
        .unit = "1",
        .limits = {0.0, 1.0},
        .absent = of_the_posture,
        .doc = "Fraction of the weight of every part of the trunk that is supported by a surface."},
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
        .doc = "Intra-abdominal pressure: it lifts the thorax, acts on the pelvic floor, and is balanced by "
               "transversus and obliques around the trunk."},
    Key{.name = "belt_pressure_kPa",
        .access = bind<&Task::belt_pressure_kPa>(),
        .unit = "kPa",
        .limits = {0.0, 40.0},
        .doc = "Part of the abdominal pressure that is balanced by a belt around the abdomen instead of the muscles."},
    Key{.name = "abdominal_contraction",
        .access = bind<&Task::abdominal_contraction>(),
        .unit = "1",
        .limits = {0.0, 1.0},
        .doc = "Minimum activation of rectus, obliques and transversus, as in bearing down, coughing or bracing."},
    Key{.name = "back_contraction",
        .access = bind<&Task::back_contraction>(),
        .unit = "1",
        .limits = {0.0, 1.0},
        .doc = "Minimum activation of multifidus, longissimus and iliocostalis."},
    Key{.name = "twist_couple_Nm",
        .access = bind<&Task::twist_couple_Nm>(),
        .unit = "N*m",
        .limits = {-100.0, 100.0},
        .doc = "Couple on the shoulders about the long axis of the pelvis, + rotation to the left."},
    Key{.name = "traction_N",
        .access = bind<&Task::traction_N>(),
        .unit = "N",
        .limits = {0.0, 2000.0},
        .doc = "Cranial pull on the thorax along the lumbar spine."},
    Key{.name = "load_acceleration_m_s2",
        .access = bind<&Task::load_acceleration_m_s2>(),
        .unit = "m/s2",
        .limits = {-9.8, 30.0},
        .doc = "Acceleration of the load, + upwards; quasi-static: it acts as an additional force."},
    Key{.name = "trunk_acceleration_deg_s2",
        .access = bind<&Task::trunk_acceleration_deg_s2>(),
        .unit = "deg/s2",
        .limits = {-1500.0, 1500.0},
        .doc = "Angular acceleration of the trunk and the parts that move with it about L5-S1, + into extension; "
               "quasi-static: it acts as additional forces."},
};

}  // namespace

std::span<const Key> task_support_keys() {
    return supports;
}

std::span<const Key> task_effort_keys() {
    return efforts;
}

}  // namespace spondyl::schema
