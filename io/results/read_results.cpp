// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <limits>
#include <new>
#include <set>

#include "core/error.hpp"
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

using hdf5::Dataset;
using hdf5::Group;

ResultMesh read_mesh(const Group& vtk) {
    ResultMesh mesh;
    mesh.nodes = read_points(vtk, "Points");
    const std::vector<std::int64_t> connectivity = vtk.read<std::int64_t>("Connectivity");
    if (connectivity.size() % 8 != 0)
        throw hdf5::Error(
            fmt::format("{} has {} rows, no multiple of 8", vtk.path_of("Connectivity"), connectivity.size()));
    mesh.hexes.resize(connectivity.size() / 8);
    for (std::size_t i = 0; i < connectivity.size(); ++i) {
        const std::int64_t node = connectivity[i];
        if (node < 0 || node >= static_cast<std::int64_t>(mesh.nodes.size()))
            throw hdf5::Error(fmt::format("{}, row {}: there is no node {} among {}", vtk.path_of("Connectivity"), i,
                                          node, mesh.nodes.size()));
        mesh.hexes[i / 8][i % 8] = static_cast<int>(node);
    }
    const Group cells = vtk.group("CellData");
    mesh.part = read_column<std::int32_t>(cells, "part", mesh.hexes.size());
    mesh.level = read_column<std::int32_t>(cells, "level", mesh.hexes.size());
    return mesh;
}

void read_fields(const Group& states, const Group& cell_data, Result& result) {
    const hsize_t count = result.states.size(), cells = result.mesh.hexes.size();
    std::set<std::string> names;
    for (const std::string& name : states.read_texts("cell_fields")) {
        if (!names.insert(name).second)
            throw hdf5::Error(fmt::format("{}: two fields are called {}", states.path_of("cell_fields"), name));
        const Dataset<double> values = cell_data.dataset<double>(name);
        // A tensor has nine components.
        if (values.shape().size() > 2 || values.columns() > 9 || values.rows() != hdf5::saturated_product(count, cells))
            throw hdf5::Error(fmt::format("{} has the shape {} where {} states x {} cells have a row each",
                                          values.name(), fmt::join(values.shape(), " x "), count, cells));
        cell_data.claim<Field>(count, name);
        for (hsize_t i = 0; i < count; ++i) {
            result.states[i].cell_fields.push_back(
                {name, static_cast<int>(values.columns()), values.read_rows(i * cells, cells)});
        }
    }
}

void read_states(const Group& root, const Group& vtk, Result& result) {
    const Group states = root.group("states");
    const std::vector<double> times = vtk.group("Steps").read<double>("Values");
    const std::vector<std::string> steps = read_texts(states, "step", times.size());
    states.claim<ResultState>(times.size(), "step");
    result.states.resize(times.size());
    const hsize_t nodes = result.mesh.nodes.size();
    const Dataset<double> displacement = vtk.group("PointData").dataset<double>("displacement_mm");
    if (displacement.shape().size() != 2 || displacement.columns() != 3 ||
        displacement.rows() != hdf5::saturated_product(times.size(), nodes))
        throw hdf5::Error(fmt::format("{} has the shape {} where {} states x {} nodes have a row each",
                                      displacement.name(), fmt::join(displacement.shape(), " x "), times.size(),
                                      nodes));
    for (std::size_t i = 0; i < times.size(); ++i) {
        result.states[i].step = steps[i];
        result.states[i].time = times[i];
        result.states[i].displacement = points_of(displacement.read_rows(i * nodes, nodes));
    }
    read_fields(states, vtk.group("CellData"), result);
}

void read_summary(const Group& root, Result& result) {
    const Group summary = root.group("summary");
    const std::vector<std::size_t> state = read_state_column(summary, result);
    const std::vector<Disc> discs = read_names<Disc>(summary, "disc");
    if (discs.size() != state.size())
        throw hdf5::Error(fmt::format("{}: columns of different length", summary.path_of("disc")));
    summary.claim<DiscMeasures>(state.size(), "disc");
    std::vector<DiscMeasures> rows(state.size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].disc = discs[i];
    read_columns(summary, disc_measure_columns(), rows);
    for (std::size_t i = 0; i < rows.size(); ++i) result.states[state[i]].discs.push_back(rows[i]);
}

void read_history(const Group& root, Result& result) {
    const Group history = root.group("history");
    const std::vector<std::uint8_t> converged = history.read<std::uint8_t>("converged");
    history.claim<HistoryRow>(converged.size(), "converged");
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
    const std::size_t states = result.states.size();
    for (const std::string& name : bones.read_texts("names")) {
        const Group group = bones.group(name);
        bones.claim<BoneSurface>(1, "names");
        BoneSurface bone;
        bone.vertebra = name;
        bone.surface = read_surface(group);
        const std::vector<double> centre = read_column<double>(group, "centre", 3);
        bone.centre = Vec3(centre[0], centre[1], centre[2]);
        result.bones.push_back(std::move(bone));
        const std::vector<double> translation = read_table<double>(group, "translation", 3, states);
        const std::vector<double> rotation = read_table<double>(group, "rotation", 9, states);
        for (std::size_t i = 0; i < states; ++i) {
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
    const std::int64_t threads = read_column<std::int64_t>(provenance, "threads", 1).front();
    if (threads < 1 || threads > std::numeric_limits<int>::max())
        throw hdf5::Error(fmt::format("{} is {}", provenance.path_of("threads"), threads));
    result.threads = static_cast<int>(threads);
    result.wall_seconds = read_column<double>(provenance, "wall_seconds", 1).front();
    const std::vector<std::string> keys = provenance.read_texts("keys"),
                                   values = read_texts(provenance, "values", keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) result.provenance.emplace_back(keys[i], values[i]);
}

Result read_all(const Group& root) {
    const Group vtk = root.group("VTKHDF");
    const std::vector<std::int64_t> version = vtk.integer_attribute("Version");
    if (version.size() != 2 || version[0] != 2) throw hdf5::Error("the VTKHDF version is not 2");
    Result result;
    result.mesh = read_mesh(vtk);
    read_states(root, vtk, result);
    read_summary(root, result);
    read_history(root, result);
    read_bones(root, result);
    read_structures(root, result);
    read_body(root, result);
    read_verdicts(root, result);
    read_provenance(root, result);
    const Group status = root.group("status");
    const std::vector<std::int64_t> complete = status.integer_attribute("complete");
    if (complete.size() != 1) throw hdf5::Error(status.path_of("complete") + " is not one number");
    result.complete = complete[0] != 0;
    result.failure = status.read_text("failure");
    result.restart = read_restart(root);
    return result;
}

}  // namespace

Result read_results(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path)) throw UserError(fmt::format("there is no file {}", path.string()));
    const auto refuse = [&](const std::string& why) {
        return UserError(fmt::format("{} is not a result of spondyl run: {}", path.string(), why));
    };
    try {
        const hdf5::File file = hdf5::File::open(path);
        Result result = read_all(file.root());
        check_result(result);
        return result;
    } catch (const hdf5::Error& error) {
        throw refuse(error.what());
    } catch (const BrokenRule& broken) {
        throw refuse(broken.what());
    } catch (const std::bad_alloc&) {
        throw UserError(fmt::format("there is not enough memory to read {}", path.string()));
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
