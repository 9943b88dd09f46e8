// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/made_files.hpp"
#include "app/result_path.hpp"
#include "app/terminal.hpp"
#include "io/json_text.hpp"
#include "io/safe_write.hpp"
#include "viz/export_vtu.hpp"

namespace spondyl::app {

namespace {

struct ExportArguments {
    std::string result;
    std::string directory;
    ExportOptions options;
};

int export_result(const ExportArguments& arguments, bool json) {
    const std::filesystem::path file = find_result(arguments.result);
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

}  // namespace

void add_export_command(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<ExportArguments>();
    CLI::App* command = app.add_subcommand("export", "Write .vtu, .vtp and .pvd files for ParaView of any age");
    command->add_option("result", arguments->result, "Folder written by run, or its result file")
        ->required()
        ->type_name("RESULT");
    command->add_option("-o,--output", arguments->directory, "Folder for the files; default: beside the result")
        ->type_name("FOLDER");
    command->add_flag("--deformed", arguments->options.deformed,
                      "Move the points; default: reference points with the array displacement_mm");
    command->add_flag("--json", invocation.json, "Print one JSON object with the files");
    command->footer(R"(
The result file itself opens in ParaView 5.12 and later; these files serve older versions and other programs.

Examples:
  spondyl export results/my
  spondyl export results/my -o for_paraview --deformed

Exit codes: 0 written, 2 no such result or folder not writable
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return export_result(*arguments, invocation.json); };
    });
}

}  // namespace spondyl::app
