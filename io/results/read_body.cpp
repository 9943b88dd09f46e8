// SPDX-License-Identifier: Apache-2.0
#include "io/results/body_groups.hpp"
#include "io/results/column_groups.hpp"

namespace spondyl {

namespace {

using hdf5::Group;

// rows[i] is the row of state number state[i].
template <class Row>
void give_rows(const Group& group, const std::vector<std::size_t>& state, const std::vector<Row>& rows, Result& result,
               std::optional<Row> ResultState::*member) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::optional<Row>& row = result.states[state[i]].*member;
        if (row) throw hdf5::Error(fmt::format("{}: the state {} is named twice", group.path_of("state"), state[i]));
        row = rows[i];
    }
}

void read_tasks(const Group& group, Result& result) {
    const std::vector<std::size_t> state = read_state_column(group, result);
    group.claim<TaskMeasures>(state.size(), "state");
    std::vector<TaskMeasures> rows(state.size());
    read_columns(group, task_measure_columns(), rows);
    give_rows(group, state, rows, result, &ResultState::task);
}

void read_indices(const Group& group, Result& result) {
    const std::vector<std::size_t> state = read_state_column(group, result);
    group.claim<IndexMeasures>(state.size(), "state");
    std::vector<IndexMeasures> rows(state.size());
    for (const Column<IndexMeasures>& column : index_measure_columns())
        read_columns(group, std::span(&column, 1), rows);
    give_rows(group, state, rows, result, &ResultState::indices);
}

void read_lifting(const Group& group, Result& result) {
    const std::vector<std::size_t> state = read_state_column(group, result);
    const std::vector<LiftPlace> places = read_names<LiftPlace>(group, "place");
    if (places.size() != state.size()) throw hdf5::Error(group.path_of("place") + " and state differ in length");
    group.claim<LiftingRow>(state.size(), "state");
    std::vector<LiftingRow> rows(state.size());
    read_columns(group, lifting_columns(), rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].place = places[i];
        result.states[state[i]].lifting.push_back(rows[i]);
    }
}

void read_muscle_fascicles(const Group& group, Result& result) {
    const std::vector<std::string> names = group.read_texts("name");
    const std::vector<std::string> groups = read_texts(group, "group", names.size());
    const std::vector<Side> sides = read_names<Side>(group, "side");
    if (sides.size() != names.size())
        throw hdf5::Error(fmt::format("{}: columns of different length", group.path_of("side")));
    const std::vector<double> areas = read_column<double>(group, "area_mm2", names.size());
    for (std::size_t i = 0; i < names.size(); ++i) result.muscles.push_back({names[i], groups[i], sides[i], areas[i]});
}

void read_muscles(const Group& group, Result& result) {
    read_muscle_fascicles(group, result);
    const std::size_t count = result.muscles.size();
    const std::vector<std::size_t> state = read_state_column(group, result);
    if (count == 0 && !state.empty())
        throw hdf5::Error(fmt::format("{} lists states of no muscle", group.path_of("state")));
    const std::uint64_t row_count = hdf5::saturated_product(state.size(), count);
    group.claim<MuscleState>(row_count, "state");
    std::vector<MuscleState> rows(row_count);
    read_columns<MuscleState>(group, muscle_columns, rows);
    const std::vector<Vec3> arms = points_of(read_table<double>(group, "arm_mm", 3 * disc_count, rows.size())),
                            points = read_points(group, "path_points");
    const std::vector<std::int64_t> offsets = read_column<std::int64_t>(group, "path_offsets", rows.size() + 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t disc = 0; disc < disc_count; ++disc) rows[i].arm_mm[disc] = arms[disc_count * i + disc];
        const std::int64_t first = offsets[i], last = offsets[i + 1];
        if (first < 0 || last < first || last > static_cast<std::int64_t>(points.size()))
            throw hdf5::Error(fmt::format("{}, row {}: {} to {} leaves the {} points", group.path_of("path_offsets"), i,
                                          first, last, points.size()));
        rows[i].path.assign(points.begin() + first, points.begin() + last);
        result.states[state[i / count]].muscles.push_back(std::move(rows[i]));
    }
    if (offsets.front() != 0 || offsets.back() != static_cast<std::int64_t>(points.size()))
        throw hdf5::Error(fmt::format("{} runs from {} to {} over {} points", group.path_of("path_offsets"),
                                      offsets.front(), offsets.back(), points.size()));
}

void read_segments(const Group& group, Result& result) {
    const std::vector<std::size_t> state = read_state_column(group, result);
    const std::size_t rows = state.size();
    const std::vector<std::string> names = read_texts(group, "name", rows);
    const std::vector<Vec3> from = read_points(group, "from", rows), to = read_points(group, "to", rows);
    const std::vector<double> radius = read_column<double>(group, "radius_mm", rows);
    for (std::size_t i = 0; i < rows; ++i)
        result.states[state[i]].body.push_back({names[i], from[i], to[i], radius[i]});
}

void read_forces(const Group& group, Result& result) {
    const std::vector<std::size_t> state = read_state_column(group, result);
    const std::size_t rows = state.size();
    const std::vector<std::string> names = read_texts(group, "name", rows);
    const std::vector<Vec3> points = read_points(group, "point", rows), forces = read_points(group, "force_N", rows);
    std::vector<Vec3> couples(rows, Vec3::Zero());  // files of version 0.1 have none
    if (group.has("couple_Nmm")) couples = read_points(group, "couple_Nmm", rows);
    for (std::size_t i = 0; i < rows; ++i)
        result.states[state[i]].external.push_back({names[i], points[i], forces[i], couples[i]});
}

void read_body_warnings(const Group& group, Result& result) {
    const std::vector<std::size_t> state = read_state_column(group, result);
    const std::size_t rows = state.size();
    const std::vector<RangeKind> kinds = read_names<RangeKind>(group, "kind");
    const std::vector<std::string> places = read_texts(group, "where", rows);
    const std::vector<double> values = read_column<double>(group, "value", rows),
                              limits = read_column<double>(group, "limit", rows);
    if (kinds.size() != rows) throw hdf5::Error(group.path_of("kind") + " and state differ in length");
    for (std::size_t i = 0; i < rows; ++i)
        result.states[state[i]].beyond.push_back({kinds[i], places[i], values[i], limits[i]});
}

}  // namespace

void read_body(const Group& root, Result& result) {
    read_tasks(root.group("tasks"), result);
    if (root.has("indices")) read_indices(root.group("indices"), result);
    if (root.has("lifting")) read_lifting(root.group("lifting"), result);
    read_muscles(root.group("muscles"), result);
    read_segments(root.group("body"), result);
    read_forces(root.group("external_forces"), result);
    if (root.has("warnings")) read_body_warnings(root.group("warnings"), result);
}

}  // namespace spondyl
