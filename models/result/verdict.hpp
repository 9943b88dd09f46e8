// SPDX-License-Identifier: Apache-2.0
// The outcome of a whole-body task, as data: made in models/equilibrium, stored in the result and its file. Text is
// made where it is shown (io/text). docs/adr/0035.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result/column.hpp"
#include "core/text/enum_names.hpp"
#include "models/scenario/levels.hpp"
#include "models/scenario/muscle_group.hpp"
#include "models/scenario/structures.hpp"

namespace spondyl {

enum class VerdictKind {
    held,            // the muscles hold the posture
    too_weak,        // the state is that of muscles which are just strong enough
    unstable,        // held, but no co-contraction gives the stability margin required by the scenario
    unbalanced,      // no muscle forces of any size balance the posture: no state
    not_converged,   // the iteration between muscles and spine did not converge: no state
    no_equilibrium,  // none was found on the path to the task: no state
};
inline constexpr std::array<std::string_view, 6> verdict_kind_names = {"held",       "too_weak",      "unstable",
                                                                       "unbalanced", "not_converged", "no_equilibrium"};
constexpr const auto& enum_names(VerdictKind /*of*/) {
    return verdict_kind_names;
}

// The condition that needs most strength, or that cannot be fulfilled.
enum class ShortCondition {
    lateral_bending,  // moment on a vertebra
    axial_rotation,
    extension,
    lumbar_flexion,      // no level may flex or extend further
    abdominal_pressure,  // the abdominal wall cannot hold it
};
inline constexpr std::array<std::string_view, 5> short_condition_names = {
    "lateral_bending", "axial_rotation", "extension", "lumbar_flexion", "abdominal_pressure"};
constexpr const auto& enum_names(ShortCondition /*of*/) {
    return short_condition_names;
}

struct LimitingMuscle {
    MuscleGroup group{};
    Side side{};  // left or right

    bool operator==(const LimitingMuscle&) const = default;
};

struct TaskVerdict {
    std::string task;
    VerdictKind kind{};
    // Numbers are set as far as the solve has determined them.
    std::optional<double> needed_scale;       // factor on the strength of all muscles that just suffices
    std::optional<double> needed_stress_MPa;  // the corresponding maximum stress
    std::optional<double> co_contraction;     // minimum activation prescribed for every fascicle
    std::optional<double> stability_margin_Nm_rad;
    std::optional<double> wanted_margin_Nm_rad;  // required by the scenario
    std::optional<double> moment_residual_Nm;    // largest remaining reaction moment
    std::optional<double> rounds;                // finite-element solves
    std::optional<double> progress;              // completed fraction of the path to the task; for no_equilibrium
    // For too_weak and unbalanced.
    std::optional<ShortCondition> short_of;
    std::optional<Vertebra> vertebra;      // of a moment
    std::vector<LimitingMuscle> limiting;  // at their limit, most important first
    std::string solver_report;             // for no_equilibrium: what limited the solve and what to try

    // Whether there is a state, with the posture held.
    [[nodiscard]] bool has_state() const {
        return kind == VerdictKind::held || kind == VerdictKind::too_weak || kind == VerdictKind::unstable;
    }
    // The person cannot do the task in this way; the numbers are those of muscles strong enough or of an unstable
    // posture.
    [[nodiscard]] bool is_infeasible() const { return kind == VerdictKind::too_weak || kind == VerdictKind::unstable; }
    bool operator==(const TaskVerdict&) const = default;
};

// The numbers, in the order of files.
std::span<const Column<TaskVerdict>> verdict_columns();

}  // namespace spondyl
