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
#include "core/error.hpp"
#include "io/deck/read_deck.hpp"
#include "io/json_text.hpp"
#include "io/results/opensim_text.hpp"
#include "io/safe_write.hpp"
#include "io/scenario/scenario_file.hpp"
#include "models/analysis/rest_result.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/geometry/spine_cell.hpp"
#include "viz/export_surfaces.hpp"
#include "viz/export_vtu.hpp"

namespace spondyl::app {

namespace {

struct ExportArguments {
    std::string source;
    std::string directory;
    std::string format = "vtu";
    std::string element;
    std::string field;
    ExportOptions options;
};

std::optional<ModelFormat> model_format(std::string_view name) {
    const auto* found = std::ranges::find(model_format_names, name);
    if (found == model_format_names.end()) return std::nullopt;
    return static_cast<ModelFormat>(found - model_format_names.begin());
}

std::optional<SurfaceFormat> surface_format(std::string_view name) {
    if (name == "stl") return SurfaceFormat::stl;
    if (name == "obj") return SurfaceFormat::obj;
    if (name == "gltf") return SurfaceFormat::gltf;
    return std::nullopt;
}

std::vector<std::filesystem::path> write_result(const AnyResult& result, const std::filesystem::path& folder,
                                                const ExportArguments& arguments) {
    const auto* spine = std::get_if<Result>(&result);
    if (arguments.format == "sto") {
        if (spine == nullptr) throw UserError("--format sto: the result has no spine and so no joints");
        write_text_safely(folder / "joint_loads.sto", joint_loads_sto(*spine));
        write_text_safely(folder / "joint_angles.mot", joint_angles_mot(*spine));
        return {folder / "joint_loads.sto", folder / "joint_angles.mot"};
    }
    if (const auto surface = surface_format(arguments.format)) {
        if (spine != nullptr) return export_surfaces(*spine, folder, *surface, arguments.field);
        return export_field_surfaces(std::get<FieldResult>(result), folder, *surface, arguments.field);
    }
    if (spine != nullptr) return export_vtu(*spine, folder, arguments.options);
    return export_field_vtu(std::get<FieldResult>(result), folder, arguments.options);
}

int print_written(const std::vector<std::filesystem::path>& written, const std::filesystem::path& result, bool json) {
    nlohmann::ordered_json files = nlohmann::ordered_json::array();
    for (const auto& path : written) {
        if (!json) say("{}\n", path.string());
        files.push_back(path.string());
    }
    if (json) fmt::print("{}\n", dump_json(nlohmann::ordered_json{{"result", result.string()}, {"files", files}}));
    return exit_ok;
}

int export_result(const ExportArguments& arguments, bool json) {
    const std::filesystem::path file = find_result(arguments.source);
    const std::filesystem::path directory =
        arguments.directory.empty() ? folder_of(file) : std::filesystem::path(arguments.directory);
    const AnyResult result = arguments.format == "sto" ? read_whole_result(file) : read_drawable_result(file);
    const auto write = [&](const std::filesystem::path& scratch) { return write_result(result, scratch, arguments); };
    return print_written(put_beside(directory, file, run_info(result), write), file, json);
}

// The spine of a scenario before any load.
int export_rest(const ExportArguments& arguments, bool json) {
    if (arguments.format == "sto" || arguments.format == "gltf") {
        throw UserError(fmt::format("--format {} needs a result: spondyl run {}", arguments.format, arguments.source));
    }
    const Scenario scenario = load_scenario(arguments.source);
    const Result rest = rest_result(build_spine_mesh(default_anatomy().spine, scenario.person, scenario.spine));
    const std::filesystem::path folder = result_folder(arguments.directory, arguments.source);
    return print_written(write_result(rest, folder, arguments), arguments.source, json);
}

int export_any(const ExportArguments& arguments, bool json) {
    const std::optional<ModelFormat> format = model_format(arguments.format);
    if (arguments.options.deformed && arguments.format != "vtu")
        throw UserError("--deformed is for the format vtu; surfaces are always those of each state");
    if (!arguments.field.empty() && arguments.format != "gltf") throw UserError("--field is for the format gltf");
    if (!format) {
        if (!arguments.element.empty()) throw UserError("--element is for the formats inp, abaqus, feb and msh");
        if (is_deck(arguments.source))
            throw UserError(
                fmt::format("--format {} needs a result: spondyl run {}", arguments.format, arguments.source));
        return is_scenario(arguments.source) ? export_rest(arguments, json) : export_result(arguments, json);
    }
    std::optional<CellType> cells;
    if (!arguments.element.empty())
        cells = arguments.element == SpineCell::name ? SpineCell::type : quadratic_spine_cell();
    return export_model({.model = arguments.source, .folder = arguments.directory, .format = *format, .cells = cells},
                        json);
}

}  // namespace

void add_export_command(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<ExportArguments>();
    const std::string quadratic(find_cell_kind(quadratic_spine_cell())->name);
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
                     "vtu: .vtu, .vtp and .pvd for ParaView; inp: input deck of CalculiX; abaqus: that of Abaqus; "
                     "feb: FEBio 4; msh: mesh of Gmsh 4.1; stl, obj: surfaces of bones and discs in every state; gltf: "
                     "the same with colours; sto: loads and angles of the discs for OpenSim")
        ->check(CLI::IsMember({"vtu", "inp", "abaqus", "feb", "msh", "stl", "obj", "gltf", "sto"}))
        ->capture_default_str();
    command
        ->add_option("--element", arguments->element,
                     fmt::format("Elements of the discs: {} (default of inp and abaqus) or {} (of feb and msh)",
                                 quadratic, SpineCell::name))
        ->check(CLI::IsMember({std::string(SpineCell::name), quadratic}));
    command->add_option("--field", arguments->field, "Field that colours gltf; default: von_mises_MPa")
        ->type_name("NAME[:COMPONENT]");
    command->add_flag("--deformed", arguments->options.deformed,
                      "Move the points; default: reference points with the array displacement_mm");
    command->add_flag("--json", invocation.json, "Print one JSON object with the files");
    command->footer(R"(
The result file itself opens in ParaView 5.12 and later; .vtu files serve older versions and other
programs. A deck holds mesh, materials, supports and loads. Everything that it cannot hold is listed
here and in its header.

Examples:
  spondyl export results/my
  spondyl export results/my -o for_paraview --deformed
  spondyl export results/my --format gltf --field pressure_MPa
  spondyl export my.toml --format inp -o for_calculix

Exit codes: 0 written, 2 no such result or folder not writable
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return export_any(*arguments, invocation.json); };
    });
}

}  // namespace spondyl::app
