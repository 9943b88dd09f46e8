// SPDX-License-Identifier: Apache-2.0
#include "core/mesh/cells.hpp"
#include "io/results/column_groups.hpp"
#include "io/results/field_groups.hpp"
#include "io/results/history_columns.hpp"

namespace spondyl {

namespace {

using hdf5::Dataset;
using hdf5::Group;

using States = std::vector<const FieldState*>;

void write_cells(Group& group, const std::vector<CellBlock>& blocks) {
    std::vector<std::int64_t> connectivity, offsets = {0};
    std::vector<std::uint8_t> types;
    for (const CellBlock& block : blocks) {
        for (std::size_t c = 0; c < block.size(); ++c) {
            connectivity.insert(connectivity.end(), block[c].begin(), block[c].end());
            offsets.push_back(static_cast<std::int64_t>(connectivity.size()));
        }
        types.resize(offsets.size() - 1, static_cast<std::uint8_t>(block.type));
    }
    group.create_dataset<std::int64_t>("Connectivity", {connectivity.size()}, 8 * chunk_rows)
        .write_rows(0, connectivity);
    group.create_dataset<std::int64_t>("Offsets", {offsets.size()}, chunk_rows).write_rows(0, offsets);
    group.create_dataset<std::uint8_t>("Types", {types.size()}, chunk_rows).write_rows(0, types);
}

void write_geometry(Group& vtk, const Mesh& mesh) {
    const auto one = [&](const char* name, std::size_t count) {
        vtk.write<std::int64_t>(name, {static_cast<std::int64_t>(count)});
    };
    std::size_t connectivity = 0;
    for (const CellBlock& block : mesh.blocks) connectivity += block.connectivity.size();
    vtk.create_dataset<double>("Points", {mesh.nodes.size(), 3}, chunk_rows).write_rows(0, flat(mesh.nodes));
    write_cells(vtk, mesh.blocks);
    one("NumberOfPoints", mesh.nodes.size());
    one("NumberOfCells", cell_count(mesh));
    one("NumberOfConnectivityIds", connectivity);
}

// Start of each state in an array that is appended state by state (rows > 0) or stored once (rows = 0).
std::vector<std::int64_t> offsets_of(std::size_t states, std::size_t rows) {
    std::vector<std::int64_t> offsets(states);
    for (std::size_t i = 0; i < states; ++i) offsets[i] = static_cast<std::int64_t>(i * rows);
    return offsets;
}

void write_steps(Group& vtk, const Mesh& mesh, const States& states, const std::vector<CellNumbers>& cell_numbers) {
    const std::vector<std::int64_t> start(states.size(), 0);
    Group steps = vtk.create_group("Steps");
    steps.attribute("NSteps", static_cast<std::int64_t>(states.size()));
    std::vector<double> times;
    for (const FieldState* state : states) times.push_back(state->time);
    steps.write("Values", times);
    steps.write("PartOffsets", start);
    steps.write("NumberOfParts", std::vector<std::int64_t>(states.size(), 1));
    steps.write("PointOffsets", start);
    write_table(steps, "CellOffsets", 1, start);
    write_table(steps, "ConnectivityIdOffsets", 1, start);
    Group points = steps.create_group("PointDataOffsets");
    points.write("displacement_mm", offsets_of(states.size(), mesh.nodes.size()));
    for (const Field& field : states.front()->node_fields)
        points.write(field.name, offsets_of(states.size(), mesh.nodes.size()));
    Group cells = steps.create_group("CellDataOffsets");
    for (const CellNumbers& numbers : cell_numbers) cells.write(numbers.name, start);
    for (const Field& field : states.front()->cell_fields)
        cells.write(field.name, offsets_of(states.size(), cell_count(mesh)));
}

void write_fields(Group& data, const States& states, std::vector<Field> FieldState::*fields, hsize_t rows) {
    for (std::size_t f = 0; f < (states.front()->*fields).size(); ++f) {
        const Field& first = (states.front()->*fields)[f];
        hdf5::Shape shape = {states.size() * rows};
        if (first.components > 1) shape.push_back(static_cast<hsize_t>(first.components));
        Dataset<double> values = data.create_dataset<double>(first.name, shape, chunk_rows);
        for (hsize_t i = 0; i < states.size(); ++i) values.write_rows(i * rows, (states[i]->*fields)[f].values);
        if (!first.unit.empty()) data.attribute("unit", first.unit, first.name);
        if (!first.doc.empty()) data.attribute("doc", first.doc, first.name);
    }
}

void write_sets(Group& root, const Mesh& mesh) {
    if (mesh.node_sets.empty() && mesh.cell_sets.empty() && mesh.face_sets.empty()) return;
    Group sets = root.create_group("sets");
    Group nodes = sets.create_group("nodes");
    for (const auto& [name, set] : mesh.node_sets) nodes.write(name, std::vector<std::int32_t>(set.begin(), set.end()));
    Group cells = sets.create_group("cells");
    for (const auto& [name, set] : mesh.cell_sets) cells.write(name, std::vector<std::int32_t>(set.begin(), set.end()));
    Group faces = sets.create_group("faces");
    for (const auto& [name, blocks] : mesh.face_sets) {
        Group group = faces.create_group(name);
        write_cells(group, blocks);
    }
}

}  // namespace

void write_vtk(Group& root, const Mesh& mesh, const States& states, const std::vector<CellNumbers>& cell_numbers) {
    Group vtk = root.create_group("VTKHDF");
    vtk.attribute("Version", std::vector<std::int64_t>{2, 0});
    vtk.attribute("Type", "UnstructuredGrid");
    write_geometry(vtk, mesh);
    const hsize_t nodes = mesh.nodes.size();
    Group points = vtk.create_group("PointData");
    Dataset<double> displacement =
        points.create_dataset<double>("displacement_mm", {states.size() * nodes, 3}, chunk_rows);
    for (hsize_t i = 0; i < states.size(); ++i) displacement.write_rows(i * nodes, flat(states[i]->displacement));
    write_fields(points, states, &FieldState::node_fields, nodes);
    const hsize_t cells = cell_count(mesh);
    Group cell_data = vtk.create_group("CellData");
    for (const CellNumbers& numbers : cell_numbers)
        cell_data.create_dataset<std::int32_t>(numbers.name, {cells}, chunk_rows).write_rows(0, numbers.values);
    write_fields(cell_data, states, &FieldState::cell_fields, cells);
    write_steps(vtk, mesh, states, cell_numbers);
    write_sets(root, mesh);
}

void write_states(Group& root, const States& states) {
    Group group = root.create_group("states");
    std::vector<std::string> steps, cell_fields, node_fields;
    for (const FieldState* state : states) steps.push_back(state->step);
    for (const Field& field : states.front()->cell_fields) cell_fields.push_back(field.name);
    for (const Field& field : states.front()->node_fields) node_fields.push_back(field.name);
    group.write_texts("step", steps);
    group.write_texts("cell_fields", cell_fields);
    group.write_texts("node_fields", node_fields);
}

void write_history(Group& root, const std::vector<HistoryRow>& rows) {
    Group history = root.create_group("history");
    for (const HistoryNumber& column : history_numbers) {
        std::vector<double> values;
        values.reserve(rows.size());
        for (const HistoryRow& row : rows) values.push_back(row.*column.member);
        history.write(std::string(column.name), values);
        history.attribute("unit", column.unit, std::string(column.name));
        history.attribute("doc", column.doc, std::string(column.name));
    }
    for (const HistoryCount& column : history_counts) {
        std::vector<std::int32_t> values;
        values.reserve(rows.size());
        for (const HistoryRow& row : rows) values.push_back(row.*column.member);
        history.write(std::string(column.name), values);
        history.attribute("doc", column.doc, std::string(column.name));
    }
    std::vector<std::uint8_t> converged;
    converged.reserve(rows.size());
    for (const HistoryRow& row : rows) converged.push_back(row.converged ? 1 : 0);
    history.write("converged", converged);
    history.attribute("doc", "1 if the increment was accepted, 0 if it was cut", "converged");
}

void write_provenance(Group& root, const RunInfo& run) {
    Group provenance = root.create_group("provenance");
    provenance.write_text("title", run.title);
    provenance.write_text("canonical_scenario", run.canonical_scenario);
    provenance.write_text("scenario_sha256", run.scenario_sha256);
    provenance.write_text("run_id", run.run_id);
    provenance.write<std::int64_t>("threads", {run.threads});
    provenance.write<double>("wall_seconds", {run.wall_seconds});
    provenance.attribute("unit", "s", "wall_seconds");
    std::vector<std::string> keys, values;
    for (const auto& [key, value] : run.provenance) {
        keys.push_back(key);
        values.push_back(value);
    }
    provenance.write_texts("keys", keys);
    provenance.write_texts("values", values);
}

Group write_status(Group& root, const RunInfo& run) {
    Group status = root.create_group("status");
    status.attribute("complete", std::int64_t{run.complete ? 1 : 0});
    status.write_text("failure", run.failure);
    return status;
}

}  // namespace spondyl
