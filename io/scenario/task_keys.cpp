// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/task_keys.hpp"

#include <array>
#include <vector>

#include "io/scenario/task_support_keys.hpp"
#include "io/scenario/work_keys.hpp"

namespace spondyl::schema {

namespace {

using namespace std::string_view_literals;

// The rows of models/data/postures/styles.csv.
constexpr std::array styles = {"stoop"sv,    "squat"sv, "semi_squat"sv, "free"sv,
                               "straddle"sv, "kneel"sv, "golfer"sv,     "one_handed"sv};

constexpr std::array posture = {
    Key{.name = "name",
        .access = bind<&Task::name>(),
        .required = true,
        .doc = "Name of the task, unique in the file; used in tables and by [[expect]]."},
    Key{.name = "posture",
        .access = bind<&Task::posture>(),
        .doc = "Name of a posture in models/data/postures; `spondyl list postures` prints them."},
    Key{.name = "destination_of",
        .access = bind<&Task::destination_of>(),
        .absent = "a separate task",
        .doc = "Name of the task that picks up the load that this task sets down, so that both ends of a lift are "
               "solved and shown. Load, hands and box are those of that task unless given; its lifting equation takes "
               "the position of the hands in this task as the destination, and doses count the lift once."},
    Key{.name = "style",
        .access = bind<&Task::style>(),
        .texts = styles,
        .absent = "from the posture",
        .doc = "Determines the angles of the posture: the posture closest to this lifting style that has the hands at "
               "load_height_cm, the centre of mass over the feet and the load clear of legs and abdomen. Only the "
               "angles of lateral bending and twist may then be given. Postures lift_* have a style of their own, "
               "which is used if load_height_cm is given without angles; `spondyl list styles` describes the styles."},
    Key{.name = "trunk_flexion_deg",
        .access = bind<&Task::trunk_flexion_deg>(),
        .unit = "deg",
        .limits = {-30.0, 120.0},
        .absent = of_the_posture,
        .doc = "Flexion of the thorax relative to the vertical, measured from relaxed standing (pelvis + lumbar); + "
               "forward. One or two of trunk, pelvis and lumbar may be given; the others follow from the lumbopelvic "
               "rhythm of the posture."},
    Key{.name = "pelvis_flexion_deg",
        .access = bind<&Task::pelvis_flexion_deg>(),
        .unit = "deg",
        .limits = {-40.0, 100.0},
        .absent = of_the_posture,
        .doc = "Forward tilt of the pelvis, measured from relaxed standing."},
    Key{.name = "lumbar_flexion_deg",
        .access = bind<&Task::lumbar_flexion_deg>(),
        .unit = "deg",
        .limits = {-30.0, 80.0},
        .absent = of_the_posture,
        .doc = "Flexion of the thorax relative to the pelvis, measured from relaxed standing."},
    Key{.name = "trunk_lateral_deg",
        .access = bind<&Task::trunk_lateral_deg>(),
        .unit = "deg",
        .limits = {-40.0, 40.0},
        .absent = of_the_posture,
        .doc = "Lateral bending of the shoulders relative to the pelvis, + to the right; the lumbar spine contributes "
               "54 % of it, the thoracic spine the rest."},
    Key{.name = "trunk_twist_deg",
        .access = bind<&Task::trunk_twist_deg>(),
        .unit = "deg",
        .limits = {-60.0, 60.0},
        .absent = of_the_posture,
        .doc = "Axial rotation of the thorax relative to the pelvis; + to the left."},
    Key{.name = "knee_flexion_deg",
        .access = bind<&Task::knee_flexion_deg>(),
        .unit = "deg",
        .limits = {0.0, 150.0},
        .absent = of_the_posture,
        .doc = "Flexion of both knees; determines the height of the trunk above the floor."},
    Key{.name = "thoracic_flexion_deg",
        .access = bind<&Task::thoracic_flexion_deg>(),
        .unit = "deg",
        .limits = {-20.0, 20.0},
        .absent = "0, or from the style",
        .doc = "Flexion of T1 relative to T12, distributed along an arc; + forward. Arms, head and upper ribs move "
               "with it."},
    Key{.name = "level_shares",
        .access = bind<&Task::level_shares>(),
        .doc = "Distribution of lumbar flexion over the levels: largest at the caudal or at the cranial levels.",
        .source = "caudal: Pearcy et al. 1984, Spine 9:294, doi:10.1097/00007632-198404000-00013; cranial: Christophy "
                  "et al. 2012, Biomech Model Mechanobiol 11:19, doi:10.1007/s10237-011-0290-6"},
};

// Loads in the hands and forces on them.
constexpr std::array load = {
    Key{.name = "load_kg",
        .access = bind<&Task::load_kg>(),
        .unit = "kg",
        .limits = {0.0, 200.0},
        .doc = "Mass of the load in the hands."},
    Key{.name = "load_distance_cm",
        .access = bind<&Task::load_distance_cm>(),
        .unit = "cm",
        .limits = {0.0, 120.0},
        .absent = of_the_posture,
        .doc = "Horizontal distance from the point named by load_distance_from to the centre of the load. Without it a "
               "style places the hands at a natural position of the arms."},
    Key{.name = "load_distance_from",
        .access = bind<&Task::load_distance_from>(),
        .doc = "Point from which load_distance_cm is measured: the centre of the L5-S1 disc, the midpoint between the "
               "ankles, or the tips of the toes."},
    Key{.name = "load_height_cm",
        .access = bind<&Task::load_height_cm>(),
        .unit = "cm",
        .limits = {0.0, 250.0},
        .absent = of_the_posture,
        .doc = "Height of the centre of the load, and of the hands, above the floor."},
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
        .doc = "Size of the load from front to back, used to keep it clear of legs and abdomen."},
    Key{.name = "box_height_cm",
        .access = bind<&Task::box_height_cm>(),
        .unit = "cm",
        .limits = {0.0, 120.0},
        .absent = "the load has no size",
        .doc = "Height of the load, whose centre is at the hands, used to keep it clear of legs and abdomen."},
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
};

}  // namespace

std::span<const Key> task_keys() {
    static const std::vector<Key> keys = [] {
        std::vector<Key> all;
        for (const std::span<const Key> part : {std::span<const Key>(posture), std::span<const Key>(load),
                                                task_support_keys(), task_effort_keys(), task_work_keys()}) {
            all.insert(all.end(), part.begin(), part.end());
        }
        return all;
    }();
    return keys;
}

}  // namespace spondyl::schema
