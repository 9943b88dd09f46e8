// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/error.hpp"
#include "io/results/applied_loads.hpp"
#include "io/results/body_groups.hpp"
#include "io/results/check_result.hpp"
#include "io/results/column_groups.hpp"
#include "io/results/hdf5.hpp"
#include "io/results/history_columns.hpp"
#include "io/results/restart_group.hpp"
#include "io/results/result_file.hpp"
#include "io/results/structure_groups.hpp"
#include "io/results/verdict_group.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using hdf5::Dataset;
using hdf5::Group;

constexpr std::uint8_t vtk_hexahedron = 12;
// Large enough to compress well, small enough that reading one state does not unpack the next; below
// hdf5::largest_chunk_bytes.
constexpr hsize_t chunk_rows = 8192;

template <class T>
void write_table(Group& group, const std::string& name, hsize_t columns, const std::vector<T>& values) {
    group.create_dataset<T>(name, {values.size() / columns, columns}).write_rows(0, values);
}

void write_geometry(Group& vtk, const ResultMesh& mesh) {
    const hsize_t nodes = mesh.nodes.size(), cells = mesh.hexes.size();
    vtk.create_dataset<double>("Points", {nodes, 3}, chunk_rows).write_rows(0, flat(mesh.nodes));
    std::vector<std::int64_t> connectivity, offsets = {0};
    for (const Hex& hex : mesh.hexes) {
        connectivity.insert(connectivity.end(), hex.begin(), hex.end());
        offsets.push_back(static_cast<std::int64_t>(connectivity.size()));
    }
    vtk.create_dataset<std::int64_t>("Connectivity", {connectivity.size()}, 8 * chunk_rows).write_rows(0, connectivity);
    vtk.create_dataset<std::int64_t>("Offsets", {offsets.size()}, chunk_rows).write_rows(0, offsets);
    vtk.create_dataset<std::uint8_t>("Types", {cells}, chunk_rows)
        .write_rows(0, std::vector<std::uint8_t>(cells, vtk_hexahedron));
    vtk.write<std::int64_t>("NumberOfPoints", {static_cast<std::int64_t>(nodes)});
    vtk.write<std::int64_t>("NumberOfCells", {static_cast<std::int64_t>(cells)});
    vtk.write<std::int64_t>("NumberOfConnectivityIds", {static_cast<std::int64_t>(connectivity.size())});
}

// Where each state starts in an array that is appended state by state (rows > 0) or stored once (rows = 0).
std::vector<std::int64_t> offsets_of(std::size_t states, std::size_t rows) {
    std::vector<std::int64_t> offsets(states);
    for (std::size_t i = 0; i < states; ++i) offsets[i] = static_cast<std::int64_t>(i * rows);
    return offsets;
}

void write_steps(Group& vtk, const Result& result) {
    const std::size_t states = result.states.size();
    const std::vector<std::int64_t> start(states, 0);
    Group steps = vtk.create_group("Steps");
    steps.attribute("NSteps", static_cast<std::int64_t>(states));
    std::vector<double> times;
    for (const ResultState& state : result.states) times.push_back(state.time);
    steps.write("Values", times);
    steps.write("PartOffsets", start);
    steps.write("NumberOfParts", std::vector<std::int64_t>(states, 1));
    steps.write("PointOffsets", start);
    write_table(steps, "CellOffsets", 1, start);
    write_table(steps, "ConnectivityIdOffsets", 1, start);
    steps.create_group("PointDataOffsets").write("displacement_mm", offsets_of(states, result.mesh.nodes.size()));
    Group cells = steps.create_group("CellDataOffsets");
    cells.write("part", start);
    cells.write("level", start);
    for (const Field& field : result.states.front().cell_fields) {
        cells.write(field.name, offsets_of(states, result.mesh.hexes.size()));
    }
}

void write_fields(Group& vtk, const Result& result) {
    const hsize_t states = result.states.size(), nodes = result.mesh.nodes.size(), cells = result.mesh.hexes.size();
    Group points = vtk.create_group("PointData");
    Dataset<double> displacement = points.create_dataset<double>("displacement_mm", {states * nodes, 3}, chunk_rows);
    for (hsize_t i = 0; i < states; ++i) displacement.write_rows(i * nodes, flat(result.states[i].displacement));

    Group cell_data = vtk.create_group("CellData");
    cell_data.create_dataset<std::int32_t>("part", {cells}, chunk_rows).write_rows(0, result.mesh.part);
    cell_data.create_dataset<std::int32_t>("level", {cells}, chunk_rows).write_rows(0, result.mesh.level);
    for (std::size_t f = 0; f < result.states.front().cell_fields.size(); ++f) {
        const Field& first = result.states.front().cell_fields[f];
        hdf5::Shape shape = {states * cells};
        if (first.components > 1) shape.push_back(static_cast<hsize_t>(first.components));
        Dataset<double> values = cell_data.create_dataset<double>(first.name, shape, chunk_rows);
        for (hsize_t i = 0; i < states; ++i) values.write_rows(i * cells, result.states[i].cell_fields[f].values);
    }
}

void write_states(Group& root, const Result& result) {
    Group states = root.create_group("states");
    std::vector<std::string> steps, fields;
    for (const ResultState& state : result.states) steps.push_back(state.step);
    for (const Field& field : result.states.front().cell_fields) fields.push_back(field.name);
    states.write_texts("step", steps);
    states.write_texts("cell_fields", fields);
}

