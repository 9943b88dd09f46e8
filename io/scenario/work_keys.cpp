// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/work_keys.hpp"

#include <algorithm>
#include <array>

namespace spondyl::schema {

namespace {

constexpr std::string_view of_work = "as [work]";

constexpr std::string_view niosh = "Waters et al. 1994, NIOSH 94-110, doi:10.26616/NIOSHPUB94110revised092021";

// Given once for all tasks, or for one: `lift` is the member of the struct behind the table that holds them.
template <auto lift>
constexpr std::array lift_keys = {
    Key{.name = "frequency_per_min",
        .access = bind<lift, &LiftData::frequency_per_min>(),
        .unit = "1/min",
        .limits = {0.01, 60.0},
        .doc = "Lifts per minute while the work lasts.",
        .source = niosh},
    Key{.name = "duration_h",
        .access = bind<lift, &LiftData::duration_h>(),
        .unit = "h",
        .limits = {0.01, 24.0},
        .doc = "Duration of the work without recovery; the lifting equation applies up to 8 h.",
        .source = niosh},
    Key{.name = "lifts_per_day",
        .access = bind<lift, &LiftData::lifts_per_day>(),
        .unit = "1/day",
        .limits = {1.0, 50000.0},
        .doc = "Number of repetitions of the task per day; for doses, fatigue and the shear limit."},
    Key{.name = "lift_duration_s",
        .access = bind<lift, &LiftData::lift_duration_s>(),
        .unit = "s",
        .limits = {0.1, 28800.0},
        .doc = "Time for which the back carries the load in each repetition; for the Mainz-Dortmund dose."},
    Key{.name = "origin_horizontal_cm",
        .access = bind<lift, &LiftData::origin_horizontal_cm>(),
        .unit = "cm",
        .limits = {0.0, 200.0},
        .doc = "Measured H of the lifting equation at the origin of the lift: horizontal distance from the midpoint "
               "between the ankles to the midpoint between the hands. Default: that of the model's posture.",
        .source = niosh},
    Key{.name = "origin_height_cm",
        .access = bind<lift, &LiftData::origin_height_cm>(),
        .unit = "cm",
        .limits = {0.0, 250.0},
        .doc = "Measured V at the origin of the lift: height of the hands above the floor. Default: that of the "
               "model's hands.",
        .source = niosh},
    Key{.name = "origin_asymmetry_deg",
        .access = bind<lift, &LiftData::origin_asymmetry_deg>(),
        .unit = "deg",
        .limits = {-180.0, 180.0},
        .doc = "Measured A at the origin of the lift: angle between straight ahead and the line from the ankles to "
               "the hands, to either side. Default: that of the model's posture.",
        .source = niosh},
    Key{.name = "destination_horizontal_cm",
        .access = bind<lift, &LiftData::destination_horizontal_cm>(),
        .unit = "cm",
        .limits = {0.0, 200.0},
        .doc = "Measured H at the destination of the lift. Default: as at the origin.",
        .source = niosh},
    Key{.name = "destination_height_cm",
        .access = bind<lift, &LiftData::destination_height_cm>(),
        .unit = "cm",
        .limits = {0.0, 250.0},
        .doc = "V at the destination of the lift: height of the hands above the floor. Without any destination key "
               "the destination is not rated, and the vertical travel is taken to be short (at most 25 cm).",
        .source = niosh},
    Key{.name = "destination_asymmetry_deg",
        .access = bind<lift, &LiftData::destination_asymmetry_deg>(),
        .unit = "deg",
        .limits = {-180.0, 180.0},
        .doc = "Measured A at the destination of the lift. Default: as at the origin.",
        .source = niosh},
    Key{.name = "travel_cm",
        .access = bind<lift, &LiftData::travel_cm>(),
        .unit = "cm",
        .limits = {0.0, 250.0},
        .doc = "Measured D: vertical travel of the hands. Default: the difference between the heights of origin "
               "and destination.",
        .source = niosh},
};

// The keys of the lift, then those of the struct alone.
template <auto lift, class... Keys>
constexpr auto with_lift_keys(std::string_view absent, const Keys&... own) {
    std::array<Key, lift_keys<lift>.size() + sizeof...(own)> keys{};
    const auto rest = std::ranges::copy(lift_keys<lift>, keys.begin()).out;
    std::for_each(keys.begin(), rest, [absent](Key& key) { key.absent = absent; });
    std::ranges::copy(std::array<Key, sizeof...(own)>{own...}, rest);
    return keys;
}

constexpr std::array work = with_lift_keys<&Work::lift>(
    "not known",
    Key{.name = "coupling",
        .access = bind<&Work::coupling>(),
        .doc = "Hand-to-load coupling: good: handles or cut-outs; poor: neither these nor an edge to hold.",
        .source = niosh},
    Key{.name = "placement",
        .access = bind<&Work::placement>(),
        .doc = "Whether significant control is required at the destination (controlled: guiding the load, changing the "
               "grip, a narrow place); then the lower recommended weight of origin and destination applies.",
        .source = niosh},
    Key{.name = "tasks",
        .access = bind<&Work::tasks>(),
        .doc = "alternatives: each task is considered by itself. job: the tasks of the file make up one person's "
               "working day, so that doses are added and the composite lifting index is computed."});

constexpr std::array task_work =
    with_lift_keys<&Task::lift>(of_work,
                                Key{.name = "coupling",
                                    .access = bind<&Task::coupling>(),
                                    .absent = of_work,
                                    .doc = "Hand-to-load coupling.",
                                    .source = niosh},
                                Key{.name = "placement",
                                    .access = bind<&Task::placement>(),
                                    .absent = of_work,
                                    .doc = "Whether significant control is required at the destination.",
                                    .source = niosh});

}  // namespace

std::span<const Key> work_keys() {
    return work;
}

std::span<const Key> task_work_keys() {
    return task_work;
}

}  // namespace spondyl::schema
