// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/muscle_keys.hpp"

#include <algorithm>
#include <array>

#include "models/muscles/muscle_set.hpp"

namespace spondyl::schema {

namespace {

using namespace std::string_view_literals;

constexpr auto muscle_groups = [] {
    std::array<std::string_view, muscle_group_names.size() + 1> names = {"all"sv};
    std::copy(muscle_group_names.begin(), muscle_group_names.end(), names.begin() + 1);
    return names;
}();

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

}  // namespace

std::span<const Key> muscle_keys() {
    return muscles;
}

std::span<const Key> muscle_change_keys() {
    return muscle_change;
}

}  // namespace spondyl::schema
