// SPDX-License-Identifier: Apache-2.0
#include "io/results/check_result.hpp"

#include <cmath>
#include <set>

#include "core/error.hpp"
#include "io/results/body_groups.hpp"
#include "io/results/structure_groups.hpp"

namespace spondyl {

namespace {

void check_finite(double value, const std::string& what) {
    SPONDYL_ASSERT(std::isfinite(value), "{} is {}; results hold finite numbers only", what, value);
}

void check_finite(const std::vector<Vec3>& points, const std::string& what) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!points[i].allFinite()) {
            for (int k = 0; k < 3; ++k) check_finite(points[i][k], fmt::format("{}, row {}, component {}", what, i, k));
        }
    }
}

template <class Indices>
void check_indices(const std::vector<Indices>& cells, std::size_t nodes, const std::string& what) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        for (const int node : cells[i]) {
            SPONDYL_ASSERT(node >= 0 && static_cast<std::size_t>(node) < nodes, "{} {} uses node {} of {}", what, i,
                           node, nodes);
        }
    }
}

void check_field(const Field& field, const Field& first, std::size_t cells, const std::string& where) {
    SPONDYL_ASSERT(field.name == first.name && field.components == first.components,
                   "{} has the field {} with {} components where the first state has {} with {}", where, field.name,
                   field.components, first.name, first.components);
    SPONDYL_ASSERT(field.components > 0 && field.values.size() == cells * static_cast<std::size_t>(field.components),
                   "{}, field {}: {} values for {} cells of {} components", where, field.name, field.values.size(),
                   cells, field.components);
    for (std::size_t i = 0; i < field.values.size(); ++i) {
        if (std::isfinite(field.values[i])) continue;
        const auto columns = static_cast<std::size_t>(field.components);
        check_finite(field.values[i],
                     fmt::format("{}, field {}, cell {}, component {}", where, field.name, i / columns, i % columns));
    }
}

// Measures of one list of rows.
template <class Row>
void check_rows(const std::vector<Row>& rows, std::span<const Column<Row>> columns, const std::string& where) {
    for (const Row& row : rows) {
        for (const Column<Row>& column : columns) {
            std::string what = where;
            if constexpr (requires { row.disc; }) what += fmt::format(", {}", name(row.disc));
            check_finite(row.*column.member, fmt::format("{}, {}", what, column.name));
        }
    }
}

void check_structures(const Result& result, const ResultState& state, const std::string& where) {
    check_rows(state.ligaments, ligament_measure_columns(), where + ", ligament");
    check_rows(state.facets, facet_measure_columns(), where + ", facet joint");
    SPONDYL_ASSERT(state.fascicles.size() == result.fascicles.size(), "{} has {} fascicles of {}", where,
                   state.fascicles.size(), result.fascicles.size());
    for (std::size_t i = 0; i < state.fascicles.size(); ++i) {
        const FascicleState& fascicle = state.fascicles[i];
        const std::string what = fmt::format("{}, fascicle {}", where, i);
        check_finite({fascicle.upper, fascicle.lower}, what);
        check_finite(fascicle.tension_N, what + ", tension_N");
        check_finite(fascicle.strain, what + ", strain");
    }
    SPONDYL_ASSERT(state.facets.size() == result.facets.size() && state.facet_pressure.size() == result.facets.size(),
                   "{} has measures of {} and pressures of {} facet joints of {}", where, state.facets.size(),
                   state.facet_pressure.size(), result.facets.size());
    for (std::size_t i = 0; i < result.facets.size(); ++i) {
        SPONDYL_ASSERT(state.facet_pressure[i].size() == result.facets[i].upper.points.size(),
                       "{}, facet joint {}: {} pressures for {} points", where, i, state.facet_pressure[i].size(),
                       result.facets[i].upper.points.size());
        for (const double pressure : state.facet_pressure[i])
            check_finite(pressure, fmt::format("{}, pressure of facet joint {}", where, i));
    }
}

void check_body(const Result& result, const ResultState& state, const std::string& where) {
    SPONDYL_ASSERT(state.task.size() <= 1, "{} has {} rows of its task", where, state.task.size());
    check_rows(state.task, task_measure_columns(), where + ", task");
    const std::size_t muscles = state.task.empty() ? 0 : result.muscles.size();
    SPONDYL_ASSERT(state.muscles.size() == muscles, "{} has {} muscles of {}", where, state.muscles.size(), muscles);
    for (std::size_t i = 0; i < muscles; ++i) {
        const MuscleState& muscle = state.muscles[i];
        const std::string what = fmt::format("{}, muscle {}", where, result.muscles[i].name);
        check_rows<MuscleState>({muscle}, muscle_columns, what);
        check_finite({muscle.arm_mm.begin(), muscle.arm_mm.end()}, what + ", arm_mm");
        SPONDYL_ASSERT(muscle.path.size() >= 2, "{}: a path of {} points", what, muscle.path.size());
        check_finite(muscle.path, what + ", path");
    }
    SPONDYL_ASSERT(state.indices.size() <= state.task.size(), "{} has indices without a task", where);
    for (const IndexMeasures& row : state.indices) {
        for (const IndexColumn& column : index_measure_columns()) {
            if (std::isnan(row.*column.member)) continue;  // does not apply
            check_finite(row.*column.member, fmt::format("{}, {}", where, column.name));
        }
    }
    for (const LiftingRow& row : state.lifting) {
        for (const Column<LiftingRow>& column : lifting_columns())
            SPONDYL_ASSERT(!std::isinf(row.*column.member), "{}, {} is infinite", where, column.name);
    }
    for (const BodySegment& segment : state.body) {
        const std::string what = fmt::format("{}, body segment {}", where, segment.name);
        check_finite({segment.from, segment.to}, what);
        check_finite(segment.radius_mm, what + ", radius_mm");
    }
    for (const RangeWarning& warning : state.beyond)
        check_finite({Vec3(warning.value, warning.limit, 0.0)}, fmt::format("{}, warning of {}", where, warning.where));
    for (const ExternalForce& force : state.external)
        check_finite({force.point, force.force_N, force.couple_Nmm}, fmt::format("{}, force {}", where, force.name));
}

