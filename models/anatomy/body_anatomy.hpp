// SPDX-License-Identifier: Apache-2.0
// Lengths and masses of a body, and the size of its muscles, as given by the tables in models/data.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "models/anatomy/spine_anatomy.hpp"

namespace spondyl {

// body_size.csv: shares of stature.
struct StatureShares {
    double upper_arm = 0.0;
    double forearm = 0.0;
    double grip = 0.0;  // wrist to the middle of the hand
    double thigh = 0.0;
    double shank = 0.0;
    double ankle_height = 0.0;
    double foot = 0.0;
    double shoulder_height = 0.0;  // above the floor
    double crown_height = 0.0;
    double sitting_height = 0.0;  // crown above the seat, sitting erect
    double heel = 0.0;            // ahead of the ankle
    double ball = 0.0;
    double toe = 0.0;
};

// body_size.csv: mm of the reference adult, which grow with stature.
struct AdultLengths {
    double shoulder_anterior = 0.0;  // from the centre of T12
    double shoulder_cranial = 0.0;
    double shoulder_lateral = 0.0;
    double neck_cranial = 0.0;  // the disc C7-T1
    double hip_anterior = 0.0;  // from the lowest lumbar disc
    double hip_cranial = 0.0;
    double hip_lateral = 0.0;
    double grip_half_width = 0.0;
    double backrest_behind = 0.0;  // the centre of T12
    double backrest_above = 0.0;
    double skin_behind_spine = 0.0;  // the tips of the lumbar spinous processes
    double wall_height = 0.0;        // of the muscular abdominal wall
    double pressure_arm = 0.0;       // of abdominal pressure ahead of L4-L5
    double scapular_reach = 0.0;
    double ball_of_foot = 0.0;  // point of balance ahead of the ankle
    // For pictures.
    double head_radius = 0.0;
    double head_length = 0.0;
    double chest_radius = 0.0;
    double upper_arm_radius = 0.0;
    double forearm_radius = 0.0;
    double hand_radius = 0.0;
    double thigh_radius = 0.0;
    double shank_radius = 0.0;
    double foot_radius = 0.0;
};

// body_size.csv: positions at which parts of a body are drawn, as fractions of others.
struct BodyProportions {
    double abdomen_centre_ahead = 0.0;  // of the radius of the waist, ahead of the spine
    double pelvis_radius = 0.0;         // of the radius of the waist
    double foot_tip_ahead = 0.0;        // of the foot's length, ahead of the ankle
    double foot_tip_below = 0.0;        // of the ankle's height
    double chest_ahead = 0.0;           // of the chest's radius, ahead of the thoracic spine
    double chest_from = 0.0;            // of the height of the shoulders
    double chest_to = 0.0;
};

// A row of segment_masses.csv. Centre: from that of the vertebra that carries it (T12 for thorax, head and arms) in
// standing, mm of the reference adult; of an arm's segment: a fraction of its length from the upper end.
struct SegmentAnatomy {
    std::string name;
    BySex mass_percent;  // of the body
    double anterior = 0.0;
    double cranial = 0.0;
    double fraction = 0.0;
};

// leg_masses.csv
struct LegAnatomy {
    struct Segment {
        BySex mass_percent;  // of the body
        BySex centre;        // fraction from the upper end
    };
    Segment thigh, shank, foot;
};

// excess_mass.csv: range covered by the tables, usual values, and location of the mass above the usual.
struct MassAnatomy {
    double excess_from_bmi = 0.0;   // kg/m2
    double shift_per_excess = 0.0;  // mm/kg
    double mass_min = 0.0;          // kg
    double mass_max = 0.0;
    double waist_min = 0.0;  // cm
    double waist_max = 0.0;
    double bmi_low = 0.0;  // kg/m2
    double bmi_high = 0.0;
    double conicity_unit = 0.0;
    BySex conicity;
    double conicity_low = 0.0;
    double conicity_high = 0.0;
};

// muscle_size.csv
struct MuscleSize {
    double reference_stature = 0.0;  // cm
    double reference_mass = 0.0;     // kg
    double per_kg = 0.0;
    double per_cm = 0.0;
    double per_year = 0.0;
    double age_from = 0.0;
    double age_to = 0.0;
    double mass_from = 0.0;
    double mass_to = 0.0;
    double female = 0.0;  // relative to men
};

// muscle_curves.csv: dependence of the force of a muscle's fibres on their length.
struct MuscleCurves {
    double active_width = 0.0;    // of the bell of the active force, in squares of the optimal length
    double passive_shape = 0.0;   // exponent of the resting fibre
    double passive_strain = 0.0;  // at which the resting fibre holds its full strength
};

// pelvis_shape.csv: points of the hip bone and of the sacrum below S1, as drawn, right side of an adult of 175 cm. The
// table describes each point.
struct PelvisShape {
    struct Point {
        std::array<double, 3> at{};  // mm, anterior, cranial, right
        double radius = 0.0;         // mm, half the thickness of the bone
    };
    struct Hip {
        std::array<Point, 8> crest, wing, brim;
        Point socket;
        Point socket_opening;  // a direction; radius: thickness of the bone around the socket
        Point symphysis;
        std::array<Point, 4> ischium;
        std::array<Point, 2> spine;
        std::array<Point, 5> pubis;
    };
    struct Sacrum {
        std::array<Point, 5> body, edge;
        std::array<Point, 2> coccyx;
        std::array<Point, 4> crest;
        std::array<Point, 4> foramen;
        Point s1_edge;    // the widest place of S1
        Point s1_corner;  // of the body of S1, which is not part of this drawing
    };
    Hip hip;
    Sacrum sacrum;
};

struct BodyAnatomy {
    double reference_stature_cm = 0.0;
    double reference_mass_kg = 0.0;
    double pressure_area_cm2 = 0.0;  // of abdominal pressure
    StatureShares of_stature;
    AdultLengths of_adult;
    BodyProportions proportions;
    std::vector<SegmentAnatomy> segments;
    LegAnatomy legs;
    MassAnatomy mass;
    MuscleSize muscles;
    MuscleCurves muscle_curves;
    PelvisShape pelvis;
};

}  // namespace spondyl
