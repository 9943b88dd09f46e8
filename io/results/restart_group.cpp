// SPDX-License-Identifier: Apache-2.0
#include "io/results/restart_group.hpp"

#include <algorithm>

#include "io/results/column_groups.hpp"
#include "io/results/state_group.hpp"

namespace spondyl {

namespace {

using hdf5::Group;

void write_path(Group group, const PathPosition& path) {
    group.write("start", path.start);
    group.write("target", path.target);
    group.write<double>("increment", {path.increment});
    group.write<double>("start_time_s", {path.start_time});
    std::vector<double> fractions;
    for (std::size_t i = 0; i < path.points.size(); ++i) {
        fractions.push_back(path.points[i].fraction);
        write_state(group.create_group(std::to_string(i)), path.points[i].state);
    }
    group.write("fractions", fractions);
}

PathPosition read_path(const Group& group) {
    PathPosition path;
    path.start = group.read<double>("start");
    path.target = group.read<double>("target");
    path.increment = read_column<double>(group, "increment", 1).front();
    path.start_time = read_column<double>(group, "start_time_s", 1).front();
    constexpr std::size_t most = 3;
    const std::vector<double> fractions = group.read<double>("fractions");
    if (fractions.size() > most) throw hdf5::Error("restart/path has too many points");
    for (std::size_t i = 0; i < fractions.size(); ++i)
        path.points.push_back({fractions[i], read_state(group.group(std::to_string(i)))});
    return path;
}

}  // namespace

void write_restart(Group& root, const Restart& restart) {
    Group group = root.create_group("restart");
    group.write<std::int32_t>("finished", {restart.finished});
    group.write<std::int32_t>("kept", {restart.states, restart.history});
    group.attribute("doc", "Rows of /states and /history that belong to this place", "kept");
    group.write<double>("external_work_Nmm", {restart.external_work});
    write_state(group.create_group("settled"), restart.settled);
    write_state(group.create_group("rest"), restart.rest);
    write_state(group.create_group("state"), restart.state);
    if (restart.path) write_path(group.create_group("path"), *restart.path);
    if (restart.factored_at) write_state(group.create_group("factored_at"), *restart.factored_at);
    if (restart.released_at) write_state(group.create_group("released_at"), *restart.released_at);
}

std::optional<Restart> read_restart(const Group& root) {
    if (!root.has("restart")) return std::nullopt;
    const Group group = root.group("restart");
    Restart restart;
    restart.finished = read_column<std::int32_t>(group, "finished", 1).front();
    const std::vector<std::int32_t> kept = read_column<std::int32_t>(group, "kept", 2);
    restart.states = kept[0];
    restart.history = kept[1];
    restart.external_work = read_column<double>(group, "external_work_Nmm", 1).front();
    restart.settled = read_state(group.group("settled"));
    restart.rest = read_state(group.group("rest"));
    restart.state = read_state(group.group("state"));
    if (group.has("path")) restart.path = read_path(group.group("path"));
    restart.factored_at = read_optional_state(group, "factored_at");
    restart.released_at = read_optional_state(group, "released_at");
    return restart;
}

void write_deck_restart(Group& root, const DeckRestart& restart) {
    Group group = root.create_group("restart");
    group.write<std::int32_t>("finished", {restart.steps, restart.stops});
    group.attribute("doc", "Steps, and kept states of the next one", "finished");
    group.write<std::int32_t>("outputs", {restart.outputs});
    group.write<std::int32_t>("kept", {restart.states, restart.history});
    group.attribute("doc", "Rows of /states and /history that belong to this place", "kept");
    group.write<std::int32_t>("table_rows", {restart.table_rows.begin(), restart.table_rows.end()});
    group.write<double>("external_work_Nmm", {restart.external_work});
    group.write<double>("increment", {restart.increment});
    std::vector<std::int32_t> places;
    std::vector<double> values;
    for (const DeckRestart::Reaction& one : restart.reactions) {
        places.insert(places.end(), {one.node, one.component});
        values.push_back(one.value);
    }
    group.write("reaction_places", places);
    group.write("reactions", values);
    if (restart.begin) write_state(group.create_group("begin"), *restart.begin);
    if (restart.state) write_state(group.create_group("state"), *restart.state);
    if (restart.factored_at) write_state(group.create_group("factored_at"), *restart.factored_at);
}

std::optional<DeckRestart> read_deck_restart(const Group& root) {
    if (!root.has("restart")) return std::nullopt;
    const Group group = root.group("restart");
    DeckRestart restart;
    const std::vector<std::int32_t> finished = read_column<std::int32_t>(group, "finished", 2);
    restart.steps = finished[0];
    restart.stops = finished[1];
    restart.outputs = read_column<std::int32_t>(group, "outputs", 1).front();
    const std::vector<std::int32_t> kept = read_column<std::int32_t>(group, "kept", 2);
    restart.states = kept[0];
    restart.history = kept[1];
    std::ranges::copy(read_column<std::int32_t>(group, "table_rows", restart.table_rows.size()),
                      restart.table_rows.begin());
    restart.external_work = read_column<double>(group, "external_work_Nmm", 1).front();
    restart.increment = read_column<double>(group, "increment", 1).front();
    const std::vector<double> values = group.read<double>("reactions");
    const std::vector<std::int32_t> places = read_column<std::int32_t>(group, "reaction_places", 2 * values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        restart.reactions.push_back({places[2 * i], places[2 * i + 1], values[i]});
    restart.begin = read_optional_state(group, "begin");
    restart.state = read_optional_state(group, "state");
    restart.factored_at = read_optional_state(group, "factored_at");
    return restart;
}

}  // namespace spondyl
