// SPDX-License-Identifier: Apache-2.0
// What a user asks of a whole body: a posture, what the hands hold, what supports it, how the muscles share the work.
// Plain numbers with the unit in the name; an unset optional takes what the posture says (models/data/postures).
// Frame: x anterior, y cranial, z to the subject's right (ISB). World: y up, the pelvis turns about the S1 endplate.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "models/scenario/levels.hpp"
#include "models/scenario/structures.hpp"

namespace spondyl {

enum class Hands { both, left, right };
inline constexpr std::array<std::string_view, 3> hands_names = {"both", "left", "right"};
constexpr const auto& enum_names(Hands /*of*/) {
    return hands_names;
}
// From where load_distance_cm counts: the centre of the L5-S1 disc, the middle of the ankles, the tips of the toes.
enum class LoadFrom { disc, ankles, toes };
inline constexpr std::array<std::string_view, 3> load_from_names = {"L5-S1", "ankles", "toes"};
constexpr const auto& enum_names(LoadFrom /*of*/) {
    return load_from_names;
}
// How the flexion between thorax and pelvis is shared by the levels: most at L4-L5 (Pearcy 1984, Arjmand and
// Shirazi-Adl 2006) or most at L1-L2 (Christophy 2012).
enum class LevelShares { caudal, cranial };
inline constexpr std::array<std::string_view, 2> level_shares_names = {"caudal", "cranial"};
constexpr const auto& enum_names(LevelShares /*of*/) {
    return level_shares_names;
}
// Whether muscles contract more where a posture would not stay by itself, or the result just says so.
enum class StabilityRule { ensured, reported };
inline constexpr std::array<std::string_view, 2> stability_rule_names = {"ensured", "reported"};
constexpr const auto& enum_names(StabilityRule /*of*/) {
    return stability_rule_names;
}
// Sum over fascicles that static optimisation minimises; stress is active force over area.
enum class MuscleCost { stress_cubed, stress_squared, force_squared };
inline constexpr std::array<std::string_view, 3> muscle_cost_names = {"stress_cubed", "stress_squared",
                                                                      "force_squared"};
constexpr const auto& enum_names(MuscleCost /*of*/) {
    return muscle_cost_names;
}

// Handles of what is lifted, and whether the tasks of a file are parts of one day's job or each stand for themselves.
enum class Coupling { good, fair, poor };
inline constexpr std::array<std::string_view, 3> coupling_names = {"good", "fair", "poor"};
constexpr const auto& enum_names(Coupling /*of*/) {
    return coupling_names;
}
enum class WorkTasks { alternatives, job };
inline constexpr std::array<std::string_view, 2> work_tasks_names = {"alternatives", "job"};
constexpr const auto& enum_names(WorkTasks /*of*/) {
    return work_tasks_names;
}
// How the load is set down: controlled asks for care at the destination (guiding, a new grip, a narrow place), so that
// the lifting equation holds there too.
enum class Placement { free, controlled };
inline constexpr std::array<std::string_view, 2> placement_names = {"free", "controlled"};
constexpr const auto& enum_names(Placement /*of*/) {
    return placement_names;
}

// How often a lift is done, and where it begins and ends. Unset: not given.
struct LiftData {
    std::optional<double> frequency_per_min = {};
    std::optional<double> duration_h = {};
    std::optional<double> lifts_per_day = {};
    std::optional<double> lift_duration_s = {};  // how long one lift loads the back
    // Measured for the lifting equation, at the origin and at the destination of the lift: horizontal from the middle
    // between the ankles to the middle of the hands, height of the hands above the floor, angle of the line between
    // both against straight ahead (either side), and the vertical travel. Unset: the origin as the model stands.
    std::optional<double> origin_horizontal_cm = {};
    std::optional<double> origin_height_cm = {};
    std::optional<double> origin_asymmetry_deg = {};
    std::optional<double> destination_horizontal_cm = {};
    std::optional<double> destination_height_cm = {};
    std::optional<double> destination_asymmetry_deg = {};
    std::optional<double> travel_cm = {};

    bool operator==(const LiftData&) const = default;
};

// How tasks are repeated, for the indices alone: the mechanics of a task do not depend on it.
struct Work {
    WorkTasks tasks = WorkTasks::alternatives;
    LiftData lift = {};
    Coupling coupling = Coupling::fair;
    Placement placement = Placement::free;

    bool operator==(const Work&) const = default;
};

struct MuscleOptions {
    std::string set = "thoracolumbar";  // a name in models/data/muscle_sets
    MuscleCost cost = MuscleCost::stress_cubed;
    double max_stress_MPa = 0.75;  // a fully active muscle's force over its area
    double lever_scale = 1.0;      // depth of muscle paths before and behind the disc centres, against stature's
    double stiffness_gain = 23.4;  // q: a fascicle of force F and optimal fibre length l has the stiffness q F / l
    // How far vertebrae between thorax and pelvis may depart from the posture's level shares, in scatters measured
    // between persons (models/data/postures/kinematics.csv); 0: not at all.
    double level_scatter = 1.0;
    // The same for the share of the trunk's flexion that the lumbar spine takes, in what is measured between persons.
    double lumbar_scatter = 1.0;
    // Share of its strength with which every fascicle but psoas and quadratus lumborum contracts at least, and more
    // until the posture stays by itself with the margin asked for, if that is ensured.
    double co_contraction = 0.017;
    StabilityRule stability = StabilityRule::ensured;
    double stability_margin_Nm_rad = 0.0;

