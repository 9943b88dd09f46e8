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
        .doc = "Maximum muscle stress: active force of a fully activated muscle at optimal length divided by its "
               "physiological cross-sectional area."},
    Key{.name = "lever_scale",
        .access = bind<&MuscleOptions::lever_scale>(),
        .unit = "1",
        .limits = {0.7, 1.4},
        .doc = "Factor on the distance of the muscle paths in front of and behind the disc centres that follows from "
               "stature."},
    Key{.name = "stiffness_gain",
        .access = bind<&MuscleOptions::stiffness_gain>(),
        .unit = "1",
        .limits = {0.0, 200.0},
        .doc = "q of a short-range stiffness q F / l of a fascicle of force F and optimal fibre length l; for the "
               "stability margin. Tendons are rigid.",
        .source = "Cui et al. 2008, J Biomech 41:1945-1952, doi:10.1016/j.jbiomech.2008.03.020"},
    Key{.name = "level_scatter",
        .access = bind<&MuscleOptions::level_scatter>(),
        .unit = "1",
        .limits = {0.0, 3.0},
        .doc = "Factor on how far the levels between thorax and pelvis may deviate from their shares in the posture to "
               "reduce the muscle forces. Flexion has no cost within this factor times the scatter measured in persons "
               "at the same fraction of full flexion (two standard deviations, at least 1.5 deg; in sitting at least "
               "those of sitting persons) and within the range of the level. A deviation beyond it by this factor "
               "times 2 deg (1 deg in extension of L3-L4 and L4-L5), in lateral bending of a vertebra by 1.4 deg or in "
               "axial rotation by 0.4 deg, costs as much as a fascicle at full strength; at most twice that deviation "
               "is allowed, and in extension at most two standard deviations beyond the mean extension of the level in "
               "persons, from standing. 0: the shares are prescribed exactly.",
        .source = "Pearcy et al. 1984, Spine 9:294-297; docs/adr/0017, 0027 and 0048"},
    Key{.name = "lumbar_scatter",
        .access = bind<&MuscleOptions::lumbar_scatter>(),
        .unit = "1",
        .limits = {0.0, 1.0},
        .doc = "Factor on how far the pelvis may deviate from the lumbopelvic rhythm, with the thorax unchanged, to "
               "reduce the muscle forces: up to this factor times two standard deviations between persons (14 % of the "
               "lumbar flexion and 2 deg), at no cost. For tasks that give no angle of pelvis or lumbar spine; no "
               "effect with level_scatter = 0. 0: the rhythm is prescribed.",
        .source = "Tafazzol et al. 2014, Clin Biomech 29:7-13; docs/adr/0023"},
    Key{.name = "co_contraction",
        .access = bind<&MuscleOptions::co_contraction>(),
        .unit = "1",
        .limits = {0.0, 0.5},
        .doc = "Minimum activation of every fascicle except psoas and quadratus lumborum. The default was measured "
               "about the upright posture.",
        .source = "Cholewicki et al. 1997, Spine 22:2207-2212"},
    Key{.name = "stability",
        .access = bind<&MuscleOptions::stability>(),
        .doc = "ensured: co-contraction is increased until the posture is stable with stability_margin_Nm_rad; "
               "reported: the result reports instability."},
    Key{.name = "stability_margin_Nm_rad",
        .access = bind<&MuscleOptions::stability_margin_Nm_rad>(),
        .unit = "N*m/rad",
        .limits = {0.0, 500.0},
        .doc = "Stability margin from which a posture is considered stable."},
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
