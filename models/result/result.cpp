// SPDX-License-Identifier: Apache-2.0
#include "models/result/result.hpp"

#include <algorithm>
#include <array>

namespace spondyl {

namespace {

constexpr std::array disc_columns = {
    MeasureColumn{"flexion_deg", "deg",
                  "Rotation of the upper vertebra relative to the lower one in the sagittal plane; + flexion",
                  &DiscMeasures::flexion_deg},
    MeasureColumn{"lateral_bending_deg", "deg", "Rotation in the frontal plane; + to the right",
                  &DiscMeasures::lateral_bending_deg},
    MeasureColumn{"axial_rotation_deg", "deg", "Rotation about the cranial axis; + to the left",
                  &DiscMeasures::axial_rotation_deg},
    MeasureColumn{"translation_anterior_mm", "mm",
                  "Anterior translation of the upper vertebra relative to the lower one",
                  &DiscMeasures::translation_anterior_mm},
    MeasureColumn{
        "translation_cranial_mm", "mm",
        "Cranial translation of the upper vertebra relative to the lower one; negative: the disc loses height",
        &DiscMeasures::translation_cranial_mm},
    MeasureColumn{"translation_right_mm", "mm",
                  "Translation of the upper vertebra relative to the lower one, to the right",
                  &DiscMeasures::translation_right_mm},
    MeasureColumn{"nucleus_pressure_MPa", "MPa",
                  "Volume mean of -tr(sigma)/3 over the nucleus, or the pressure of the fluid cavity",
                  &DiscMeasures::nucleus_pressure_MPa},
    MeasureColumn{"compression_N", "N",
                  "Force of the upper on the lower body, normal to the current mid-disc plane; + compressive",
                  &DiscMeasures::compression_N},
    MeasureColumn{"shear_anterior_N", "N", "Force of the upper on the lower body in the mid-disc plane; + anterior",
                  &DiscMeasures::shear_anterior_N},
    MeasureColumn{"shear_lateral_N", "N", "Force of the upper on the lower body in the mid-disc plane; + to the right",
                  &DiscMeasures::shear_lateral_N},
    MeasureColumn{"moment_flexion_Nm", "N*m",
                  "Moment of the upper on the lower body about the mid-disc centre; + into flexion",
                  &DiscMeasures::moment_flexion_Nm},
    MeasureColumn{"moment_lateral_Nm", "N*m",
                  "Moment about the anterior axis of the mid-disc frame; + bending to the right",
                  &DiscMeasures::moment_lateral_Nm},
    MeasureColumn{"moment_axial_Nm", "N*m",
                  "Moment about the cranial axis of the mid-disc frame; + rotation to the left",
                  &DiscMeasures::moment_axial_Nm},
    MeasureColumn{"bulge_anterior_mm", "mm",
                  "Outward displacement of the anterior rim at mid-height in the mid-disc frame",
                  &DiscMeasures::bulge_anterior_mm},
    MeasureColumn{"bulge_posterior_mm", "mm",
                  "Outward displacement of the posterior rim at mid-height in the mid-disc frame",
                  &DiscMeasures::bulge_posterior_mm},
    MeasureColumn{"bulge_lateral_mm", "mm",
                  "Outward displacement of the lateral rim at mid-height, the larger of left and right",
                  &DiscMeasures::bulge_lateral_mm},
    MeasureColumn{"bulge_min_mm", "mm", "Smallest outward displacement around the rim; > 0 means outward everywhere",
                  &DiscMeasures::bulge_min_mm},
    MeasureColumn{"fibre_strain_peak", "1", "Largest fibre strain (stretch - 1) in the annulus",
                  &DiscMeasures::fibre_strain_peak},
    MeasureColumn{"fibre_strain_p95", "1", "95th percentile of the fibre strain in the annulus",
                  &DiscMeasures::fibre_strain_p95},
    MeasureColumn{"fibre_stress_peak_MPa", "MPa", "Largest Cauchy stress in the fibre phase",
                  &DiscMeasures::fibre_stress_peak_MPa},
    MeasureColumn{"fibre_stress_p95_MPa", "MPa", "95th percentile of the fibre stress in the annulus",
                  &DiscMeasures::fibre_stress_p95_MPa},
    MeasureColumn{"von_mises_p95_MPa", "MPa", "95th percentile of the von Mises stress in the annulus",
                  &DiscMeasures::von_mises_p95_MPa},
    MeasureColumn{"pressure_index", "1",
                  "Nucleus pressure divided by the mean compressive stress (compression divided by disc area)",
                  &DiscMeasures::pressure_index},
    MeasureColumn{"segment_compression_N", "N",
                  "Force through the whole level (disc, ligaments, facets) along the disc's normal; + compressive",
                  &DiscMeasures::segment_compression_N},
    MeasureColumn{"facet_force_left_N", "N", "Resultant contact force of the left facet joint",
                  &DiscMeasures::facet_force_left_N},
    MeasureColumn{"facet_force_right_N", "N", "Resultant contact force of the right facet joint",
                  &DiscMeasures::facet_force_right_N},
    MeasureColumn{"facet_compression_share", "1", "Share of the facets in segment_compression_N",
                  &DiscMeasures::facet_compression_share},
    MeasureColumn{"facet_moment_share", "1", "Share of the facets in the moment that the level resists",
                  &DiscMeasures::facet_moment_share},
    MeasureColumn{"ligament_moment_share", "1", "Share of all ligaments in the moment that the level resists",
                  &DiscMeasures::ligament_moment_share},
    MeasureColumn{"canal_area_mm2", "mm2", "Cross-section of the spinal canal at the height of the disc",
                  &DiscMeasures::canal_area_mm2},
};

constexpr std::array ligament_columns = {
    Column<LigamentMeasures>{"force_N", "N", "Sum of the tensions of the fascicles", &LigamentMeasures::force_N},
    Column<LigamentMeasures>{"strain_mean", "1", "Mean strain of the fascicles relative to their rest length",
                             &LigamentMeasures::strain_mean},
    Column<LigamentMeasures>{"strain_peak", "1", "Largest strain of a fascicle", &LigamentMeasures::strain_peak},
    Column<LigamentMeasures>{"moment_flexion_Nm", "N*m",
                             "Moment on the lower body about the mid-disc centre; + into flexion",
                             &LigamentMeasures::moment_flexion_Nm},
    Column<LigamentMeasures>{"moment_lateral_Nm", "N*m", "Moment about the anterior axis; + bending to the right",
                             &LigamentMeasures::moment_lateral_Nm},
    Column<LigamentMeasures>{"moment_axial_Nm", "N*m", "Moment about the cranial axis; + rotation to the left",
                             &LigamentMeasures::moment_axial_Nm},
    Column<LigamentMeasures>{"moment_share", "1", "Share in the moment that the level resists",
                             &LigamentMeasures::moment_share},
};

constexpr std::array facet_columns = {
    Column<FacetMeasures>{"force_N", "N", "Resultant of the contact pressure", &FacetMeasures::force_N},
    Column<FacetMeasures>{"area_mm2", "mm2", "Area in contact", &FacetMeasures::area_mm2},
    Column<FacetMeasures>{"pressure_peak_MPa", "MPa", "Largest contact pressure", &FacetMeasures::pressure_peak_MPa},
    Column<FacetMeasures>{"centre_x_mm", "mm", "Centre of pressure, anterior (global)", &FacetMeasures::centre_x_mm},
    Column<FacetMeasures>{"centre_y_mm", "mm", "Centre of pressure, cranial (global)", &FacetMeasures::centre_y_mm},
    Column<FacetMeasures>{"centre_z_mm", "mm", "Centre of pressure, right (global)", &FacetMeasures::centre_z_mm},
    Column<FacetMeasures>{"force_anterior_N", "N", "Force on the lower vertebra, anterior in the mid-disc frame",
                          &FacetMeasures::force_anterior_N},
    Column<FacetMeasures>{"force_cranial_N", "N", "Force on the lower vertebra, cranial in the mid-disc frame",
                          &FacetMeasures::force_cranial_N},
    Column<FacetMeasures>{"force_right_N", "N", "Force on the lower vertebra, to the right in the mid-disc frame",
                          &FacetMeasures::force_right_N},
    Column<FacetMeasures>{"gap_min_mm", "mm", "Smallest distance between the cartilages; negative: in contact",
                          &FacetMeasures::gap_min_mm},
};

constexpr std::array task_columns = {
    Column<TaskMeasures>{"trunk_flexion_deg", "deg",
                         "Flexion of the thorax relative to the vertical, measured from standing",
                         &TaskMeasures::trunk_flexion_deg},
    Column<TaskMeasures>{"lumbar_flexion_deg", "deg", "Flexion of T12 relative to S1, measured from standing",
                         &TaskMeasures::lumbar_flexion_deg},
    Column<TaskMeasures>{"weight_above_N", "N", "Weight of the body above the L5-S1 disc, without the load",
                         &TaskMeasures::weight_above_N},
    Column<TaskMeasures>{"load_N", "N", "Vertical force of the load on the hands", &TaskMeasures::load_N},
    Column<TaskMeasures>{"external_moment_flexion_Nm", "N*m",
                         "Moment of gravity, load and supports on the lower body about the L5-S1 disc; + into flexion",
                         &TaskMeasures::external_moment_flexion_Nm},
    Column<TaskMeasures>{"external_moment_lateral_Nm", "N*m",
                         "Moment of gravity, load and supports about the anterior axis; + bending to the right",
                         &TaskMeasures::external_moment_lateral_Nm},
    Column<TaskMeasures>{"external_moment_axial_Nm", "N*m",
                         "Moment of gravity, load and supports about the cranial axis; + rotation to the left",
                         &TaskMeasures::external_moment_axial_Nm},
    Column<TaskMeasures>{"muscle_moment_extension_Nm", "N*m",
                         "Moment of all fascicles that cross the L5-S1 disc; + into extension",
                         &TaskMeasures::muscle_moment_extension_Nm},
    Column<TaskMeasures>{"passive_moment_share", "1",
                         "Share of disc, ligaments, facets and resting muscle in the external flexion moment",
                         &TaskMeasures::passive_moment_share},
    Column<TaskMeasures>{
        "compression_L5S1_N", "N",
        "Compressive force on disc and facets of L5-S1 along the disc's normal: force through the level "
        "plus tension of its ligaments; + compressive",
        &TaskMeasures::compression_L5S1_N},
    Column<TaskMeasures>{"shear_L5S1_N", "N", "Force through the whole level L5-S1 in the mid-disc plane; + anterior",
                         &TaskMeasures::shear_L5S1_N},
    Column<TaskMeasures>{"muscle_force_sum_N", "N", "Sum of the forces of all fascicles",
                         &TaskMeasures::muscle_force_sum_N},
    Column<TaskMeasures>{"activation_max", "1", "Largest active force of a fascicle as a fraction of its strength",
                         &TaskMeasures::activation_max},
    Column<TaskMeasures>{"strength_used", "1",
                         "Muscle stress that the task requires at least, as a fraction of the person's maximum stress",
                         &TaskMeasures::strength_used},
    Column<TaskMeasures>{
        "transversus_activation", "1",
        "Activation of transversus and obliques required by the abdominal pressure or the task, more active side",
        &TaskMeasures::transversus_activation},
    Column<TaskMeasures>{"co_contraction", "1", "Minimum activation prescribed for every fascicle for stability",
                         &TaskMeasures::co_contraction},
    Column<TaskMeasures>{"stability_margin_Nm_rad", "N*m/rad",
                         "Smallest eigenvalue of the rotational stiffness; negative: unstable; no value where the "
                         "muscles are too weak",
                         &TaskMeasures::stability_margin_Nm_rad},
    Column<TaskMeasures>{
        "critical_gain", "1",
        "Smallest muscle stiffness gain at which the posture is stable; 0: stable without it; no value: "
        "not even at a gain of 1000, or the muscles are too weak",
        &TaskMeasures::critical_gain},
    Column<TaskMeasures>{"moment_residual_Nm", "N*m",
                         "Largest moment that remains as a reaction to the prescribed rotations",
                         &TaskMeasures::moment_residual_Nm},
    Column<TaskMeasures>{
        "release_drift_deg", "deg",
        "Largest rotation of a vertebra after all rotations are released; no value: no equilibrium within "
        "10 degrees",
        &TaskMeasures::release_drift_deg},
    Column<TaskMeasures>{
        "balance_residual", "1",
        "Difference between the load through L5-S1 and all loads that act above it, relative to the latter",
        &TaskMeasures::balance_residual},
    Column<TaskMeasures>{"equilibrium_rounds", "1", "Finite-element solves of the muscle iteration",
                         &TaskMeasures::equilibrium_rounds},
};

// A member without a row here would be missing in files and tables; members that are not measures fill whole doubles.
static_assert(sizeof(DiscMeasures) == sizeof(double) * (disc_columns.size() + 1), "one row per measure");
static_assert(sizeof(LigamentMeasures) == sizeof(double) * (ligament_columns.size() + 2), "one row per measure");
static_assert(sizeof(FacetMeasures) == sizeof(double) * (facet_columns.size() + 1), "one row per measure");
constexpr std::size_t optional_measures = std::ranges::count_if(task_columns, &Column<TaskMeasures>::is_optional);
static_assert(sizeof(TaskMeasures) == sizeof(double) * (task_columns.size() - optional_measures) +
                                          sizeof(std::optional<double>) * optional_measures,
              "one row per measure");

}  // namespace

const TaskVerdict* Result::verdict_of(std::string_view task) const {
    const auto found = std::ranges::find(verdicts, task, &TaskVerdict::task);
    return found == verdicts.end() ? nullptr : &*found;
}

std::span<const MeasureColumn> disc_measure_columns() {
    return disc_columns;
}

std::span<const Column<LigamentMeasures>> ligament_measure_columns() {
    return ligament_columns;
}

std::span<const Column<FacetMeasures>> facet_measure_columns() {
    return facet_columns;
}

std::span<const Column<TaskMeasures>> task_measure_columns() {
    return task_columns;
}

}  // namespace spondyl
