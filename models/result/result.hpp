// SPDX-License-Identifier: Apache-2.0
// Everything a run produces, as plain data, for io/ to write and viz/ to draw.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/mesh/mesh.hpp"
#include "core/result/column.hpp"
#include "core/result/field_result.hpp"
#include "models/geometry/own_spine_fit.hpp"
#include "models/result/indices.hpp"
#include "models/result/lifting_row.hpp"
#include "models/result/restart.hpp"
#include "models/result/verdict.hpp"
#include "models/scenario/input_warning.hpp"
#include "models/scenario/levels.hpp"
#include "models/scenario/structures.hpp"

namespace spondyl {

// Numbers of one disc in one state. Loads are those through the disc alone, from the upper to the lower body, in its
// own current mid-disc frame (x anterior, y cranial, z right). Rotations and translations: upper relative to lower
// vertebra, since the settled state (ligament pre-tension in equilibrium, no load).
struct DiscMeasures {
    Disc disc{};
    double flexion_deg = 0.0;          // + flexion
    double lateral_bending_deg = 0.0;  // + to the right
    double axial_rotation_deg = 0.0;   // + to the left
    double translation_anterior_mm = 0.0;
    double translation_cranial_mm = 0.0;
    double translation_right_mm = 0.0;
    double nucleus_pressure_MPa = 0.0;  // volume mean of -tr(sigma)/3 over the nucleus, or the cavity pressure
    double compression_N = 0.0;         // + compressive
    double shear_anterior_N = 0.0;      // + pushes the upper vertebra's load anteriorly onto the lower
    double shear_lateral_N = 0.0;       // + to the right
    double moment_flexion_Nm = 0.0;     // + flexes
    double moment_lateral_Nm = 0.0;     // + bends to the right
    double moment_axial_Nm = 0.0;       // + turns to the left
    double bulge_anterior_mm = 0.0;     // outward motion of the rim at mid-height against the mid-disc frame
    double bulge_posterior_mm = 0.0;
    double bulge_lateral_mm = 0.0;   // larger of left and right
    double bulge_min_mm = 0.0;       // smallest around the rim; > 0 = outward everywhere
    double fibre_strain_peak = 0.0;  // stretch - 1
    double fibre_strain_p95 = 0.0;
    double fibre_stress_peak_MPa = 0.0;  // stress in the fibre phase (Cauchy)
    double fibre_stress_p95_MPa = 0.0;
    double von_mises_p95_MPa = 0.0;  // over the annulus
    double pressure_index = 0.0;     // nucleus pressure / (compression / disc area)
    // The level as a whole: disc, ligaments and facets together.
    double segment_compression_N = 0.0;  // through the level along the disc's normal; + compressive
    double facet_force_left_N = 0.0;     // resultant contact force
    double facet_force_right_N = 0.0;
    double facet_compression_share = 0.0;  // of segment_compression_N; 0 if that is small
    double facet_moment_share = 0.0;       // of the moment the level resists; disc + ligaments + facets = 1
    double ligament_moment_share = 0.0;
    double canal_area_mm2 = 0.0;  // spinal canal at the height of the disc
};

// One ligament of one level and side in one state.
struct LigamentMeasures {
    Disc disc{};
    Ligament ligament{};
    Side side{};           // middle: the unpaired ones
    double force_N = 0.0;  // sum of the fascicles' tensions
    double strain_mean = 0.0;
    double strain_peak = 0.0;
    double moment_flexion_Nm = 0.0;  // about the mid-disc centre, action on the lower body, as DiscMeasures
    double moment_lateral_Nm = 0.0;
    double moment_axial_Nm = 0.0;
    double moment_share = 0.0;  // m . M / |M|^2 with M the sum over disc, ligaments and facets; 0 if M is small
};

// One facet joint in one state.
struct FacetMeasures {
    Disc disc{};
    Side side{};
    double force_N = 0.0;  // resultant of the contact pressure
    double area_mm2 = 0.0;
    double pressure_peak_MPa = 0.0;
    double centre_x_mm = 0.0;  // of pressure, global; the joint's centre while open
    double centre_y_mm = 0.0;
    double centre_z_mm = 0.0;
    double force_anterior_N = 0.0;  // on the lower vertebra, in the mid-disc frame
    double force_cranial_N = 0.0;
    double force_right_N = 0.0;
    double gap_min_mm = 0.0;  // smallest distance between the cartilages, negative: pressed together
};

// One task as a whole. Moments about the centre of the L5-S1 disc, of the part of the body above it; signs as in
// DiscMeasures (action on the lower body: + flexes).
struct TaskMeasures {
    double trunk_flexion_deg = 0.0;
    double lumbar_flexion_deg = 0.0;          // T12 against S1, since standing
    double weight_above_N = 0.0;              // of the body above L5-S1, without the load
    double load_N = 0.0;                      // vertical force of the load on the hands
    double external_moment_flexion_Nm = 0.0;  // gravity, load, supports
    double external_moment_lateral_Nm = 0.0;
    double external_moment_axial_Nm = 0.0;
    double muscle_moment_extension_Nm = 0.0;  // of all fascicles that cross L5-S1; + extends
    // Share of the external flexion moment carried passively: by disc, ligaments, facets and resting muscle.
    double passive_moment_share = 0.0;
    double compression_L5S1_N = 0.0;  // on disc and facets: through the level, plus the tension of its ligaments
    double shear_L5S1_N = 0.0;        // segment, + anterior
    double muscle_force_sum_N = 0.0;
    double activation_max = 0.0;          // active force over the fascicle's strength, largest
    double strength_used = 0.0;           // muscle stress required / the person's maximum
    double transversus_activation = 0.0;  // required by abdominal pressure or task, more active side
    double co_contraction = 0.0;          // minimum activation prescribed for every fascicle for stability
    // Smallest eigenvalue of the rotational stiffness; < 0: unstable. Unset where the muscles are too weak.
    std::optional<double> stability_margin_Nm_rad;
    // Smallest muscle stiffness gain at which the posture is stable; 0: stable without it. Unset: not even at the
    // largest gain, or as above.
    std::optional<double> critical_gain;
    double moment_residual_Nm = 0.0;          // largest reaction moment of the held rotations
    std::optional<double> release_drift_deg;  // largest rotation after release; unset: no equilibrium nearby
    double balance_residual = 0.0;            // |disc + ligaments + facets - everything above| / |everything above|
    double equilibrium_rounds = 0.0;          // finite-element solves of the muscle iteration
};

using MeasureColumn = Column<DiscMeasures>;
// All columns in the order of files and tables.
std::span<const MeasureColumn> disc_measure_columns();
std::span<const Column<LigamentMeasures>> ligament_measure_columns();
std::span<const Column<FacetMeasures>> facet_measure_columns();
std::span<const Column<TaskMeasures>> task_measure_columns();

// The mesh, and part and level of each of its cells, counted through all blocks.
struct ResultMesh : Mesh {
    std::vector<int> part;   // Part
    std::vector<int> level;  // Disc index for disc parts, Vertebra index for bone
};

struct BoneSurface {
    std::string vertebra;
    Surface surface;             // reference, mm
    Vec3 centre = Vec3::Zero();  // point the motion refers to, reference
};

// A straight bundle of one ligament, for pictures; parallel to ResultState::fascicles.
struct FascicleInfo {
    Disc disc{};
    Ligament ligament{};
    Side side{};
};
struct FascicleState {
    Vec3 upper = Vec3::Zero();  // current end points, mm
    Vec3 lower = Vec3::Zero();
    double tension_N = 0.0;
    double strain = 0.0;
};

// The two articular surfaces of one joint. The inferior one (of the vertebra above) carries the contact pressure.
struct FacetJoint {
    Disc disc{};
    Side side{};
    int upper_bone = 0;  // indices into Result::bones; the surfaces ride on them
    int lower_bone = 0;
    Surface upper;  // reference, mm; articular surface of the inferior process
    Surface lower;  // of the superior process
};

// One muscle fascicle; parallel to ResultState::muscles.
struct MuscleInfo {
    std::string name;
    std::string group;
    Side side{};
    double area_mm2 = 0.0;  // physiological cross-section
};
struct MuscleState {
    double force_N = 0.0;  // active + passive
    double passive_N = 0.0;
    double activation = 0.0;  // active force over strength at this length
    double length_mm = 0.0;
    std::array<Vec3, disc_count> arm_mm{};  // per disc, cranial to caudal: extension, bending to the right, rotation to
                                            // the left per unit force (x, y, z of the array); 0 where it does not cross
    std::vector<Vec3> path;                 // current, cranial to caudal, mm
};

// A part of the body drawn as a capsule, to show the posture. World frame, mm.
struct BodySegment {
    std::string name;  // head, thorax, pelvis, upper_arm_left, ...
    Vec3 from = Vec3::Zero();
    Vec3 to = Vec3::Zero();
    double radius_mm = 0.0;
};
// An external force on the body, at its point of application in this state. Together they are all that the equations
// contain.
struct ExternalForce {
    std::string name;  // load, push, backrest, ...
    Vec3 point = Vec3::Zero();
    Vec3 force_N = Vec3::Zero();     // zero for a pure couple
    Vec3 couple_Nmm = Vec3::Zero();  // beside the force: exoskeleton, belt, part of inertia
};

// A number of a state outside the measured range, or beyond the strength of the tissue, where the behaviour of the body
// is unknown.
enum class RangeKind {
    nucleus_tension,  // MPa; water cavitates
    fibre_strain,     // 95th percentile of the annulus
    flexion,          // deg, of a level, since the settled state
    extension,
    lateral_bending,
    axial_rotation,
    muscle_stretch,  // of the fibres, over their best length
    instability,     // N m / rad, stability margin: the posture is unstable
    antagonist,      // activation of a muscle that acts with the load, in pure forward bending
};
inline constexpr std::array<std::string_view, 9> range_kind_names = {
    "nucleus_tension", "fibre_strain",   "flexion",     "extension", "lateral_bending",
    "axial_rotation",  "muscle_stretch", "instability", "antagonist"};
constexpr const auto& enum_names(RangeKind /*of*/) {
    return range_kind_names;
}
struct RangeWarning {
    RangeKind kind{};
    std::string where;  // disc or muscle fascicle
    double value = 0.0;
    double limit = 0.0;  // the nearest value that is covered
};

// Motion of an unloaded level by ligament pre-tension, upper relative to lower vertebra.
struct SettleShift {
    Disc disc{};
    double rotation_deg = 0.0;    // angle of the whole rotation
    double flexion_deg = 0.0;     // + flexion
    double translation_mm = 0.0;  // length
    double cranial_mm = 0.0;      // + the disc grows
    double nucleus_pressure_MPa = 0.0;
};

// x = centre + translation + rotation * (X - centre)
struct RigidMotion {
    Vec3 translation = Vec3::Zero();
    Mat3 rotation = Mat3::Identity();
};

// Time: 0 = rest, 1 = end of the first step.
struct ResultState : FieldState {
    std::vector<DiscMeasures> discs;
    std::vector<LigamentMeasures> ligaments;
    std::vector<FacetMeasures> facets;                // parallel to Result::facets
    std::vector<RigidMotion> bones;                   // parallel to Result::bones
    std::vector<FascicleState> fascicles;             // parallel to Result::fascicles
    std::vector<std::vector<double>> facet_pressure;  // MPa per vertex of Result::facets[i].upper
    std::optional<TaskMeasures> task;                 // of the state of a task
    std::optional<IndexMeasures> indices;             // the same
    std::vector<LiftingRow> lifting;                  // places of the lift, where the lifting equation applies
    std::vector<MuscleState> muscles;                 // parallel to Result::muscles; empty where there is no task
    std::vector<BodySegment> body;
    std::vector<ExternalForce> external;
    std::vector<RangeWarning> beyond;  // empty: everything within the measured range
};

// The spine in every state: fields on its mesh as in any result, and data that only a spine has. The failure is why the
// run as a whole was not completed; tasks without an equilibrium have their verdicts.
struct Result : RunInfo {
    std::vector<TaskVerdict> verdicts;   // one for each task that was tried, in their order
    std::vector<InputWarning> warnings;  // computed as given, but probably a mistake
    OwnSpineFit fit;                     // of the person's own bones; empty: the spine is that of stature, sex and age
    ResultMesh mesh;
    std::vector<BoneSurface> bones;
    std::vector<FascicleInfo> fascicles;
    std::vector<FacetJoint> facets;
    std::vector<MuscleInfo> muscles;
    std::vector<SettleShift> settle;  // per disc
    std::vector<ResultState> states;  // states[0] = "rest": settled, no load
    std::vector<HistoryRow> history;
    std::optional<Restart> restart;  // of a run that was stopped: where it can be resumed

    // Of a task by its name; null: it was not tried.
    [[nodiscard]] const TaskVerdict* verdict_of(std::string_view task) const;
};

}  // namespace spondyl
