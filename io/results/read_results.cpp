// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/mesh/cells.hpp"
#include "io/results/body_groups.hpp"
#include "io/results/check_result.hpp"
#include "io/results/column_groups.hpp"
#include "io/results/field_groups.hpp"
#include "io/results/field_result_file.hpp"
#include "io/results/hdf5.hpp"
#include "io/results/read_file.hpp"
#include "io/results/restart_group.hpp"
#include "io/results/result_file.hpp"
#include "io/results/structure_groups.hpp"
#include "io/results/verdict_group.hpp"

namespace spondyl {

namespace {

using hdf5::Group;

void read_cell_numbers(const Group& root, ResultMesh& mesh) {
    const Group cells = root.group("VTKHDF").group("CellData");
    mesh.part = read_column<std::int32_t>(cells, "part", cell_count(mesh));
    mesh.level = read_column<std::int32_t>(cells, "level", cell_count(mesh));
}

void read_spine_states(const Group& root, Result& result) {
    std::vector<FieldState> states = read_states(root, result.mesh);
    root.group("states").claim<ResultState>(states.size(), "step");
    result.states.resize(states.size());
    for (std::size_t i = 0; i < states.size(); ++i) static_cast<FieldState&>(result.states[i]) = std::move(states[i]);
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

Result read_all(const Group& root) {
    Result result;
    static_cast<Mesh&>(result.mesh) = read_mesh(root);
    if (!holds_spine(root)) throw hdf5::Error("it holds a result without a spine");
    read_cell_numbers(root, result.mesh);
    read_spine_states(root, result);
    read_summary(root, result);
    result.history = read_history(root);
    read_bones(root, result);
    read_structures(root, result);
    read_body(root, result);
    read_verdicts(root, result);
    read_run_info(root, result);
    result.restart = read_restart(root);
    check_result(result);
    return result;
}

}  // namespace

Result read_results(const std::filesystem::path& path) {
    return read_result_file(path, read_all);
}

AnyResult read_any_result(const std::filesystem::path& path) {
    return read_result_file(path, [](const Group& root) {
        return holds_spine(root) ? AnyResult(read_all(root)) : AnyResult(read_field_groups(root));
    });
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
