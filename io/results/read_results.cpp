// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/error.hpp"
#include "io/results/body_groups.hpp"
#include "io/results/column_groups.hpp"
#include "io/results/hdf5.hpp"
#include "io/results/history_columns.hpp"
#include "io/results/restart_group.hpp"
#include "io/results/result_file.hpp"
#include "io/results/structure_groups.hpp"

namespace spondyl {

namespace {

using hdf5::Dataset;
using hdf5::Group;

ResultMesh read_mesh(const Group& vtk) {
    ResultMesh mesh;
    mesh.nodes = points_of(vtk.read<double>("Points"));
    const std::vector<std::int64_t> connectivity = vtk.read<std::int64_t>("Connectivity");
    mesh.hexes.resize(connectivity.size() / 8);
    for (std::size_t i = 0; i < 8 * mesh.hexes.size(); ++i)
        mesh.hexes[i / 8][i % 8] = static_cast<int>(connectivity[i]);
    const Group cells = vtk.group("CellData");
    mesh.part = read_column<std::int32_t>(cells, "part", mesh.hexes.size());
    mesh.level = read_column<std::int32_t>(cells, "level", mesh.hexes.size());
    return mesh;
}

void read_states(const Group& root, const Group& vtk, Result& result) {
    const hsize_t nodes = result.mesh.nodes.size(), cells = result.mesh.hexes.size();
    const Group states = root.group("states");
    const std::vector<double> times = vtk.group("Steps").read<double>("Values");
    const std::vector<std::string> steps = states.read_texts("step");
    if (steps.size() != times.size()) throw hdf5::Error("there are not as many step names as times");
    result.states.resize(times.size());
    const Dataset<double> displacement = vtk.group("PointData").dataset<double>("displacement_mm");
    for (std::size_t i = 0; i < times.size(); ++i) {
        result.states[i].step = steps[i];
        result.states[i].time = times[i];
        result.states[i].displacement = points_of(displacement.read_rows(i * nodes, nodes));
    }
    for (const std::string& name : states.read_texts("cell_fields")) {
        const Dataset<double> values = vtk.group("CellData").dataset<double>(name);
        for (std::size_t i = 0; i < times.size(); ++i) {
            result.states[i].cell_fields.push_back(
                {name, static_cast<int>(values.columns()), values.read_rows(i * cells, cells)});
        }
    }
}

void read_summary(const Group& root, Result& result) {
    const Group summary = root.group("summary");
    const std::vector<std::int32_t> state = summary.read<std::int32_t>("state");
    const std::vector<std::string> discs = summary.read_texts("disc");
    if (discs.size() != state.size()) throw hdf5::Error("summary/disc and summary/state differ in length");
    std::vector<DiscMeasures> rows(state.size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].disc = find_name<Disc>(disc_names, discs[i]);
    read_columns(summary, disc_measure_columns(), rows);
    for (std::size_t i = 0; i < rows.size(); ++i)
        result.states.at(static_cast<std::size_t>(state[i])).discs.push_back(rows[i]);
}

void read_history(const Group& root, Result& result) {
    const Group history = root.group("history");
    const std::vector<std::uint8_t> converged = history.read<std::uint8_t>("converged");
    result.history.resize(converged.size());
    for (std::size_t i = 0; i < converged.size(); ++i) result.history[i].converged = converged[i] != 0;
    for (const HistoryNumber& column : history_numbers) {
        const std::vector<double> values = read_column<double>(history, std::string(column.name), converged.size());
        for (std::size_t i = 0; i < values.size(); ++i) result.history[i].*column.member = values[i];
    }
    for (const HistoryCount& column : history_counts) {
        const std::vector<std::int32_t> values =
            read_column<std::int32_t>(history, std::string(column.name), converged.size());
        for (std::size_t i = 0; i < values.size(); ++i) result.history[i].*column.member = values[i];
    }
}

void read_bones(const Group& root, Result& result) {
    const Group bones = root.group("bones");
    for (const std::string& name : bones.read_texts("names")) {
        const Group group = bones.group(name);
        BoneSurface bone;
        bone.vertebra = name;
        bone.surface.points = points_of(group.read<double>("points"));
        const std::vector<std::int32_t> triangles = group.read<std::int32_t>("triangles");
        bone.surface.triangles.resize(triangles.size() / 3);
        for (std::size_t i = 0; i < 3 * bone.surface.triangles.size(); ++i) {
            bone.surface.triangles[i / 3][i % 3] = triangles[i];
        }
        const std::vector<double> centre = read_column<double>(group, "centre", 3);
        bone.centre = Vec3(centre[0], centre[1], centre[2]);
        result.bones.push_back(std::move(bone));
        const std::vector<double> translation = read_column<double>(group, "translation", 3 * result.states.size());
        const std::vector<double> rotation = read_column<double>(group, "rotation", 9 * result.states.size());
        for (std::size_t i = 0; i < result.states.size(); ++i) {
            RigidMotion motion;
            for (int k = 0; k < 3; ++k) motion.translation[k] = translation[3 * i + static_cast<std::size_t>(k)];
            for (int k = 0; k < 9; ++k) motion.rotation(k / 3, k % 3) = rotation[9 * i + static_cast<std::size_t>(k)];
            result.states[i].bones.push_back(motion);
        }
    }
}

void read_provenance(const Group& root, Result& result) {
    const Group provenance = root.group("provenance");
    result.title = provenance.read_text("title");
    result.canonical_scenario = provenance.read_text("canonical_scenario");
    result.scenario_sha256 = provenance.read_text("scenario_sha256");
    if (provenance.has("run_id")) result.run_id = provenance.read_text("run_id");
    // It goes into pictures and exports as it is.
    if (result.run_id.size() > 64 || result.run_id.find_first_not_of("0123456789abcdef") != std::string::npos)
        throw hdf5::Error("provenance/run_id is no identifier");
    result.threads = static_cast<int>(read_column<std::int64_t>(provenance, "threads", 1).front());
    result.wall_seconds = read_column<double>(provenance, "wall_seconds", 1).front();
    const std::vector<std::string> keys = provenance.read_texts("keys"), values = provenance.read_texts("values");
    if (keys.size() != values.size()) throw hdf5::Error("provenance/keys and provenance/values differ in length");
    for (std::size_t i = 0; i < keys.size(); ++i) result.provenance.emplace_back(keys[i], values[i]);
}

}  // namespace

Result read_results(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path)) throw UserError(fmt::format("there is no file {}", path.string()));
    try {
        const hdf5::File file = hdf5::File::open(path);
        const Group root = file.root();
        const Group vtk = root.group("VTKHDF");
        const std::vector<std::int64_t> version = vtk.integer_attribute("Version");
        if (version.empty() || version[0] != 2) throw hdf5::Error("the VTKHDF version is not 2");
        Result result;
        result.mesh = read_mesh(vtk);
        read_states(root, vtk, result);
        read_summary(root, result);
        read_history(root, result);
        read_bones(root, result);
        read_structures(root, result);
        read_body(root, result);
        read_provenance(root, result);
        const Group status = root.group("status");
        result.complete = status.integer_attribute("complete").at(0) != 0;
        result.failure = status.read_text("failure");
        result.restart = read_restart(root);
        if (status.has("warnings")) result.warnings = status.read_texts("warnings");
        return result;
    } catch (const hdf5::Error& error) {
        throw UserError(fmt::format("{} is not a result of spondyl run: {}", path.string(), error.what()));
    } catch (const std::out_of_range&) {
        throw UserError(
            fmt::format("{} is not a result of spondyl run: it refers to a state it does not hold", path.string()));
    }
}

bool holds_complete_result(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return false;
    try {
        const hdf5::File file = hdf5::File::open(path);
        const std::vector<std::int64_t> complete = file.root().group("status").integer_attribute("complete");
        return complete.size() == 1 && complete.front() != 0;
    } catch (const hdf5::Error&) {
        return false;
    }
}

}  // namespace spondyl
