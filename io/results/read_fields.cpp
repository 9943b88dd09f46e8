// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <set>

#include "core/mesh/cells.hpp"
#include "io/results/column_groups.hpp"
#include "io/results/field_groups.hpp"
#include "io/results/history_columns.hpp"

namespace spondyl {

namespace {

using hdf5::Dataset;
using hdf5::Group;

// Type and position of each cell are stored three times; all of it must agree before a cell is created.
std::vector<CellBlock> read_cells(const Group& group, std::size_t nodes) {
    const std::vector<std::int64_t> connectivity = group.read<std::int64_t>("Connectivity");
    const std::vector<std::uint8_t> types = group.read<std::uint8_t>("Types");
    const std::vector<std::int64_t> offsets = read_column<std::int64_t>(group, "Offsets", types.size() + 1);
    if (offsets.front() != 0 || offsets.back() != static_cast<std::int64_t>(connectivity.size()))
        throw hdf5::Error(fmt::format("{} goes from {} to {} where there are {} nodes of cells",
                                      group.path_of("Offsets"), offsets.front(), offsets.back(), connectivity.size()));
    std::size_t runs = 0;
    for (std::size_t i = 0; i < types.size(); ++i) runs += i == 0 || types[i] != types[i - 1] ? 1 : 0;
    group.claim<CellBlock>(runs, "Types");
    group.claim<int>(connectivity.size(), "Connectivity");
    std::vector<CellBlock> blocks;
    std::size_t next = 0;
    for (std::size_t i = 0; i < types.size(); ++i) {
        const CellKind* kind = find_cell_kind(CellType{types[i]});
        if (kind == nullptr)
            throw hdf5::Error(
                fmt::format("{}, row {}: no element has the VTK cell type {}", group.path_of("Types"), i, types[i]));
        // The sizes add up to the end that was checked above only if none of them is wrong.
        if (offsets[i] != static_cast<std::int64_t>(next) ||
            static_cast<std::size_t>(kind->nodes) > connectivity.size() - next)
            throw hdf5::Error(fmt::format("{}, row {}: {} is no place of a cell of {} nodes among {}",
                                          group.path_of("Offsets"), i, offsets[i], kind->nodes, connectivity.size()));
        if (i == 0 || types[i] != types[i - 1]) blocks.push_back({.type = kind->type, .connectivity = {}});
        for (const std::size_t end = next + static_cast<std::size_t>(kind->nodes); next < end; ++next) {
            const std::int64_t node = connectivity[next];
            if (node < 0 || node >= static_cast<std::int64_t>(nodes))
                throw hdf5::Error(fmt::format("{}, row {}: there is no node {} among {}", group.path_of("Connectivity"),
                                              next, node, nodes));
            blocks.back().connectivity.push_back(static_cast<int>(node));
        }
    }
    if (next != connectivity.size())
        throw hdf5::Error(
            fmt::format("{}: the last cell ends at {} of {}", group.path_of("Offsets"), next, connectivity.size()));
    return blocks;
}

// Names of groups or datasets that become keys.
std::vector<std::string> claimed_names(const Group& group, std::size_t bytes_each) {
    std::vector<std::string> names = group.names();
    for (const std::string& name : names) group.claim<char>(bytes_each + name.size(), name);
    return names;
}

void read_sets(const Group& sets, Mesh& mesh) {
    constexpr std::size_t bytes_each = 128;  // of a key in a map
    const std::size_t cells = cell_count(mesh);
    const auto read_numbers = [](const Group& group, std::size_t count, std::map<std::string, std::vector<int>>& to) {
        for (const std::string& name : claimed_names(group, bytes_each)) {
            const std::vector<std::int32_t> set = group.read<std::int32_t>(name);
            for (std::size_t i = 0; i < set.size(); ++i) {
                if (set[i] < 0 || static_cast<std::size_t>(set[i]) >= count)
                    throw hdf5::Error(
                        fmt::format("{}, row {}: there is no {} among {}", group.path_of(name), i, set[i], count));
            }
            to[name] = set;
        }
    };
    read_numbers(sets.group("nodes"), mesh.nodes.size(), mesh.node_sets);
    read_numbers(sets.group("cells"), cells, mesh.cell_sets);
    const Group faces = sets.group("faces");
    for (const std::string& name : claimed_names(faces, bytes_each))
        mesh.face_sets[name] = read_cells(faces.group(name), mesh.nodes.size());
}

std::vector<std::string> unique_names(const Group& states, const std::string& list) {
    std::vector<std::string> names = states.read_texts(list);
    std::set<std::string> known;
    for (const std::string& name : names) {
        if (!known.insert(name).second)
            throw hdf5::Error(fmt::format("{}: two fields are called {}", states.path_of(list), name));
    }
    return names;
}

void read_fields(const std::vector<std::string>& names, const Group& data, hsize_t rows, const std::string& of_each,
                 std::vector<FieldState>& states, std::vector<Field> FieldState::*fields) {
    const hsize_t count = states.size();
    for (const std::string& name : names) {
        const Dataset<double> values = data.dataset<double>(name);
        // A tensor has nine components.
        if (values.shape().size() > 2 || values.columns() > 9 || values.rows() != hdf5::saturated_product(count, rows))
            throw hdf5::Error(fmt::format("{} has the shape {} where {} states x {} {}s have a row each", values.name(),
                                          fmt::join(values.shape(), " x "), count, rows, of_each));
        Field field{.name = name, .components = static_cast<int>(values.columns()), .values = {}};
        if (data.has_attribute("unit", name)) field.unit = data.text_attribute("unit", name);
        if (data.has_attribute("doc", name)) field.doc = data.text_attribute("doc", name);
        data.claim<Field>(count, name);
        data.claim<char>(hdf5::saturated_product(count, name.size() + field.unit.size() + field.doc.size()), name);
        for (hsize_t i = 0; i < count; ++i) {
            field.values = values.read_rows(i * rows, rows);
            (states[i].*fields).push_back(field);
        }
    }
}

}  // namespace

Mesh read_mesh(const Group& root) {
    const Group vtk = root.group("VTKHDF");
    const std::vector<std::int64_t> version = vtk.integer_attribute("Version");
    if (version.size() != 2 || version[0] != 2) throw hdf5::Error("the VTKHDF version is not 2");
    Mesh mesh;
    mesh.nodes = read_points(vtk, "Points");
    if (mesh.nodes.size() > std::numeric_limits<int>::max())
        throw hdf5::Error(fmt::format("{} holds {} nodes", vtk.path_of("Points"), mesh.nodes.size()));
    mesh.blocks = read_cells(vtk, mesh.nodes.size());
    if (root.has("sets")) read_sets(root.group("sets"), mesh);
    return mesh;
}

std::vector<FieldState> read_states(const Group& root, const Mesh& mesh) {
    const Group vtk = root.group("VTKHDF"), group = root.group("states");
    const std::vector<double> times = vtk.group("Steps").read<double>("Values");
    const std::vector<std::string> steps = read_texts(group, "step", times.size());
    group.claim<FieldState>(times.size(), "step");
    std::vector<FieldState> states(times.size());
    const hsize_t nodes = mesh.nodes.size();
    const Group points = vtk.group("PointData");
    const Dataset<double> displacement = points.dataset<double>("displacement_mm");
    if (displacement.shape().size() != 2 || displacement.columns() != 3 ||
        displacement.rows() != hdf5::saturated_product(times.size(), nodes))
        throw hdf5::Error(fmt::format("{} has the shape {} where {} states x {} nodes have a row each",
                                      displacement.name(), fmt::join(displacement.shape(), " x "), times.size(),
                                      nodes));
    for (std::size_t i = 0; i < times.size(); ++i) {
        states[i].step = steps[i];
        states[i].time = times[i];
        states[i].displacement = points_of(displacement.read_rows(i * nodes, nodes));
    }
    read_fields(unique_names(group, "cell_fields"), vtk.group("CellData"), cell_count(mesh), "cell", states,
                &FieldState::cell_fields);
    if (group.has("node_fields"))  // files of version 0.1 have none
        read_fields(unique_names(group, "node_fields"), points, nodes, "node", states, &FieldState::node_fields);
    return states;
}

std::vector<HistoryRow> read_history(const Group& root) {
    const Group history = root.group("history");
    const std::vector<std::uint8_t> converged = history.read<std::uint8_t>("converged");
    history.claim<HistoryRow>(converged.size(), "converged");
    std::vector<HistoryRow> rows(converged.size());
    for (std::size_t i = 0; i < converged.size(); ++i) rows[i].converged = converged[i] != 0;
    for (const HistoryNumber& column : history_numbers) {
        const std::vector<double> values = read_column<double>(history, std::string(column.name), converged.size());
        for (std::size_t i = 0; i < values.size(); ++i) rows[i].*column.member = values[i];
    }
    for (const HistoryCount& column : history_counts) {
        const std::vector<std::int32_t> values =
            read_column<std::int32_t>(history, std::string(column.name), converged.size());
        for (std::size_t i = 0; i < values.size(); ++i) rows[i].*column.member = values[i];
    }
    return rows;
}

void read_run_info(const Group& root, RunInfo& run) {
    const Group provenance = root.group("provenance");
    run.title = provenance.read_text("title");
    run.canonical_scenario = provenance.read_text("canonical_scenario");
    run.scenario_sha256 = provenance.read_text("scenario_sha256");
    if (provenance.has("run_id")) run.run_id = provenance.read_text("run_id");
    // Used unchanged in pictures and exports.
    if (run.run_id.size() > 64 || run.run_id.find_first_not_of("0123456789abcdef") != std::string::npos)
        throw hdf5::Error("provenance/run_id is no identifier");
    const std::int64_t threads = read_column<std::int64_t>(provenance, "threads", 1).front();
    if (threads < 1 || threads > std::numeric_limits<int>::max())
        throw hdf5::Error(fmt::format("{} is {}", provenance.path_of("threads"), threads));
    run.threads = static_cast<int>(threads);
    run.wall_seconds = read_column<double>(provenance, "wall_seconds", 1).front();
    const std::vector<std::string> keys = provenance.read_texts("keys"),
                                   values = read_texts(provenance, "values", keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) run.provenance.emplace_back(keys[i], values[i]);
    const Group status = root.group("status");
    const std::vector<std::int64_t> complete = status.integer_attribute("complete");
    if (complete.size() != 1) throw hdf5::Error(status.path_of("complete") + " is not one number");
    run.complete = complete[0] != 0;
    run.failure = status.read_text("failure");
}

}  // namespace spondyl
