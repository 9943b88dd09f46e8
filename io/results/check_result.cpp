// SPDX-License-Identifier: Apache-2.0
#include "io/results/check_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/mesh/cells.hpp"
#include "io/results/body_groups.hpp"
#include "io/results/rules.hpp"
#include "io/results/structure_groups.hpp"
#include "models/geometry/spine_mesh.hpp"

namespace spondyl {

namespace {

// Largest entry of a rotation matrix, with rounding.
constexpr double most_rotation = 1.0001;

double most_of(std::string_view unit) {
    return unit == "mm" ? most_mm : unit == "1" ? most_ratio : most;
}

template <class Indices>
void check_indices(const std::vector<Indices>& cells, std::size_t nodes, const std::string& what) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        for (const int node : cells[i])
            require(node >= 0 && static_cast<std::size_t>(node) < nodes, "{} {} uses node {} of {}", what, i, node,
                    nodes);
    }
}

void check_parts(const ResultMesh& mesh) {
    const std::size_t cells = cell_count(mesh);
    require(mesh.part.size() == cells && mesh.level.size() == cells, "{} parts and {} levels for {} cells",
            mesh.part.size(), mesh.level.size(), cells);
    for (std::size_t i = 0; i < cells; ++i) {
        const int part = mesh.part[i], level = mesh.level[i];
        require(part >= 0 && part < part_count, "mesh, cell {}: there is no part {} among {}", i, part, part_count);
        const auto kind = static_cast<Part>(part);
        const int levels = kind == Part::bony_endplate || kind == Part::trabecular_bone ? vertebra_count : disc_count;
        require(level >= 0 && level < levels, "mesh, cell {}: there is no level {} among {}", i, level, levels);
    }
}

// Measures of one list of rows.
template <class Row>
void check_rows(const std::vector<Row>& rows, std::span<const Column<Row>> columns, const std::string& where) {
    for (const Row& row : rows) {
        for (const Column<Row>& column : columns) {
            const std::optional<double> value = column.value(row);
            if (!value) continue;
            check_number(*value, most_of(column.unit), [&] {
                std::string what = where;
                if constexpr (requires { row.disc; }) what += fmt::format(", {}", name(row.disc));
                return fmt::format("{}, {}", what, column.name);
            });
        }
    }
}

void check_joint_state(const Result& result, const ResultState& state, std::size_t i, const std::string& where) {
    const FacetJoint& joint = result.facets[i];
    require(state.facets[i].disc == joint.disc && state.facets[i].side == joint.side,
            "{}: measures of another joint at the place of facet joint {}", where, i);
    const std::vector<double>& pressure = state.facet_pressure[i];
    require(pressure.size() == joint.upper.points.size(), "{}, facet joint {}: {} pressures for {} points", where, i,
            pressure.size(), joint.upper.points.size());
    for (const double value : pressure)
        check_number(value, most, [&] { return fmt::format("{}, pressure of facet joint {}", where, i); });
}

void check_structures(const Result& result, const ResultState& state, const std::string& where) {
    check_rows(state.ligaments, ligament_measure_columns(), where + ", ligament");
    check_rows(state.facets, facet_measure_columns(), where + ", facet joint");
    require(state.fascicles.size() == result.fascicles.size(), "{} has {} fascicles of {}", where,
            state.fascicles.size(), result.fascicles.size());
    for (std::size_t i = 0; i < state.fascicles.size(); ++i) {
        const FascicleState& fascicle = state.fascicles[i];
        const std::string what = fmt::format("{}, fascicle {}", where, i);
        check_points({fascicle.upper, fascicle.lower}, most_mm, what);
        check_number(fascicle.tension_N, most, [&] { return what + ", tension_N"; });
        check_number(fascicle.strain, most_ratio, [&] { return what + ", strain"; });
    }
    require(state.facets.size() == result.facets.size() && state.facet_pressure.size() == result.facets.size(),
            "{} has measures of {} and pressures of {} facet joints of {}", where, state.facets.size(),
            state.facet_pressure.size(), result.facets.size());
    for (std::size_t i = 0; i < result.facets.size(); ++i) check_joint_state(result, state, i, where);
}

