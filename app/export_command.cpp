// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/command.hpp"
#include "app/export_model.hpp"
#include "app/made_files.hpp"
#include "app/result_path.hpp"
#include "app/terminal.hpp"
#include "core/elements/hex20.hpp"
#include "core/elements/hex8.hpp"
#include "core/error.hpp"
#include "io/json_text.hpp"
#include "io/safe_write.hpp"
#include "viz/export_vtu.hpp"

namespace spondyl::app {

namespace {

struct ExportArguments {
    std::string source;
    std::string directory;
    std::string format = "vtu";
    std::string element;
    ExportOptions options;
};

std::optional<ModelFormat> model_format(std::string_view name) {
    const auto* found = std::ranges::find(model_format_names, name);
    if (found == model_format_names.end()) return std::nullopt;
    return static_cast<ModelFormat>(found - model_format_names.begin());
}

int export_result(const ExportArguments& arguments, bool json) {
    const std::filesystem::path file = find_result(arguments.source);
    const std::filesystem::path directory =
        arguments.directory.empty() ? folder_of(file) : std::filesystem::path(arguments.directory);
    nlohmann::ordered_json files = nlohmann::ordered_json::array();
    const AnyResult result = read_drawable_result(file);
    const auto write = [&](const std::filesystem::path& scratch) {
        if (const auto* spine = std::get_if<Result>(&result)) return export_vtu(*spine, scratch, arguments.options);
        return export_field_vtu(std::get<FieldResult>(result), scratch, arguments.options);
    };
    for (const auto& path : put_beside(directory, file, run_info(result), write)) {
        if (!json) say("{}\n", path.string());
        files.push_back(path.string());
    }
    if (json) fmt::print("{}\n", dump_json(nlohmann::ordered_json{{"result", file.string()}, {"files", files}}));
    return exit_ok;
}

int export_any(const ExportArguments& arguments, bool json) {
    const std::optional<ModelFormat> format = model_format(arguments.format);
    if (!format) {
        if (!arguments.element.empty()) throw UserError("--element goes with the formats inp and abaqus");
        return export_result(arguments, json);
    }
    if (arguments.options.deformed) throw UserError("--deformed does not go with --format " + arguments.format);
    std::optional<CellType> cells;
    if (!arguments.element.empty()) cells = arguments.element == "hex8" ? Hex8::type : Hex20::type;
    return export_model({.model = arguments.source, .folder = arguments.directory, .format = *format, .cells = cells},
                        json);
}

}  // namespace

void add_export_command(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<ExportArguments>();
    CLI::App* command = app.add_subcommand("export", "Write a result for ParaView, or a model for another program");
    command
        ->add_option("source", arguments->source,
                     "Folder written by run, or its result file; for a model also a scenario (TOML) or a deck (.inp)")
        ->required()
        ->type_name("RESULT|SCENARIO|DECK");
    command->add_option("-o,--output", arguments->directory, "Folder for the files; default: beside the result")
        ->type_name("FOLDER");
    command
        ->add_option("--format", arguments->format,
                     "vtu: .vtu, .vtp and .pvd for ParaView; inp: input deck of CalculiX; abaqus: that of Abaqus")
        ->check(CLI::IsMember({"vtu", "inp", "abaqus"}))
        ->capture_default_str();
    command->add_option("--element", arguments->element, "Bricks of the discs in a deck: hex20 (default) or hex8")
        ->check(CLI::IsMember({"hex8", "hex20"}));
    command->add_flag("--deformed", arguments->options.deformed,
                      "Move the points; default: reference points with the array displacement_mm");
    command->add_flag("--json", invocation.json, "Print one JSON object with the files");
    command->footer(R"(
The result file itself opens in ParaView 5.12 and later; .vtu files serve older versions and other programs.
A deck holds mesh, materials, supports and loads. What it cannot hold is named here and in its header.

Examples:
  spondyl export results/my
  spondyl export results/my -o for_paraview --deformed
  spondyl export my.toml --format inp -o for_calculix

Exit codes: 0 written, 2 no such result or folder not writable
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return export_any(*arguments, invocation.json); };
    });
}

}  // namespace spondyl::app
