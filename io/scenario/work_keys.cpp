// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/work_keys.hpp"

#include <algorithm>
#include <array>

namespace spondyl::schema {

namespace {

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

}  // namespace

std::span<const Key> work_keys() {
    return work;
}

std::span<const Key> task_work_keys() {
    return task_work;
}

}  // namespace spondyl::schema
