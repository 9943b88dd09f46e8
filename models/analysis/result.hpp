// Everything a run produces, as plain data: what io/ writes and viz/ draws.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/mesh/mesh.hpp"
#include "models/spine/levels.hpp"

namespace spondyl {

// Numbers of one disc in one state. Loads are the action of the upper on the lower body, in the disc's own
// current mid-disc frame (x anterior, y cranial, z right). Rotations and translations: upper relative to lower
// vertebra, since the unloaded reference.
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
};

struct MeasureColumn {
    std::string_view name;  // with its unit, as in files and [expect]
    std::string_view unit;
    std::string_view doc;
    double DiscMeasures::*member;
};
// All columns in the order of files and tables.
std::span<const MeasureColumn> disc_measure_columns();

// Per-cell or per-node numbers, row-major (row = cell or node).
struct Field {
    std::string name;  // with its unit
    int components = 1;
    std::vector<double> values;
};

struct ResultMesh {
    std::vector<Vec3> nodes;  // reference, mm
    std::vector<Hex> hexes;
    std::vector<int> part;   // Part
    std::vector<int> level;  // Disc index for disc parts, Vertebra index for bone
};

struct BoneSurface {
    std::string vertebra;
    Surface surface;             // reference, mm
    Vec3 centre = Vec3::Zero();  // point the motion refers to, reference
};

// x = centre + translation + rotation * (X - centre)
struct RigidMotion {
    Vec3 translation = Vec3::Zero();
    Mat3 rotation = Mat3::Identity();
};

struct ResultState {
    std::string step;                // name of the load step
    double time = 0.0;               // step number + fraction: 0 = rest, 1 = end of the first step
    std::vector<Vec3> displacement;  // per node, mm
    std::vector<Field> cell_fields;
    std::vector<DiscMeasures> discs;
    std::vector<RigidMotion> bones;  // parallel to Result::bones
};

struct HistoryRow {
    double time = 0.0;
    int iterations = 0;
    int factorisations = 0;
    double residual_N = 0.0;         // out-of-balance force: Euclidean norm, moments over 20 mm
    double energy_Nmm = 0.0;         // stored energy
    double external_work_Nmm = 0.0;  // done by the loads so far
    bool converged = false;
};

struct Result {
    std::string title;
    std::string canonical_scenario;  // TOML with every default filled in
    std::string scenario_sha256;
    bool complete = false;  // false: the solve failed, the states before are kept
    std::string failure;    // report for the user when not complete
    ResultMesh mesh;
    std::vector<BoneSurface> bones;
    std::vector<ResultState> states;  // states[0] = rest
    std::vector<HistoryRow> history;
    int threads = 1;
    double wall_seconds = 0.0;
    std::vector<std::pair<std::string, std::string>> provenance;  // version, git hash, options, libraries
};

}  // namespace spondyl
