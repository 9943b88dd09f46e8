// SPDX-License-Identifier: Apache-2.0
// The muscles that cross the lumbar spine, as fascicles through points that ride on its bones.
//
// Paths, areas, fibre lengths and pennation come from models/data/muscle_sets/<set>; points scale with the person and
// follow the vertebrae. T12 stands for the whole thorax, S1 for the pelvis. docs/muscles.md says from where each number
// comes and how the lengths and lever arms were checked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/anatomy/anatomy.hpp"
#include "models/geometry/spine_mesh.hpp"
#include "models/scenario/muscle_group.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// A point of a path: the weighted mean of points that ride on bodies (weights sum to 1; one anchor as a rule, four for
// points of the abdominal wall, which turns with pelvis and thorax; a weight may be negative).
struct MusclePoint {
    struct Anchor {
        Vertebra body{};               // T12: thorax, S1: pelvis
        Vec3 position = Vec3::Zero();  // global, at rest, mm
        double weight = 1.0;
    };
    std::vector<Anchor> anchors;
};

struct MuscleFascicle {
    std::string name;
    MuscleGroup group{};
    Side side{};                    // left or right
    std::vector<MusclePoint> path;  // cranial to caudal, at least two
    double area_mm2 = 0.0;          // physiological cross-section, muscle changes included
    double max_stress_MPa = 0.0;    // muscle changes included
    double fibre_length_mm = 0.0;   // optimal
    double tendon_length_mm = 0.0;  // slack
    double pennation_rad = 0.0;     // at optimal length
    MuscleCurves curves;
    // Bundles of resting fibres: length over the optimum from which they pull, stress per strain from there on.
    double slack_stretch = 1.0;
    double bundle_modulus_MPa = 0.0;

    // At a path length of `length` mm, inextensible tendon, constant thickness (Hill type; curves and sources in
    // muscle_curves.cpp): active force at full activation per unit of strength, and force of the resting muscle.
    [[nodiscard]] double active_factor(double length) const;
    [[nodiscard]] double passive_force(double length) const;                     // N
    [[nodiscard]] double passive_slope(double length) const;                     // N/mm, its derivative
    [[nodiscard]] double fibre_stretch(double length) const;                     // fibre length over its optimum
    [[nodiscard]] double strength() const { return area_mm2 * max_stress_MPa; }  // N
};

std::vector<std::string> muscle_set_names();  // sorted

// Area of the transversus abdominis, which crosses no joint of the spine, over that of the internal oblique.
double transversus_share(const std::string& set);

// Left before right, group by group, in the order of the table; the right one is the exact mirror image of the left.
// UserError: unknown set, a muscle change that names no fascicle.
std::vector<MuscleFascicle> muscle_fascicles(const Anatomy& anatomy, const Scenario& scenario, const SpineMesh& mesh);

}  // namespace spondyl
