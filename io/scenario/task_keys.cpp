// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/task_keys.hpp"

#include <algorithm>
#include <array>

#include "models/muscles/muscle_set.hpp"

namespace spondyl::schema {

namespace {

using namespace std::string_view_literals;

// The rows of models/data/postures/styles.csv.
constexpr std::array styles = {"stoop"sv,    "squat"sv, "semi_squat"sv, "free"sv,
                               "straddle"sv, "kneel"sv, "golfer"sv,     "one_handed"sv};

constexpr auto muscle_groups = [] {
    std::array<std::string_view, muscle_group_names.size() + 1> names = {"all"sv};
    std::copy(muscle_group_names.begin(), muscle_group_names.end(), names.begin() + 1);
    return names;
}();

constexpr std::string_view of_the_posture = "as the posture says";

constexpr std::array muscles = {
    Key{.name = "set",
        .access = bind<&MuscleOptions::set>(),
        .longest = limits::path_characters,
        .own_set = true,
        .doc = "Name of a muscle set in models/data/muscle_sets: fascicles with paths, areas and fibre lengths. With a "
               "slash: "
               "the path of a folder of such tables, relative to this file."},
    Key{.name = "cost",
        .access = bind<&MuscleOptions::cost>(),
        .doc = "Objective of the static optimisation: the sum over fascicles of active stress cubed or squared, or "
               "of active force squared.",
        .source = "Crowninshield and Brand 1981, J Biomech 14:793, doi:10.1016/0021-9290(81)90035-X"},
    Key{.name = "max_stress_MPa",
        .access = bind<&MuscleOptions::max_stress_MPa>(),
        .unit = "MPa",
        .limits = {0.1, 3.0},
        .doc = "Active force of a fully active muscle at its best length over its physiological cross-section."},
    Key{.name = "lever_scale",
        .access = bind<&MuscleOptions::lever_scale>(),
        .unit = "1",
        .limits = {0.7, 1.4},
        .doc = "Depth of the muscles' paths before and behind the disc centres over what stature makes it."},
    Key{.name = "stiffness_gain",
        .access = bind<&MuscleOptions::stiffness_gain>(),
        .unit = "1",
        .limits = {0.0, 200.0},
        .doc = "q of a short-range stiffness q F / l of a fascicle of force F and optimal fibre length l; for the "
               "stability margin. Tendons do not give.",
        .source = "Cui et al. 2008, J Biomech 41:1945-1952, doi:10.1016/j.jbiomech.2008.03.020"},
    Key{.name = "level_scatter",
        .access = bind<&MuscleOptions::level_scatter>(),
        .unit = "1",
        .limits = {0.0, 3.0},
        .doc =
            "How freely the levels between thorax and pelvis depart from the shares of the posture where that spares "
            "the muscles. Flexion: at no price where persons were measured at the same part of full flexion (two "
            "standard deviations, at least 1.5 deg; who sits: at least those of people who sit) inside the range of "
            "the level, times this; a departure beyond it by this many times 2 deg (1 deg where L3-L4 and L4-L5 "
            "extend), of a vertebra to the side by 1.4 or about its axis by 0.4, costs as much as a fascicle at full "
            "strength; at most twice as far, and into extension not beyond two standard deviations of what persons "
            "extend the level by from standing. 0: the shares are held exactly.",
        .source = "Pearcy et al. 1984, Spine 9:294-297; docs/adr/0017, 0027 and 0048"},
    Key{.name = "lumbar_scatter",
        .access = bind<&MuscleOptions::lumbar_scatter>(),
        .unit = "1",
        .limits = {0.0, 1.0},
        .doc = "How far the pelvis may depart from the lumbopelvic rhythm below the same thorax, where that spares the "
               "muscles: up to this many times two standard deviations between persons (14 % of the lumbar flexion and "
               "2 deg), at no price. For tasks that give no angle of pelvis or lumbar spine; no effect with "
               "level_scatter = 0. 0: the rhythm is held.",
        .source = "Tafazzol et al. 2014, Clin Biomech 29:7-13; docs/adr/0023"},
    Key{.name = "co_contraction",
        .access = bind<&MuscleOptions::co_contraction>(),
        .unit = "1",
        .limits = {0.0, 0.5},
        .doc =
            "Share of its strength with which every fascicle contracts at least, psoas and quadratus lumborum apart. "
            "The default was measured about the upright posture.",
        .source = "Cholewicki et al. 1997, Spine 22:2207-2212"},
    Key{.name = "stability",
        .access = bind<&MuscleOptions::stability>(),
        .doc =
            "ensured: muscles contract more until the posture stays by itself, with stability_margin_Nm_rad; reported: "
            "the result says what would not stay."},
    Key{.name = "stability_margin_Nm_rad",
        .access = bind<&MuscleOptions::stability_margin_Nm_rad>(),
        .unit = "N*m/rad",
        .limits = {0.0, 500.0},
        .doc = "Stability margin that a posture must have to count as staying by itself."},
};

constexpr std::array muscle_change = {
    Key{.name = "group",
        .access = bind<&MuscleChange::group>(),
        .texts = muscle_groups,
        .required = true,
        .doc = "Muscle group that is changed; all: every group."},
    Key{.name = "side", .access = bind<&MuscleChange::side>(), .doc = "Side that is changed; middle: both."},
    Key{.name = "vertebra",
        .access = bind<&MuscleChange::vertebra>(),
        .absent = "every fascicle",
        .doc = "Only fascicles whose upper end is on this vertebra; T12 stands for the thorax."},
    Key{.name = "area_scale",
        .access = bind<&MuscleChange::area_scale>(),
        .unit = "1",
        .limits = {0.0, 3.0},
        .doc = "Multiplies the physiological cross-section."},
    Key{.name = "stress_scale",
        .access = bind<&MuscleChange::stress_scale>(),
        .unit = "1",
        .limits = {0.0, 3.0},
        .doc = "Multiplies the maximum stress; 0: the muscle does not contract."},
};

constexpr std::string_view of_work = "as [work]";

constexpr std::string_view niosh = "Waters et al. 1994, NIOSH 94-110, doi:10.26616/NIOSHPUB94110revised092021";

// Given once for all tasks, or for one.
constexpr std::size_t common_keys = 11;
template <class Owner>
constexpr std::array<Key, common_keys> handling(std::string_view absent) {
    return {
        Key{.name = "frequency_per_min",
            .access = bind<&Owner::frequency_per_min>(),
            .unit = "1/min",
            .limits = {0.01, 60.0},
            .absent = absent,
            .doc = "Lifts per minute while the work lasts.",
            .source = niosh},
        Key{.name = "duration_h",
            .access = bind<&Owner::duration_h>(),
            .unit = "h",
            .limits = {0.01, 24.0},
            .absent = absent,
            .doc = "How long the work lasts without a recovery; the lifting equation ends at 8 h.",
            .source = niosh},
        Key{.name = "lifts_per_day",
            .access = bind<&Owner::lifts_per_day>(),
            .unit = "1/day",
            .limits = {1.0, 50000.0},
            .absent = absent,
            .doc = "How often the task is done in a day; for doses, fatigue and the limit of shear."},
        Key{.name = "lift_duration_s",
            .access = bind<&Owner::lift_duration_s>(),
            .unit = "s",
            .limits = {0.1, 28800.0},
            .absent = absent,
            .doc = "How long the back carries the task's load each time; for the Mainz-Dortmund dose."},
        Key{.name = "origin_horizontal_cm",
            .access = bind<&Owner::origin_horizontal_cm>(),
            .unit = "cm",
            .limits = {0.0, 200.0},
            .absent = absent,
            .doc = "Measured H of the lifting equation where the lift begins: horizontal from the middle between the "
                   "ankles to the middle of the hands; without it that of the model's posture.",
            .source = niosh},
        Key{.name = "origin_height_cm",
            .access = bind<&Owner::origin_height_cm>(),
            .unit = "cm",
            .limits = {0.0, 250.0},
            .absent = absent,
            .doc = "Measured V where the lift begins: height of the hands above the floor; without it that of the "
                   "model's hands.",
            .source = niosh},
        Key{.name = "origin_asymmetry_deg",
            .access = bind<&Owner::origin_asymmetry_deg>(),
            .unit = "deg",
            .limits = {-180.0, 180.0},
            .absent = absent,
            .doc = "Measured A where the lift begins: angle between straight ahead and the line from the ankles to "
                   "the hands, either side; without it that of the model's posture.",
            .source = niosh},
        Key{.name = "destination_horizontal_cm",
            .access = bind<&Owner::destination_horizontal_cm>(),
            .unit = "cm",
            .limits = {0.0, 200.0},
            .absent = absent,
            .doc = "Measured H where the lift ends; without it as where it begins.",
            .source = niosh},
        Key{.name = "destination_height_cm",
            .access = bind<&Owner::destination_height_cm>(),
            .unit = "cm",
            .limits = {0.0, 250.0},
            .absent = absent,
            .doc = "V where the lift ends: height above the floor to which the hands bring the load; without any key "
                   "of the destination that place is not rated, and the vertical way counts as short (at most 25 cm).",
            .source = niosh},
        Key{.name = "destination_asymmetry_deg",
            .access = bind<&Owner::destination_asymmetry_deg>(),
            .unit = "deg",
            .limits = {-180.0, 180.0},
            .absent = absent,
            .doc = "Measured A where the lift ends; without it as where it begins.",
            .source = niosh},
        Key{.name = "travel_cm",
            .access = bind<&Owner::travel_cm>(),
            .unit = "cm",
            .limits = {0.0, 250.0},
            .absent = absent,
            .doc = "Measured D: vertical way of the hands; without it the difference of the heights of both places.",
            .source = niosh},
    };
}

template <class... Keys>
constexpr auto joined(const std::array<Key, common_keys>& common, const Keys&... own) {
    std::array<Key, common_keys + sizeof...(own)> keys{};
    const std::array<Key, sizeof...(own)> more = {own...};
    std::ranges::copy(more, std::ranges::copy(common, keys.begin()).out);
    return keys;
}

constexpr std::array work = joined(
    handling<Work>("not known"),
    Key{.name = "coupling",
        .access = bind<&Work::coupling>(),
        .doc = "How well the hands hold the load: good has handles or cut-outs, poor none and no edge to hold.",
        .source = niosh},
    Key{.name = "placement",
        .access = bind<&Work::placement>(),
        .doc = "How the load is set down: controlled asks for care at the destination (guiding, a new grip, a narrow "
               "place), so that the lower recommended weight of both places counts.",
        .source = niosh},
    Key{.name = "tasks",
        .access = bind<&Work::tasks>(),
        .doc = "alternatives: each task stands for itself. job: the tasks of the file are one person's day, so that "
               "doses add up and the composite lifting index has a value."});

constexpr std::array task_work = joined(handling<Task>(of_work),
                                        Key{.name = "coupling",
                                            .access = bind<&Task::coupling>(),
                                            .absent = of_work,
                                            .doc = "How well the hands hold the load.",
                                            .source = niosh},
                                        Key{.name = "placement",
                                            .access = bind<&Task::placement>(),
                                            .absent = of_work,
                                            .doc = "Whether the load is set down with care.",
                                            .source = niosh});

constexpr std::array task_body = {
    Key{.name = "name",
        .access = bind<&Task::name>(),
        .required = true,
        .doc = "Name of the task, unique in the file; used in tables and by [[expect]]."},
    Key{.name = "posture",
        .access = bind<&Task::posture>(),
        .doc = "Name of a posture in models/data/postures; `spondyl list postures` prints them."},
    Key{.name = "destination_of",
        .access = bind<&Task::destination_of>(),
        .absent = "a task of its own",
        .doc =
            "Name of the task whose load is set down here: both ends of a lift are solved and shown. Load, hands and "
            "box are those of that task unless given; its lifting equation takes the place of the hands here as the "
            "destination, and doses count the lift once."},
    Key{.name = "style",
        .access = bind<&Task::style>(),
        .texts = styles,
        .absent = "as the posture says",
        .doc = "Finds the angles: the posture nearest to this way of lifting that has the hands at load_height_cm, the "
               "centre of mass over the feet and the load clear of legs and belly; give no other angles than those of "
               "side "
               "bending and twist then. Postures "
               "lift_* have a style of their own, used where load_height_cm is given without angles; "
               "`spondyl list styles` describes them."},
    Key{.name = "trunk_flexion_deg",
        .access = bind<&Task::trunk_flexion_deg>(),
        .unit = "deg",
        .limits = {-30.0, 120.0},
        .absent = of_the_posture,
        .doc = "Flexion of the thorax against the vertical since relaxed standing, pelvis + lumbar; + forward. One or "
               "two of trunk, pelvis and lumbar may be given; the rest follows from the posture's lumbopelvic rhythm."},
    Key{.name = "pelvis_flexion_deg",
        .access = bind<&Task::pelvis_flexion_deg>(),
        .unit = "deg",
        .limits = {-40.0, 100.0},
        .absent = of_the_posture,
        .doc = "Forward tilt of the pelvis since relaxed standing."},
    Key{.name = "lumbar_flexion_deg",
        .access = bind<&Task::lumbar_flexion_deg>(),
        .unit = "deg",
        .limits = {-30.0, 80.0},
        .absent = of_the_posture,
        .doc = "Flexion of the thorax against the pelvis since relaxed standing."},
    Key{.name = "trunk_lateral_deg",
        .access = bind<&Task::trunk_lateral_deg>(),
        .unit = "deg",
        .limits = {-40.0, 40.0},
        .absent = of_the_posture,
        .doc = "Side bending of the shoulders against the pelvis, + to the right; the lumbar spine takes 54 % of it, "
               "the thoracic spine the rest."},
    Key{.name = "trunk_twist_deg",
        .access = bind<&Task::trunk_twist_deg>(),
        .unit = "deg",
        .limits = {-60.0, 60.0},
        .absent = of_the_posture,
        .doc = "Turning of the thorax against the pelvis; + to the left."},
    Key{.name = "knee_flexion_deg",
        .access = bind<&Task::knee_flexion_deg>(),
        .unit = "deg",
        .limits = {0.0, 150.0},
        .absent = of_the_posture,
        .doc = "Bending of both knees; sets the height of the trunk above the floor."},
    Key{.name = "thoracic_flexion_deg",
        .access = bind<&Task::thoracic_flexion_deg>(),
        .unit = "deg",
        .limits = {-20.0, 20.0},
        .absent = "0, or what the style finds",
        .doc = "Flexion of T1 against T12, as an arc; + forward. Arms, head and upper ribs follow."},
    Key{.name = "level_shares",
        .access = bind<&Task::level_shares>(),
        .doc = "How the levels share lumbar flexion: most at the caudal ones, or most at the cranial ones.",
        .source = "caudal: Pearcy et al. 1984, Spine 9:294, doi:10.1097/00007632-198404000-00013; cranial: Christophy "
                  "et al. 2012, Biomech Model Mechanobiol 11:19, doi:10.1007/s10237-011-0290-6"},
    Key{.name = "load_kg",
        .access = bind<&Task::load_kg>(),
        .unit = "kg",
        .limits = {0.0, 200.0},
        .doc = "Mass of what the hands hold."},
    Key{.name = "load_distance_cm",
        .access = bind<&Task::load_distance_cm>(),
        .unit = "cm",
        .limits = {0.0, 120.0},
        .absent = of_the_posture,
        .doc = "Horizontal distance to the load's centre, from what load_distance_from names. Without it a style puts "
               "the hands where the arms like to be."},
    Key{.name = "load_distance_from",
        .access = bind<&Task::load_distance_from>(),
        .doc =
            "From where load_distance_cm counts: the centre of the L5-S1 disc, the middle between the ankles, or the "
            "tips of the toes."},
    Key{.name = "load_height_cm",
        .access = bind<&Task::load_height_cm>(),
        .unit = "cm",
        .limits = {0.0, 250.0},
        .absent = of_the_posture,
        .doc = "Height of the load's centre, and of the hands that hold it, above the floor."},
    Key{.name = "box_width_cm",
        .access = bind<&Task::box_width_cm>(),
        .unit = "cm",
        .limits = {0.0, 120.0},
        .absent = "30 cm in an adult of 175 cm",
        .doc = "Distance between the two hands."},
    Key{.name = "box_depth_cm",
        .access = bind<&Task::box_depth_cm>(),
        .unit = "cm",
        .limits = {0.0, 120.0},
        .absent = "the load has no size",
        .doc = "Size of the load fore and aft, for keeping clear of legs and belly."},
    Key{.name = "box_height_cm",
        .access = bind<&Task::box_height_cm>(),
        .unit = "cm",
        .limits = {0.0, 120.0},
        .absent = "the load has no size",
        .doc = "Height of the load, its middle at the hands, for keeping clear of legs and belly."},
    Key{.name = "load_asymmetry_deg",
        .access = bind<&Task::load_asymmetry_deg>(),
        .unit = "deg",
        .limits = {-135.0, 135.0},
        .doc = "Direction of the load seen from above: 0 in front, + to the right.",
        .source = "range of Waters et al. 1993, Ergonomics 36:749, doi:10.1080/00140139308967940"},
    Key{.name = "hands", .access = bind<&Task::hands>(), .doc = "Which hands hold the load or push."},
    Key{.name = "push_N",
        .access = bind<&Task::push_N>(),
        .unit = "N",
        .limits = {-1000.0, 1000.0},
        .doc = "Horizontal force of the hands on an object: + pushes it forward, - pulls it."},
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
        .doc = "Acceleration of the load, + upwards; acts as an extra force on a still picture of the motion."},
    Key{.name = "trunk_acceleration_deg_s2",
        .access = bind<&Task::trunk_acceleration_deg_s2>(),
        .unit = "deg/s2",
        .limits = {-1500.0, 1500.0},
        .doc = "Angular acceleration of the trunk and what it carries about L5-S1, + into extension; acts as extra "
               "forces on a still picture of the motion."},
};

constexpr auto task = [] {
    std::array<Key, task_body.size() + task_work.size()> keys{};
    std::ranges::copy(task_work, std::ranges::copy(task_body, keys.begin()).out);
    return keys;
}();

}  // namespace

std::span<const Key> muscle_keys() {
    return muscles;
}

std::span<const Key> muscle_change_keys() {
    return muscle_change;
}

std::span<const Key> work_keys() {
    return work;
}

std::span<const Key> task_keys() {
    return task;
}

}  // namespace spondyl::schema
