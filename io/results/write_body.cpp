// SPDX-License-Identifier: Apache-2.0
#include "io/results/body_groups.hpp"
#include "io/results/column_groups.hpp"

namespace spondyl {

namespace {

using hdf5::Group;

void write_tasks(Group& root, const Result& result) {
    std::vector<std::int32_t> index;
    std::vector<std::string> steps;
    std::vector<double> times;
    std::vector<TaskMeasures> rows;
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        const ResultState& state = result.states[i];
        if (!state.task) continue;
        index.push_back(static_cast<std::int32_t>(i));
        steps.push_back(state.step);
        times.push_back(state.time);
        rows.push_back(*state.task);
    }
    Group group = root.create_group("tasks");
    group.write("state", index);
    group.write_texts("step", steps);
    group.write("time", times);
    write_columns(group, task_measure_columns(), rows);
}

void write_indices(Group& root, const Result& result) {
    std::vector<std::int32_t> index;
    std::vector<IndexMeasures> rows;
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        if (!result.states[i].indices) continue;
        index.push_back(static_cast<std::int32_t>(i));
        rows.push_back(*result.states[i].indices);
    }
    Group group = root.create_group("indices");
    group.write("state", index);
    for (const IndexColumn& column : index_measure_columns()) {
        const Column<IndexMeasures>& number = column;
        write_columns(group, std::span(&number, 1), rows);
        group.attribute("source", column.source, std::string(column.name));
        group.attribute("limits", column.limits, std::string(column.name));
    }
}

void write_lifting(Group& root, const Result& result) {
    std::vector<std::int32_t> index;
    std::vector<std::string> places;
    std::vector<LiftingRow> rows;
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        for (const LiftingRow& row : result.states[i].lifting) {
            index.push_back(static_cast<std::int32_t>(i));
            places.emplace_back(name(row.place));
            rows.push_back(row);
        }
    }
    Group group = root.create_group("lifting");
    group.write("state", index);
    group.write_texts("place", places);
    write_columns(group, lifting_columns(), rows);
}

void write_fascicles(Group& group, const std::vector<MuscleInfo>& muscles) {
    std::vector<std::string> names, groups, sides;
    std::vector<double> areas;
    for (const MuscleInfo& muscle : muscles) {
        names.push_back(muscle.name);
        groups.push_back(muscle.group);
        sides.emplace_back(name(muscle.side));
        areas.push_back(muscle.area_mm2);
    }
    group.write_texts("name", names);
    group.write_texts("group", groups);
    group.write_texts("side", sides);
    group.write("area_mm2", areas);
    group.attribute("unit", "mm2", "area_mm2");
    group.attribute("doc", "Physiological cross-section", "area_mm2");
}

void write_muscles(Group& root, const Result& result) {
    std::vector<std::int32_t> index;
    std::vector<MuscleState> rows;
    std::vector<double> arms;
    std::vector<Vec3> points;
    std::vector<std::int64_t> offsets = {0};
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        const std::vector<MuscleState>& muscles = result.states[i].muscles;
        if (!muscles.empty()) index.push_back(static_cast<std::int32_t>(i));
        for (const MuscleState& muscle : muscles) {
            rows.push_back(muscle);
            for (const Vec3& arm : muscle.arm_mm) arms.insert(arms.end(), arm.begin(), arm.end());
            points.insert(points.end(), muscle.path.begin(), muscle.path.end());
            offsets.push_back(static_cast<std::int64_t>(points.size()));
        }
    }
    Group group = root.create_group("muscles");
    write_fascicles(group, result.muscles);
    group.write("state", index);
    group.attribute("doc", "States with muscles; row = position here * number of fascicles + fascicle", "state");
    write_columns<MuscleState>(group, muscle_columns, rows);
    group.create_dataset<double>("arm_mm", {rows.size(), 3 * disc_count}).write_rows(0, arms);
    group.attribute("unit", "mm", "arm_mm");
    group.attribute("doc", "Per disc, cranial to caudal: extension, bending to the right, rotation to the left",
                    "arm_mm");
    write_points(group, "path_points", points);
    group.write("path_offsets", offsets);
    group.attribute("doc", "Row r is drawn through path_points[path_offsets[r] .. path_offsets[r + 1] - 1]",
                    "path_offsets");
}

void write_segments(Group& root, const Result& result) {
    std::vector<std::int32_t> index;
    std::vector<std::string> names;
    std::vector<Vec3> from, to;
    std::vector<double> radius;
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        for (const BodySegment& segment : result.states[i].body) {
            index.push_back(static_cast<std::int32_t>(i));
            names.push_back(segment.name);
            from.push_back(segment.from);
            to.push_back(segment.to);
            radius.push_back(segment.radius_mm);
        }
    }
    Group group = root.create_group("body");
    group.write("state", index);
    group.write_texts("name", names);
    write_points(group, "from", from);
    write_points(group, "to", to);
    group.write("radius_mm", radius);
    group.attribute("unit", "mm", "radius_mm");
}

void write_forces(Group& root, const Result& result) {
    std::vector<std::int32_t> index;
    std::vector<std::string> names;
    std::vector<Vec3> points, forces, couples;
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        for (const ExternalForce& force : result.states[i].external) {
            index.push_back(static_cast<std::int32_t>(i));
            names.push_back(force.name);
            points.push_back(force.point);
            forces.push_back(force.force_N);
            couples.push_back(force.couple_Nmm);
        }
    }
    Group group = root.create_group("external_forces");
    group.write("state", index);
    group.write_texts("name", names);
    write_points(group, "point", points);
    group.create_dataset<double>("force_N", {forces.size(), 3}).write_rows(0, flat(forces));
    group.attribute("unit", "N", "force_N");
    group.create_dataset<double>("couple_Nmm", {couples.size(), 3}).write_rows(0, flat(couples));
    group.attribute("unit", "N*mm", "couple_Nmm");
    group.attribute("doc", "Acts in addition to the force", "couple_Nmm");
}

void write_warnings(Group& root, const Result& result) {
    std::vector<std::int32_t> index;
    std::vector<std::string> kinds, places;
    std::vector<double> values, limits;
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        for (const RangeWarning& warning : result.states[i].beyond) {
            index.push_back(static_cast<std::int32_t>(i));
            kinds.emplace_back(name(warning.kind));
            places.push_back(warning.where);
            values.push_back(warning.value);
            limits.push_back(warning.limit);
        }
    }
    Group group = root.create_group("warnings");
    group.write("state", index);
    group.write_texts("kind", kinds);
    group.write_texts("where", places);
    group.write("value", values);
    group.write("limit", limits);
    group.attribute("doc", "Outside the measured range: MPa of a nucleus, strain, deg, stretch", "value");
}

}  // namespace

void write_body(Group& root, const Result& result) {
    write_tasks(root, result);
    write_indices(root, result);
    write_lifting(root, result);
    write_muscles(root, result);
    write_segments(root, result);
    write_forces(root, result);
    write_warnings(root, result);
}

}  // namespace spondyl