    bool operator==(const MuscleOptions&) const = default;
};

// Strengthening, atrophy, denervation of one muscle group.
struct MuscleChange {
    std::string group;                      // "multifidus", "all", ... (MuscleGroup names)
    Side side = Side::middle;               // middle: both
    std::optional<Vertebra> vertebra = {};  // only fascicles whose upper end is on it; unset: all
    double area_scale = 1.0;                // of the physiological cross-section
    double stress_scale = 1.0;              // of the maximum stress

    bool operator==(const MuscleChange&) const = default;
};

// Coefficients of friction where a task gives none: clothes on the cover of an office chair, 0.336 to 0.448 between
// fabrics in twelve persons (Lamsal and Bush 2024, doi:10.1007/s40799-024-00733-w); a body on a couch (Judovich 1955,
// J Am Med Assoc 159:549).
inline constexpr double usual_backrest_friction = 0.39;
inline constexpr double usual_surface_friction = 0.5;

struct Task {
    std::string name;
    std::string posture = "standing";  // a name in models/data/postures
    std::string destination_of = {};   // name of the task whose load is set down in this one; empty: a task of its own

    // Angles against relaxed standing, + forward. Trunk = thorax against the vertical = pelvis + lumbar. Any one or two
    // may be given; the rest follows from the posture's lumbopelvic rhythm.
    std::optional<double> trunk_flexion_deg = {};
    std::optional<double> pelvis_flexion_deg = {};
    std::optional<double> lumbar_flexion_deg = {};
    std::optional<double> trunk_lateral_deg = {};  // + to the right, thorax against pelvis
    std::optional<double> trunk_twist_deg = {};    // + to the left, thorax against pelvis
    std::optional<double> knee_flexion_deg = {};
    std::optional<double> thoracic_flexion_deg = {};  // T1 against T12, + forward; unset: 0, or what a style finds
    LevelShares level_shares = LevelShares::caudal;
    // A name in models/data/postures/styles.csv: the angles are found so that the hands reach load_height_cm. Empty:
    // the style of the posture, if it has one and load_height_cm is given without angles.
    std::string style = {};

    // What the hands hold. Distance: horizontal, to the load's centre; unset: where the posture's arms put it. Height
    // above the floor.
    double load_kg = 0.0;
    std::optional<double> load_distance_cm = {};
    std::optional<double> load_height_cm = {};
    LoadFrom load_distance_from = LoadFrom::disc;
    std::optional<double> box_width_cm = {};   // from hand to hand
    std::optional<double> box_depth_cm = {};   // fore and aft
    std::optional<double> box_height_cm = {};  // its middle lies at the hands
    double load_asymmetry_deg = 0.0;           // direction of the load, 0 in front, + to the right
    Hands hands = Hands::both;
    double push_N = 0.0;  // horizontal force of the hands on an object, + pushes it forward, - pulls it

    // Supports and devices.
    std::optional<double> back_support_N = {};        // backrest: force on the trunk, normal to it, forward
    std::optional<double> backrest_recline_deg = {};  // from the vertical; unset: as the thorax leans
    std::optional<double> backrest_height_cm = {};    // above the seat, where it presses on the thorax
    std::optional<double> backrest_friction = {};     // coefficient
    std::optional<double> lumbar_pad_depth_cm = {};   // how far a pad stands ahead of the backrest
    std::optional<double> lumbar_pad_height_cm = {};  // of its middle above the seat
    std::optional<double> lumbar_pad_stiffness_N_mm = {};
    std::optional<double> surface_tilt_deg = {};        // of what one lies on, + head up
    std::optional<double> surface_friction = {};        // coefficient
    std::optional<double> arm_support_fraction = {};    // share of the weight of arms and load on thighs or a table
    std::optional<double> trunk_support_fraction = {};  // share of every trunk segment's weight that lies on a surface
    double exoskeleton_Nm = 0.0;                        // extension couple on the thorax, reacted on pelvis and thighs
    double belt_Nm = 0.0;                               // extension couple of a stiff lifting belt
    double abdominal_pressure_kPa = 0.0;                // lifts the thorax, spans the abdominal wall
    double belt_pressure_kPa = 0.0;                     // part of it that a belt holds instead of the wall
    double traction_N = 0.0;                            // cranial pull on the thorax along the lumbar spine
    double twist_couple_Nm = 0.0;                       // on the shoulders about the pelvis' long axis, + to the left

    std::optional<double> hold_time_min = {};  // for which tissue has relaxed; unset: as the posture says

    // Share of their strength with which muscles contract at least: bearing down, coughing, bracing.
    double abdominal_contraction = 0.0;  // rectus, obliques and transversus
    double back_contraction = 0.0;       // multifidus, longissimus, iliocostalis

    // Inertia, as additional forces in a quasi-static analysis of the motion.
    double load_acceleration_m_s2 = 0.0;     // of the load, + upwards
    double trunk_acceleration_deg_s2 = 0.0;  // angular, of the trunk and what it carries about L5-S1, + into extension

    // How it is done, where it differs from [work].
    LiftData lift = {};
    std::optional<Coupling> coupling = {};    // unset: as [work]
    std::optional<Placement> placement = {};  // unset: as [work]

    bool operator==(const Task&) const = default;
};

}  // namespace spondyl
