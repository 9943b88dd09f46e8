// SPDX-License-Identifier: Apache-2.0
#include "io/results/body_groups.hpp"
#include "io/results/column_groups.hpp"

namespace spondyl {

namespace {

using hdf5::Group;

ResultState& state_at(Result& result, std::int32_t index) {
    return result.states.at(static_cast<std::size_t>(index));
}

std::vector<std::string> read_texts(const Group& group, const std::string& name, std::size_t rows) {
    std::vector<std::string> texts = group.read_texts(name);
    if (texts.size() != rows) throw hdf5::Error(fmt::format("{} has {} rows instead of {}", name, texts.size(), rows));
    return texts;
}

void read_tasks(const Group& group, Result& result) {
    const std::vector<std::int32_t> state = group.read<std::int32_t>("state");
    std::vector<TaskMeasures> rows(state.size());
    read_columns(group, task_measure_columns(), rows);
    for (std::size_t i = 0; i < rows.size(); ++i) state_at(result, state[i]).task.push_back(rows[i]);
}

void read_indices(const Group& group, Result& result) {
    const std::vector<std::int32_t> state = group.read<std::int32_t>("state");
    std::vector<IndexMeasures> rows(state.size(), no_indices());
    for (const IndexColumn& column : index_measure_columns()) {
        const std::string name(column.name);
        const std::vector<double> values = read_column<double>(group, name, rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (values[i] != not_applicable) rows[i].*column.member = values[i];
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) state_at(result, state[i]).indices.push_back(rows[i]);
}

void read_lifting(const Group& group, Result& result) {
    const std::vector<std::int32_t> state = group.read<std::int32_t>("state");
    const std::vector<std::string> places = read_texts(group, "place", state.size());
    std::vector<LiftingRow> rows(state.size());
    read_columns(group, lifting_columns(), rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].place = find_name<LiftPlace>(lift_place_names, places[i]);
        state_at(result, state[i]).lifting.push_back(rows[i]);
    }
}

void read_fascicles(const Group& group, Result& result) {
    const std::vector<std::string> names = group.read_texts("name");
    const std::vector<std::string> groups = read_texts(group, "group", names.size()),
                                   sides = read_texts(group, "side", names.size());
    const std::vector<double> areas = read_column<double>(group, "area_mm2", names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        result.muscles.push_back({names[i], groups[i], find_name<Side>(side_names, sides[i]), areas[i]});
}

void read_muscles(const Group& group, Result& result) {
    read_fascicles(group, result);
    const std::size_t count = result.muscles.size();
    const std::vector<std::int32_t> state = group.read<std::int32_t>("state");
    std::vector<MuscleState> rows(state.size() * count);
    read_columns<MuscleState>(group, muscle_columns, rows);
    const std::vector<Vec3> arms = points_of(read_column<double>(group, "arm_mm", 3 * disc_count * rows.size())),
                            points = points_of(group.read<double>("path_points"));
    const std::vector<std::int64_t> offsets = read_column<std::int64_t>(group, "path_offsets", rows.size() + 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t disc = 0; disc < disc_count; ++disc) rows[i].arm_mm[disc] = arms[disc_count * i + disc];
        const std::int64_t first = offsets[i], last = offsets[i + 1];
        if (first < 0 || last < first || last > static_cast<std::int64_t>(points.size()))
            throw hdf5::Error("path_offsets leave path_points");
        rows[i].path.assign(points.begin() + first, points.begin() + last);
        state_at(result, state[i / count]).muscles.push_back(std::move(rows[i]));
    }
}

void read_segments(const Group& group, Result& result) {
    const std::vector<std::int32_t> state = group.read<std::int32_t>("state");
    const std::size_t rows = state.size();
    const std::vector<std::string> names = read_texts(group, "name", rows);
    const std::vector<Vec3> from = points_of(read_column<double>(group, "from", 3 * rows)),
                            to = points_of(read_column<double>(group, "to", 3 * rows));
    const std::vector<double> radius = read_column<double>(group, "radius_mm", rows);
    for (std::size_t i = 0; i < rows; ++i)
        state_at(result, state[i]).body.push_back({names[i], from[i], to[i], radius[i]});
}

void read_forces(const Group& group, Result& result) {
    const std::vector<std::int32_t> state = group.read<std::int32_t>("state");
    const std::size_t rows = state.size();
    const std::vector<std::string> names = read_texts(group, "name", rows);
    const std::vector<Vec3> points = points_of(read_column<double>(group, "point", 3 * rows)),
                            forces = points_of(read_column<double>(group, "force_N", 3 * rows));
    std::vector<Vec3> couples(rows, Vec3::Zero());  // files of version 0.1 have none
    if (group.has("couple_Nmm")) couples = points_of(read_column<double>(group, "couple_Nmm", 3 * rows));
    for (std::size_t i = 0; i < rows; ++i)
        state_at(result, state[i]).external.push_back({names[i], points[i], forces[i], couples[i]});
}

void read_warnings(const Group& group, Result& result) {
    const std::vector<std::int32_t> state = group.read<std::int32_t>("state");
    const std::size_t rows = state.size();
    const std::vector<std::string> kinds = read_texts(group, "kind", rows), places = read_texts(group, "where", rows);
    const std::vector<double> values = read_column<double>(group, "value", rows),
                              limits = read_column<double>(group, "limit", rows);
    for (std::size_t i = 0; i < rows; ++i) {
        state_at(result, state[i])
            .beyond.push_back({find_name<RangeKind>(range_kind_names, kinds[i]), places[i], values[i], limits[i]});
    }
}

}  // namespace

void read_body(const Group& root, Result& result) {
    read_tasks(root.group("tasks"), result);
    if (root.has("indices")) read_indices(root.group("indices"), result);
    if (root.has("lifting")) read_lifting(root.group("lifting"), result);
    read_muscles(root.group("muscles"), result);
    read_segments(root.group("body"), result);
    read_forces(root.group("external_forces"), result);
    if (root.has("warnings")) read_warnings(root.group("warnings"), result);
}

}  // namespace spondyl
