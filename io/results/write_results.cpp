// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/error.hpp"
#include "io/results/applied_loads.hpp"
#include "io/results/body_groups.hpp"
#include "io/results/check_result.hpp"
#include "io/results/column_groups.hpp"
#include "io/results/field_groups.hpp"
#include "io/results/hdf5.hpp"
#include "io/results/restart_group.hpp"
#include "io/results/result_file.hpp"
#include "io/results/structure_groups.hpp"
#include "io/results/verdict_group.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using hdf5::Group;

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
        values.reserve(states.size());
        for (const StateLoads& state : states) values.push_back(state.loads.*load.member);
        group.write(name, values);
        group.attribute("unit", load.unit, name);
        group.attribute("doc", load.doc, name);
    }
    std::vector<double> seconds;
    seconds.reserve(states.size());
    for (const StateLoads& state : states) seconds.push_back(state.time_s);
    group.write("time_s", seconds);
    group.attribute("unit", "s", "time_s");
    group.attribute("doc", "Time since the unloaded spine", "time_s");
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

void fill(Group& root, const Result& result) {
    const std::vector<const FieldState*> states = field_states(result.states);
    write_vtk(root, result.mesh, states, {{"part", result.mesh.part}, {"level", result.mesh.level}});
    write_states(root, states);
    write_summary(root, result);
    write_applied_loads(root, result);
    write_history(root, result.history);
    write_bones(root, result);
    write_structures(root, result);
    write_body(root, result);
    write_verdicts(root, result);
    write_provenance(root, result);
    write_status(root, result);
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
