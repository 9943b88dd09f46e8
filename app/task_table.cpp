// SPDX-License-Identifier: Apache-2.0
#include "app/task_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/disc_table.hpp"
#include "app/measure_json.hpp"
#include "app/text_table.hpp"

namespace spondyl::app {

namespace {

constexpr std::size_t groups_shown = 8;

struct TaskColumn {
    const char* heading;
    const char* unit;
    const char* measure;  // of task_measure_columns()
    int decimals;
    double factor = 1.0;  // from the unit of the measure to the unit printed
};

constexpr std::array load_columns = {
    TaskColumn{"compression", "L5-S1 [N]", "compression_L5S1_N", 0},
    TaskColumn{"ant. shear", "L5-S1 [N]", "shear_L5S1_N", 0},
};
constexpr std::array muscle_load_columns = {
    TaskColumn{"ext. moment", "[N*m]", "external_moment_flexion_Nm", 1},
    TaskColumn{"activation", "max. [%]", "activation_max", 0, 100.0},
    TaskColumn{"strength", "used [%]", "strength_used", 0, 100.0},
    TaskColumn{"stability", "[N*m/rad]", "stability_margin_Nm_rad", 0},
};

std::string measure_text(const TaskColumn& column, const TaskMeasures& row) {
    const auto about =
        std::ranges::find(task_measure_columns(), std::string_view(column.measure), &Column<TaskMeasures>::name);
    const std::optional<double> value = about->value(row);
    return value ? decimal_text(*value * column.factor, column.decimals) : "-";
}

std::vector<const ResultState*> task_states(const Result& result) {
    std::vector<const ResultState*> states;
    for (const std::size_t i : step_ends(result)) {
        if (result.states[i].task.has_value()) states.push_back(&result.states[i]);
    }
    return states;
}

// One muscle group of one side.
struct SideForce {
    int fascicles = 0;
    double force_N = 0.0;
    double passive_N = 0.0;
    double activation_max = 0.0;
};
struct GroupForce {
    std::string group;
    std::array<SideForce, side_names.size()> sides;  // by Side

    [[nodiscard]] const SideForce& at(Side side) const { return sides[static_cast<std::size_t>(side)]; }
    [[nodiscard]] double sum(double SideForce::*member) const {
        double sum = 0.0;
        for (const SideForce& side : sides) sum += side.*member;
        return sum;
    }
};

// In the order of the muscles.
std::vector<GroupForce> group_forces(const Result& result, const ResultState& state) {
    std::vector<GroupForce> groups;
    for (std::size_t i = 0; i < state.muscles.size(); ++i) {
        const MuscleInfo& info = result.muscles[i];
        auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.group == info.group; });
        if (group == groups.end()) group = groups.insert(groups.end(), {.group = info.group, .sides = {}});
        SideForce& side = group->sides[static_cast<std::size_t>(info.side)];
        ++side.fascicles;
        side.force_N += state.muscles[i].force_N;
        side.passive_N += state.muscles[i].passive_N;
        side.activation_max = std::max(side.activation_max, state.muscles[i].activation);
    }
    return groups;
}

}  // namespace

std::string task_table(const Result& result) {
    const std::vector<const ResultState*> states = task_states(result);
    if (states.empty()) return {};
    std::vector<std::string> header = {"task"}, units = {""};
    const auto add_headings = [&](const auto& columns) {
        for (const TaskColumn& column : columns) {
            header.emplace_back(column.heading);
            units.emplace_back(column.unit);
        }
    };
    add_headings(load_columns);
    for (const DiscMeasures& disc : states.front()->discs) {
        header.emplace_back(name(disc.disc));
        units.emplace_back("[MPa]");
    }
    add_headings(muscle_load_columns);
    std::vector<std::vector<std::string>> rows = {units};
    for (const ResultState* state : states) {
        std::vector<std::string> row = {state->step};
        const auto add_measures = [&](const auto& columns) {
            for (const TaskColumn& column : columns) row.push_back(measure_text(column, *state->task));
        };
        add_measures(load_columns);
        for (const DiscMeasures& disc : state->discs) row.push_back(decimal_text(disc.nucleus_pressure_MPa, 3));
        add_measures(muscle_load_columns);
        rows.push_back(std::move(row));
    }
    for (const TaskVerdict& verdict : result.verdicts) {
        if (verdict.has_state()) continue;
        std::vector<std::string> row(header.size(), "-");
        row[0] = verdict.task;
        rows.push_back(std::move(row));
    }
    return text_table(header, rows, 1);
}

std::string muscle_table(const Result& result) {
    std::vector<std::vector<std::string>> rows = {{"", "", "[N]", "[N]", "[N]", "max. [%]"}};
    for (const ResultState* state : task_states(result)) {
        std::vector<GroupForce> groups = group_forces(result, *state);
        std::stable_sort(groups.begin(), groups.end(), [](const GroupForce& a, const GroupForce& b) {
            return a.sum(&SideForce::force_N) > b.sum(&SideForce::force_N);
        });
        groups.resize(std::min(groups.size(), groups_shown));
        for (const GroupForce& group : groups) {
            const double activation =
                std::max(group.at(Side::left).activation_max, group.at(Side::right).activation_max);
            rows.push_back({state->step, group.group, decimal_text(group.at(Side::left).force_N, 0),
                            decimal_text(group.at(Side::right).force_N, 0),
                            decimal_text(group.sum(&SideForce::passive_N), 0), decimal_text(100.0 * activation, 0)});
        }
    }
    if (rows.size() == 1) return {};
    return text_table({"task", "strongest muscles", "left", "right", "passive", "activation"}, rows, 2);
}

nlohmann::ordered_json task_rows_json(const Result& result) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const ResultState* state : task_states(result)) {
        nlohmann::ordered_json row = {{"step", state->step}, {"time", state->time}};
        add_measures(row, task_measure_columns(), *state->task);
        rows.push_back(std::move(row));
    }
    return rows;
}

nlohmann::ordered_json muscle_rows_json(const Result& result) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const ResultState* state : task_states(result)) {
        for (const GroupForce& group : group_forces(result, *state)) {
            for (std::size_t side = 0; side < group.sides.size(); ++side) {
                const SideForce& force = group.sides[side];
                if (force.fascicles == 0) continue;
                rows.push_back({{"step", state->step},
                                {"time", state->time},
                                {"group", group.group},
                                {"side", name(static_cast<Side>(side))},
                                {"fascicles", force.fascicles},
                                {"force_N", force.force_N},
                                {"passive_N", force.passive_N},
                                {"activation_max", force.activation_max}});
            }
        }
    }
    return rows;
}

}  // namespace spondyl::app