void write_summary(Group& root, const Result& result) {
    std::vector<std::int32_t> index;
    std::vector<std::string> steps, discs;
    std::vector<double> times;
    std::vector<DiscMeasures> rows;
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        for (const DiscMeasures& disc : result.states[i].discs) {
            index.push_back(static_cast<std::int32_t>(i));
            steps.push_back(result.states[i].step);
            times.push_back(result.states[i].time);
            discs.emplace_back(name(disc.disc));
            rows.push_back(disc);
        }
    }
    Group summary = root.create_group("summary");
    summary.write("state", index);
    summary.write_texts("step", steps);
    summary.write("time", times);
    summary.write_texts("disc", discs);
    write_columns(summary, disc_measure_columns(), rows);
}

void write_applied_loads(Group& root, const Result& result) {
    const std::vector<StateLoads> states = loads_of_states(result);
    Group group = root.create_group("applied_loads");
    for (const AppliedLoad& load : applied_loads) {
        const std::string name(load.name);
        std::vector<double> values;
        for (const StateLoads& state : states) values.push_back(state.loads.*load.member);
        group.write(name, values);
        group.attribute("unit", load.unit, name);
        group.attribute("doc", load.doc, name);
    }
    std::vector<double> seconds;
    for (const StateLoads& state : states) seconds.push_back(state.time_s);
    group.write("time_s", seconds);
    group.attribute("unit", "s", "time_s");
    group.attribute("doc", "Time since the unloaded spine", "time_s");
}

void write_history(Group& root, const Result& result) {
    Group history = root.create_group("history");
    for (const HistoryNumber& column : history_numbers) {
        std::vector<double> values;
        for (const HistoryRow& row : result.history) values.push_back(row.*column.member);
        history.write(std::string(column.name), values);
        history.attribute("unit", column.unit, std::string(column.name));
        history.attribute("doc", column.doc, std::string(column.name));
    }
    for (const HistoryCount& column : history_counts) {
        std::vector<std::int32_t> values;
        for (const HistoryRow& row : result.history) values.push_back(row.*column.member);
        history.write(std::string(column.name), values);
        history.attribute("doc", column.doc, std::string(column.name));
    }
    std::vector<std::uint8_t> converged;
    for (const HistoryRow& row : result.history) converged.push_back(row.converged ? 1 : 0);
    history.write("converged", converged);
    history.attribute("doc", "1 if the increment was accepted, 0 if it was cut", "converged");
}

void write_bones(Group& root, const Result& result) {
    Group bones = root.create_group("bones");
    std::vector<std::string> names;
    for (std::size_t b = 0; b < result.bones.size(); ++b) {
        const BoneSurface& bone = result.bones[b];
        names.push_back(bone.vertebra);
        Group group = bones.create_group(bone.vertebra);
        group.create_dataset<double>("points", {bone.surface.points.size(), 3}, chunk_rows)
            .write_rows(0, flat(bone.surface.points));
        std::vector<std::int32_t> triangles;
        for (const Triangle& t : bone.surface.triangles) triangles.insert(triangles.end(), t.begin(), t.end());
        group.create_dataset<std::int32_t>("triangles", {bone.surface.triangles.size(), 3}, chunk_rows)
            .write_rows(0, triangles);
        group.write("centre", std::vector<double>(bone.centre.begin(), bone.centre.end()));
        std::vector<double> translation, rotation;
        for (const ResultState& state : result.states) {
            const RigidMotion& motion = state.bones[b];
            translation.insert(translation.end(), motion.translation.begin(), motion.translation.end());
            for (int k = 0; k < 9; ++k) rotation.push_back(motion.rotation(k / 3, k % 3));
        }
        write_table(group, "translation", 3, translation);
        write_table(group, "rotation", 9, rotation);
        for (const char* length : {"points", "centre", "translation"}) group.attribute("unit", "mm", length);
        group.attribute("doc", "x = centre + translation + rotation * (X - centre); rotation row by row", "rotation");
    }
    bones.write_texts("names", names);
}

void write_provenance(Group& root, const Result& result) {
    Group provenance = root.create_group("provenance");
    provenance.write_text("title", result.title);
    provenance.write_text("canonical_scenario", result.canonical_scenario);
    provenance.write_text("scenario_sha256", result.scenario_sha256);
    provenance.write_text("run_id", result.run_id);
    provenance.write<std::int64_t>("threads", {result.threads});
    provenance.write<double>("wall_seconds", {result.wall_seconds});
    provenance.attribute("unit", "s", "wall_seconds");
    std::vector<std::string> keys, values;
    for (const auto& [key, value] : result.provenance) {
        keys.push_back(key);
        values.push_back(value);
    }
    provenance.write_texts("keys", keys);
    provenance.write_texts("values", values);
}

void fill(Group& root, const Result& result) {
    Group vtk = root.create_group("VTKHDF");
    vtk.attribute("Version", std::vector<std::int64_t>{2, 0});
    vtk.attribute("Type", "UnstructuredGrid");
    write_geometry(vtk, result.mesh);
    write_fields(vtk, result);
    write_steps(vtk, result);
    write_states(root, result);
    write_summary(root, result);
    write_applied_loads(root, result);
    write_history(root, result);
    write_bones(root, result);
    write_structures(root, result);
    write_body(root, result);
    write_verdicts(root, result);
    write_provenance(root, result);
    Group status = root.create_group("status");
    status.attribute("complete", std::int64_t{result.complete ? 1 : 0});
    status.write_text("failure", result.failure);
    if (result.restart) write_restart(root, *result.restart);
}

}  // namespace

void write_results(const Result& result, const fs::path& path) {
    try {
        check_result(result);
    } catch (const BrokenRule& broken) {
        throw InternalError(fmt::format("a result that cannot be written: {}", broken.what()));
    }
    hdf5::write_file(path, [&](Group& root) { fill(root, result); });
}

}  // namespace spondyl
