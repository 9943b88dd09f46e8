// SPDX-License-Identifier: Apache-2.0
// What a tissue set is to be fitted to: measurements of segments in a test machine, as papers tabulate them.
// docs/calibrate.md describes the columns.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/enum_names.hpp"
#include "models/scenario/levels.hpp"

namespace spondyl {

enum class TargetMotion { flexion, extension, flexion_extension, lateral, axial, compression };
inline constexpr std::array<std::string_view, 6> target_motion_names = {"flexion", "extension", "flexion_extension",
                                                                        "lateral", "axial",     "compression"};
constexpr const auto& enum_names(TargetMotion /*of*/) {
    return target_motion_names;
}

// The columns of what is measured; a row fills one of them.
enum class TargetQuantity { rotation_deg, pressure_MPa, shortening_mm, stiffness_N_per_mm };
inline constexpr std::array<std::string_view, 4> target_quantity_names = {"rotation_deg", "pressure_MPa",
                                                                          "shortening_mm", "stiffness_N_per_mm"};
constexpr const auto& enum_names(TargetQuantity /*of*/) {
    return target_quantity_names;
}

struct TargetRow {
    int line = 0;  // in the file
    Vertebra top{}, bottom{};
    TargetMotion motion{};
    double load = 0.0;       // N m; N for compression
    double preload_N = 0.0;  // follower load; for compression the compression from where on is measured
    TargetQuantity quantity{};
    double value = 0.0;
    double sd = 0.0;  // > 0; a share of the value where none is given
    double weight = 1.0;

    [[nodiscard]] std::string segment() const;      // "L4-L5"
    [[nodiscard]] std::string description() const;  // "L4-L5 flexion 7.5 N m, preload 500 N: rotation_deg"
};

struct TargetTable {
    std::filesystem::path file;
    std::vector<TargetRow> rows;
    bool scatter_is_measured = false;  // every row has its sd
};

// UserError with file, line and column: what cannot be read, an unknown column, a cell out of its range, a row with no
// measured number or two of them, what a row's motion does not have.
TargetTable read_targets(const std::filesystem::path& file);
// The same for text that is already in memory; `file` names it in messages.
TargetTable parse_targets(const std::string& text, const std::filesystem::path& file);

}  // namespace spondyl