void check_muscles(const Result& result, const ResultState& state, const std::string& where) {
    const std::size_t muscles = state.task ? result.muscles.size() : 0;
    require(state.muscles.size() == muscles, "{} has {} muscles of {}", where, state.muscles.size(), muscles);
    for (std::size_t i = 0; i < muscles; ++i) {
        const MuscleState& muscle = state.muscles[i];
        const std::string what = fmt::format("{}, muscle {}", where, result.muscles[i].name);
        check_rows<MuscleState>({muscle}, muscle_columns, what);
        check_points({muscle.arm_mm.begin(), muscle.arm_mm.end()}, most_mm, what + ", arm_mm");
        require(muscle.path.size() >= 2, "{}: a path of {} points", what, muscle.path.size());
        check_points(muscle.path, most_mm, what + ", path");
    }
}

void check_body(const Result& result, const ResultState& state, const std::string& where) {
    if (state.task) check_rows<TaskMeasures>({*state.task}, task_measure_columns(), where + ", task");
    check_muscles(result, state, where);
    require(state.task || !state.indices, "{} has indices without a task", where);
    if (state.indices) {
        for (const Column<IndexMeasures>& column : index_measure_columns())
            check_rows<IndexMeasures>({*state.indices}, std::span(&column, 1), where);
    }
    check_rows(state.lifting, lifting_columns(), where + ", lifting");
    for (const RangeWarning& warning : state.beyond) {
        check_name(warning.where, where + ": a place of a warning");
        for (const double number : {warning.value, warning.limit})
            check_number(number, most, [&] { return fmt::format("{}, warning of {}", where, warning.where); });
    }
    for (const BodySegment& segment : state.body) {
        check_name(segment.name, where + ": a body segment");
        const std::string what = fmt::format("{}, body segment {}", where, segment.name);
        check_points({segment.from, segment.to}, most_mm, what);
        check_number(segment.radius_mm, most_mm, [&] { return what + ", radius_mm"; });
        require(segment.radius_mm >= 0.0, "{}, radius_mm is {}", what, segment.radius_mm);
    }
    for (const ExternalForce& force : state.external) {
        check_name(force.name, where + ": a force");
        const std::string what = fmt::format("{}, force {}", where, force.name);
        check_points({force.point}, most_mm, what + ", point");
        check_points({force.force_N}, most, what + ", force_N");
        check_points({force.couple_Nmm}, most, what + ", couple_Nmm");
    }
}

void check_bones(const std::vector<BoneSurface>& bones) {
    std::set<std::string> vertebrae;
    for (const BoneSurface& bone : bones) {
        check_name(bone.vertebra, "a bone");
        require(vertebrae.insert(bone.vertebra).second, "two bones are called {}", bone.vertebra);
        check_points(bone.surface.points, most_mm, "bone " + bone.vertebra);
        check_points({bone.centre}, most_mm, "centre of " + bone.vertebra);
        check_indices(bone.surface.triangles, bone.surface.points.size(), "bone " + bone.vertebra + ", triangle");
    }
}

void check_joint(const Result& result, const FacetJoint& joint, const std::string& what) {
    for (const int bone : {joint.upper_bone, joint.lower_bone}) {
        require(bone >= 0 && static_cast<std::size_t>(bone) < result.bones.size(), "{} rides on bone {} of {}", what,
                bone, result.bones.size());
    }
    for (const Surface* surface : {&joint.upper, &joint.lower}) {
        check_points(surface->points, most_mm, what);
        check_indices(surface->triangles, surface->points.size(), what + ", triangle");
    }
}

void check_muscle_infos(const std::vector<MuscleInfo>& infos) {
    std::set<std::string> names;
    for (const MuscleInfo& muscle : infos) {
        check_name(muscle.name, "a muscle");
        check_name(muscle.group, "the group of muscle " + muscle.name);
        require(names.insert(muscle.name).second, "two muscles are called {}", muscle.name);
        check_number(muscle.area_mm2, most, [&] { return fmt::format("muscle {}, area_mm2", muscle.name); });
    }
}