void check_joint(const Result& result, const FacetJoint& joint, const std::string& what) {
    for (const int bone : {joint.upper_bone, joint.lower_bone}) {
        SPONDYL_ASSERT(bone >= 0 && static_cast<std::size_t>(bone) < result.bones.size(), "{} rides on bone {} of {}",
                       what, bone, result.bones.size());
    }
    for (const Surface* surface : {&joint.upper, &joint.lower}) {
        check_finite(surface->points, what);
        check_indices(surface->triangles, surface->points.size(), what + ", triangle");
    }
}

void check_state(const Result& result, const ResultState& state, const std::string& where) {
    check_finite(state.time, where + ", time");
    SPONDYL_ASSERT(state.displacement.size() == result.mesh.nodes.size(), "{} has {} displacements for {} nodes", where,
                   state.displacement.size(), result.mesh.nodes.size());
    check_finite(state.displacement, where + ", displacement_mm");
    const std::vector<Field>& first = result.states.front().cell_fields;
    SPONDYL_ASSERT(state.cell_fields.size() == first.size(), "{} has {} fields, the first state {}", where,
                   state.cell_fields.size(), first.size());
    for (std::size_t i = 0; i < first.size(); ++i)
        check_field(state.cell_fields[i], first[i], result.mesh.hexes.size(), where);
    check_rows(state.discs, disc_measure_columns(), where + ", disc");
    check_structures(result, state, where);
    check_body(result, state, where);
    SPONDYL_ASSERT(state.bones.size() == result.bones.size(), "{} moves {} bones of {}", where, state.bones.size(),
                   result.bones.size());
    for (std::size_t i = 0; i < state.bones.size(); ++i) {
        const std::string bone = fmt::format("{}, motion of {}", where, result.bones[i].vertebra);
        for (int k = 0; k < 3; ++k) check_finite(state.bones[i].translation[k], bone);
        for (int k = 0; k < 9; ++k) check_finite(state.bones[i].rotation(k / 3, k % 3), bone);
    }
}

}  // namespace

void check_result(const Result& result) {
    const std::size_t cells = result.mesh.hexes.size();
    SPONDYL_ASSERT(!result.states.empty(), "a result without even the state at rest");
    SPONDYL_ASSERT(result.mesh.part.size() == cells && result.mesh.level.size() == cells,
                   "{} parts and {} levels for {} cells", result.mesh.part.size(), result.mesh.level.size(), cells);
    check_finite(result.mesh.nodes, "mesh, nodes");
    check_indices(result.mesh.hexes, result.mesh.nodes.size(), "mesh, cell");
    std::set<std::string> names = {"part", "level"};
    for (const Field& field : result.states.front().cell_fields) {
        SPONDYL_ASSERT(names.insert(field.name).second, "two fields are called {}", field.name);
    }
    std::set<std::string> vertebrae;
    for (const BoneSurface& bone : result.bones) {
        SPONDYL_ASSERT(vertebrae.insert(bone.vertebra).second, "two bones are called {}", bone.vertebra);
        check_finite(bone.surface.points, "bone " + bone.vertebra);
        check_finite({bone.centre}, "centre of " + bone.vertebra);
        check_indices(bone.surface.triangles, bone.surface.points.size(), "bone " + bone.vertebra + ", triangle");
    }
    for (std::size_t i = 0; i < result.facets.size(); ++i)
        check_joint(result, result.facets[i], fmt::format("facet joint {}", i));
    std::set<std::string> muscles;
    for (const MuscleInfo& muscle : result.muscles) {
        SPONDYL_ASSERT(muscles.insert(muscle.name).second, "two muscles are called {}", muscle.name);
        check_finite(muscle.area_mm2, fmt::format("muscle {}, area_mm2", muscle.name));
    }
    check_rows<SettleShift>(result.settle, settle_columns, "settled shift");
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        check_state(result, result.states[i], fmt::format("state {} ({})", i, result.states[i].step));
    }
    for (std::size_t i = 0; i < result.history.size(); ++i) {
        const HistoryRow& row = result.history[i];
        check_finite(row.time, fmt::format("history, row {}, time", i));
        check_finite(row.residual_N, fmt::format("history, row {}, residual_N", i));
        check_finite(row.energy_Nmm, fmt::format("history, row {}, energy_Nmm", i));
        check_finite(row.external_work_Nmm, fmt::format("history, row {}, external_work_Nmm", i));
    }
    check_finite(result.wall_seconds, "wall_seconds");
}

}  // namespace spondyl
