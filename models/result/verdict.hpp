// SPDX-License-Identifier: Apache-2.0
// What a whole-body task came to, as data: made in models/equilibrium, kept in the result and its file. Words are made
// where they are shown (io/text). docs/adr/0035.
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
    too_weak,        // they would if they were stronger: the state is that of muscles just strong enough
    unstable,        // held, but no co-contraction gives the stability margin that the scenario asks for
    unbalanced,      // no muscle forces of any size balance the posture: no state
    not_converged,   // muscles and spine did not come to agree: no state
    no_equilibrium,  // the spine found none on the way to the task: no state
};
inline constexpr std::array<std::string_view, 6> verdict_kind_names = {"held",       "too_weak",      "unstable",
                                                                       "unbalanced", "not_converged", "no_equilibrium"};
constexpr const auto& enum_names(VerdictKind /*of*/) {
    return verdict_kind_names;
}

// The condition that costs most strength, or that nothing can fulfil.
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
    // Numbers are set as far as the solve came to know them.
    std::optional<double> needed_scale;       // factor on the strength of all muscles that just does
    std::optional<double> needed_stress_MPa;  // the maximum stress that this makes
    std::optional<double> co_contraction;     // least activation asked of every fascicle
    std::optional<double> stability_margin_Nm_rad;
    std::optional<double> wanted_margin_Nm_rad;  // by the scenario
    std::optional<double> moment_residual_Nm;    // largest moment that is left to hold
    std::optional<double> rounds;                // finite-element solves
    std::optional<double> progress;              // share of the way to the task that was gone; of no_equilibrium
    // Of too_weak and unbalanced.
    std::optional<ShortCondition> short_of;
    std::optional<Vertebra> vertebra;      // of a moment
    std::vector<LimitingMuscle> limiting;  // at their limit, most wanted first
    std::string solver_report;             // of no_equilibrium: what was worst and what to try, for the user

    // There is a state, of a posture that is held.
    [[nodiscard]] bool has_state() const {
        return kind == VerdictKind::held || kind == VerdictKind::too_weak || kind == VerdictKind::unstable;
    }
    // The person cannot do the task so; the numbers are those of muscles strong enough or of a posture that gives way.
    [[nodiscard]] bool is_infeasible() const { return kind == VerdictKind::too_weak || kind == VerdictKind::unstable; }
    bool operator==(const TaskVerdict&) const = default;
};

// The numbers, in the order of files.
std::span<const Column<TaskVerdict>> verdict_columns();

}  // namespace spondyl