void check_motions(const Result& result, const ResultState& state, const std::string& where) {
    require(state.bones.size() == result.bones.size(), "{} moves {} bones of {}", where, state.bones.size(),
            result.bones.size());
    for (std::size_t i = 0; i < state.bones.size(); ++i) {
        const auto bone = [&] { return fmt::format("{}, motion of {}", where, result.bones[i].vertebra); };
        for (int k = 0; k < 3; ++k) check_number(state.bones[i].translation[k], most_mm, bone);
        for (int k = 0; k < 9; ++k) check_number(state.bones[i].rotation(k / 3, k % 3), most_rotation, bone);
    }
}

void check_state(const Result& result, const ResultState& state, const std::string& where) {
    check_field_state(result.mesh, state, result.states.front(), where);
    check_rows(state.discs, disc_measure_columns(), where + ", disc");
    check_structures(result, state, where);
    check_body(result, state, where);
    check_motions(result, state, where);
}

// Checks that the numbers and reasons used in the text of the verdict exist.
void check_verdict(const TaskVerdict& verdict, const std::string& what) {
    check_rows<TaskVerdict>({verdict}, verdict_columns(), what);
    const auto need = [&](bool there, std::string_view number) {
        require(there, "{} is {} without {}", what, name(verdict.kind), number);
    };
    switch (verdict.kind) {
        case VerdictKind::held:
        case VerdictKind::unbalanced:
            break;
        case VerdictKind::too_weak:
            need(verdict.needed_scale.has_value(), "needed_scale");
            break;
        case VerdictKind::unstable:
            need(verdict.co_contraction.has_value(), "co_contraction");
            need(verdict.stability_margin_Nm_rad && verdict.wanted_margin_Nm_rad, "both margins");
            break;
        case VerdictKind::not_converged:
            need(verdict.rounds && verdict.moment_residual_Nm, "rounds and moment_residual_Nm");
            break;
        case VerdictKind::no_equilibrium:
            need(verdict.progress.has_value(), "progress");
            break;
    }
    const bool of_vertebra = verdict.short_of && *verdict.short_of != ShortCondition::lumbar_flexion &&
                             *verdict.short_of != ShortCondition::abdominal_pressure;
    require(verdict.vertebra.has_value() == of_vertebra,
            "{}: a vertebra belongs to a condition on moments, and to no other", what);
}

void check_verdicts(const Result& result) {
    std::set<std::string> tasks;
    for (std::size_t i = 0; i < result.verdicts.size(); ++i) {
        const TaskVerdict& verdict = result.verdicts[i];
        check_verdict(verdict, fmt::format("verdict {}", i));
        require(tasks.insert(verdict.task).second, "two verdicts of the task {}", printable(verdict.task));
        const bool found = std::ranges::any_of(result.states, [&](const ResultState& state) {
            return state.task.has_value() && state.step == verdict.task;
        });
        require(found == verdict.has_state(), "the task {} is {}, and {} a state", printable(verdict.task),
                name(verdict.kind), found ? "has" : "lacks");
    }
    for (std::size_t i = 0; i < result.warnings.size(); ++i) {
        const InputWarning& warning = result.warnings[i];
        for (const double number : {warning.value, warning.least.value_or(0.0), warning.most.value_or(0.0)})
            check_number(number, most, [&] { return fmt::format("input warning {}", i); });
    }
}

}  // namespace

void check_result(const Result& result) {
    require(!result.states.empty(), "a result without even the state at rest");
    check_mesh(result.mesh);
    check_parts(result.mesh);
    check_field_names(result.states.front(), {"part", "level"});
    check_bones(result.bones);
    for (std::size_t i = 0; i < result.facets.size(); ++i)
        check_joint(result, result.facets[i], fmt::format("facet joint {}", i));
    check_muscle_infos(result.muscles);
    check_rows<SettleShift>(result.settle, settle_columns, "settled shift");
    check_rows<BoneFit>(result.fit.bones, bone_fit_columns(), "fit of a bone");
    check_rows<DiscFit>(result.fit.discs, disc_fit_columns(), "fit of a disc");
    check_rows<FitWarning>(result.fit.warnings, fit_warning_columns, "warning of a fit");
    check_number(result.fit.lordosis_deg, most, [] { return std::string("lordosis"); });
    for (std::size_t i = 0; i < result.states.size(); ++i)
        check_state(result, result.states[i], fmt::format("state {} ({})", i, result.states[i].step));
    check_verdicts(result);
    check_history(result.history);
    check_run_info(result);
}

}  // namespace spondyl
