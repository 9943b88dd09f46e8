// SPDX-License-Identifier: Apache-2.0
#include "viz/task_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/text/words.hpp"
#include "io/results/result_text.hpp"
#include "io/scenario/scenario_file.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/body/pose.hpp"
#include "models/body/styles.hpp"

namespace spondyl::viz {
namespace {

const char* hands_text(Hands hands) {
    switch (hands) {
        case Hands::left:
            return "the left hand";
        case Hands::right:
            return "the right hand";
        case Hands::both:
            break;
    }
    return "both hands";
}

// What acts on the body besides its weight.
std::vector<std::string> load_texts(const Task& task) {
    std::vector<std::string> texts;
    if (task.load_kg > 0.0) texts.push_back(fmt::format("{:.4g} kg in {}", task.load_kg, hands_text(task.hands)));
    const auto add = [&](double value, const char* format) {
        if (value != 0.0) texts.push_back(fmt::format(fmt::runtime(format), std::abs(value)));
    };
    add(task.push_N, task.push_N > 0.0 ? "pushing with {:.4g} N" : "pulling with {:.4g} N");
    add(task.back_support_N.value_or(0.0), "backrest {:.4g} N");
    add(task.exoskeleton_Nm, "exoskeleton {:.4g} Nm");
    add(task.belt_Nm, "belt {:.4g} Nm");
    add(task.abdominal_pressure_kPa, "abdominal pressure {:.4g} kPa");
    add(task.traction_N, "traction {:.4g} N");
    add(task.twist_couple_Nm,
        task.twist_couple_Nm > 0.0 ? "turned to the left by {:.4g} Nm" : "turned to the right by {:.4g} Nm");
    add(100.0 * task.abdominal_contraction, "abdominal muscles braced at {:.4g} %");
    add(100.0 * task.back_contraction, "back muscles braced at {:.4g} %");
    return texts;
}

std::string angle_text(double degrees, const char* positive, const char* negative) {
    if (std::abs(degrees) < 0.5) return {};
    return fmt::format("{:.0f}\u00b0 {}", std::abs(degrees), degrees > 0.0 ? positive : negative);
}

std::string posture_line(const TaskMeasures& row, const std::optional<ShownTask>& shown) {
    std::vector<std::string> parts;
    const auto add = [&](const std::string& text) {
        if (!text.empty()) parts.push_back(text);
    };
    add(angle_text(row.trunk_flexion_deg, "forward", "back"));
    if (shown) {
        add(angle_text(shown->task.trunk_lateral_deg.value_or(shown->posture.lateral_deg), "to the right",
                       "to the left"));
        add(angle_text(shown->task.trunk_twist_deg.value_or(shown->posture.twist_deg), "turned to the left",
                       "turned to the right"));
    }
    const bool lying = shown && shown->posture.legs == LegPose::lying;
    const std::string trunk =
        parts.empty() ? (lying ? "straight" : "upright") : fmt::format("{}", fmt::join(parts, ", "));
    const std::string lumbar = angle_text(row.lumbar_flexion_deg, "flexed", "extended");
    return fmt::format("Trunk {}; lumbar spine {} against standing", trunk, lumbar.empty() ? "unchanged" : lumbar);
}

std::string short_group(const GroupMeasures& group) {
    return fmt::format("{} {:.0f} %", group.words, 100.0 * group.activation);
}

std::string warning_of(const Result& result, const ResultState& state) {
    const TaskVerdict* const verdict = result.verdict_of(state.step);
    if (!verdict || !verdict->is_infeasible()) return {};
    return "INFEASIBLE because " + verdict_text(*verdict);
}

}  // namespace

std::optional<ShownTask> find_task(const Anatomy& anatomy, const Result& result, const ResultState& state) {
    if (!state.task || result.canonical_scenario.empty()) return std::nullopt;
    try {
        const Scenario scenario = parse_scenario(result.canonical_scenario, "result");
        const auto found = std::ranges::find(scenario.tasks, state.step, &Task::name);
        if (found == scenario.tasks.end()) return std::nullopt;
        return ShownTask{*found, find_posture(anatomy, found->posture), describe_posture(anatomy, *found),
                         scenario.muscles.max_stress_MPa};
    } catch (const UserError&) {
        // Written by a version with other keys or postures: the picture is valid without the description.
        return std::nullopt;
    }
}

std::string describe_loads_of(const Task& task) {
    return fmt::format("{}", fmt::join(load_texts(task), ", "));
}

std::string describe_task(const ShownTask& shown) {
    std::vector<std::string> parts = {shown.description};
    const auto loads = load_texts(shown.task);
    parts.insert(parts.end(), loads.begin(), loads.end());
    return fmt::format("Task \"{}\": {}", shown.task.name, fmt::join(parts, ", "));
}

std::vector<GroupMeasures> group_measures(const Result& result, const ResultState& state, Side side) {
    std::vector<GroupMeasures> groups;
    for (std::size_t i = 0; i < state.muscles.size(); ++i) {
        const MuscleInfo& info = result.muscles[i];
        const MuscleState& muscle = state.muscles[i];
        auto found = std::ranges::find(groups, info.group, &GroupMeasures::group);
        if (found == groups.end()) {
            groups.push_back({info.group, spaced(info.group), 0.0, 0.0, -1.0, i});
            found = groups.end() - 1;
        }
        (info.side == Side::left ? found->force_left_N : found->force_right_N) += muscle.force_N;
        if (side != Side::middle && info.side != side) continue;
        if (muscle.activation > found->activation) {
            found->activation = muscle.activation;
            found->strongest = i;
        }
    }
    std::erase_if(groups, [](const GroupMeasures& group) { return group.activation < 0.0; });
    std::ranges::stable_sort(groups, std::greater<>(), &GroupMeasures::activation);
    return groups;
}

TaskCaption task_caption(const Result& result, const ResultState& state, const std::optional<ShownTask>& shown) {
    SPONDYL_ASSERT(state.task.has_value(), "state '{}' has no task", state.step);
    const TaskMeasures& row = *state.task;
    TaskCaption caption;
    caption.lines.push_back(posture_line(row, shown));
    const std::string weight = row.weight_above_N < 1.0 ? "the surface carries the weight"
                                                        : fmt::format("{:.0f} N of weight above", row.weight_above_N);
    caption.lines.push_back(fmt::format("L5-S1: compression {:.0f} N, shear {:.0f} N; {}", row.compression_L5S1_N,
                                        row.shear_L5S1_N, weight));
    std::vector<std::string> strongest;
    for (const GroupMeasures& group : group_measures(result, state)) {
        if (strongest.size() < 3 && group.activation >= 0.005) strongest.push_back(short_group(group));
    }
    caption.lines.push_back(strongest.empty() ? std::string("All muscles at rest")
                                              : fmt::format("Most active muscles: {}", fmt::join(strongest, ", ")));
    caption.warning = warning_of(result, state);
    return caption;
}

}  // namespace spondyl::viz
