// SPDX-License-Identifier: Apache-2.0
// A row of the worksheet of the revised NIOSH lifting equation: the measured or posed values at one end of a lift,
// every multiplier and the results (models/indices/lifting_worksheet.hpp fills it).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "core/result/column.hpp"

namespace spondyl {

enum class LiftPlace { origin, destination };
inline constexpr std::array<std::string_view, 2> lift_place_names = {"origin", "destination"};
constexpr const auto& enum_names(LiftPlace /*of*/) {
    return lift_place_names;
}

// Unset: not known or not defined. A recommended weight of 0 kg means that the equation permits no such lift; there is
// no index then.
struct LiftingRow {
    LiftPlace place = LiftPlace::origin;
    double load_kg = 0.0;
    double horizontal_cm = 0.0;  // H
    double vertical_cm = 0.0;    // V
    double travel_cm = 0.0;      // D
    double asymmetry_deg = 0.0;  // A
    // 1: given by the scenario; 0: from the model's posture, or at the destination as at the origin.
    double horizontal_measured = 0.0;
    double vertical_measured = 0.0;
    double travel_measured = 0.0;
    double asymmetry_measured = 0.0;
    std::optional<double> frequency_per_min;
    std::optional<double> duration_h;
    double horizontal_multiplier = 0.0;
    double vertical_multiplier = 0.0;
    double travel_multiplier = 0.0;
    double asymmetry_multiplier = 0.0;
    std::optional<double> frequency_multiplier;
    double coupling_multiplier = 0.0;
    std::optional<double> recommended_weight_kg;        // RWL
    std::optional<double> lifting_index;                // LI
    double frequency_independent_weight_kg = 0.0;       // FIRWL
    std::optional<double> frequency_independent_index;  // FILI
    double counts = 0.0;                                // 1: weights and indices of the task are those of this row
};

// All numbers in the order of files and tables.
std::span<const Column<LiftingRow>> lifting_columns();
// The row whose weights and indices are those of the task.
const LiftingRow& counting(std::span<const LiftingRow> worksheet);

}  // namespace spondyl
