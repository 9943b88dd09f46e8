// SPDX-License-Identifier: Apache-2.0
#include "io/results/state_group.hpp"

#include "io/results/column_groups.hpp"

namespace spondyl {

namespace {

constexpr hsize_t rotation_columns = 9;

}  // namespace

using hdf5::Group;

void write_state(Group group, const State& state) {
    write_points(group, "positions", state.positions);
    write_points(group, "body_translation", state.body_translation);
    std::vector<double> rotations;
    for (const Mat3& rotation : state.body_rotation) {
        for (int k = 0; k < 9; ++k) rotations.push_back(rotation(k / 3, k % 3));
    }
    group.create_dataset<double>("body_rotation", {state.body_rotation.size(), rotation_columns})
        .write_rows(0, rotations);
    group.write("scalars", state.scalars);
    group.write("iterates", state.iterates);
    if (!state.history.empty()) group.write("history", state.history);
    group.write("loads", state.loads);
    group.write<double>("step_s", {state.step.time, state.step.dt});
}

State read_state(const Group& group) {
    State state;
    state.positions = read_points(group, "positions");
    state.body_translation = read_points(group, "body_translation");
    const std::vector<double> rotations =
        read_table<double>(group, "body_rotation", rotation_columns, state.body_translation.size());
    for (std::size_t b = 0; b < state.body_translation.size(); ++b) {
        Mat3& rotation = state.body_rotation.emplace_back();
        for (int k = 0; k < 9; ++k)
            rotation(k / 3, k % 3) = rotations[rotation_columns * b + static_cast<std::size_t>(k)];
    }
    state.scalars = group.read<double>("scalars");
    state.iterates = group.read<double>("iterates");
    if (group.has("history")) state.history = group.read<double>("history");
    state.loads = group.read<double>("loads");
    const std::vector<double> step = read_column<double>(group, "step_s", 2);
    state.step = {.time = step[0], .dt = step[1]};
    return state;
}

std::optional<State> read_optional_state(const Group& group, const std::string& name) {
    if (!group.has(name)) return std::nullopt;
    return read_state(group.group(name));
}

}  // namespace spondyl
