// SPDX-License-Identifier: Apache-2.0
// `spondyl export` of a model for another program: as an input deck or a mesh.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/elements/table.hpp"

namespace spondyl::app {

enum class ModelFormat { inp, abaqus, feb, msh };
inline constexpr std::array<std::string_view, 4> model_format_names = {"inp", "abaqus", "feb", "msh"};

// The quadratic form of a spine's cells.
CellType quadratic_spine_cell();

// Quadratic cells unless linear ones suit the format better; only for a spine, a deck keeps its own.
struct ExportModelArguments {
    std::filesystem::path model;   // a scenario, a deck or a result of a scenario
    std::filesystem::path folder;  // empty: results/NAME, or that of the result
    ModelFormat format{};
    std::optional<CellType> cells;
};

// By its extension.
bool is_scenario(const std::filesystem::path& file);

// Writes model.inp, model.feb or model.msh and reports what it does not contain; an exit code.
int export_model(const ExportModelArguments& arguments, bool json);

}  // namespace spondyl::app
