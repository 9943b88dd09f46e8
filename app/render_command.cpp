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
#include "viz/render.hpp"

namespace spondyl::app {

namespace {

struct RenderArguments {
    std::string result;
    std::string directory;
    RenderOptions options;
};

int render(RenderArguments arguments, bool json) {
    const std::filesystem::path file = find_result(arguments.result);
    const std::filesystem::path directory =
        arguments.directory.empty() ? folder_of(file) : std::filesystem::path(arguments.directory);
    const Result result = read_whole_result(file);
    const auto draw = [&](const std::filesystem::path& scratch) {
        arguments.options.directory = scratch;
        return render_pictures(result, arguments.options);
    };
    nlohmann::ordered_json files = nlohmann::ordered_json::array();
    for (const auto& path : put_beside(directory, file, result, draw)) {
        if (!json) say("{}\n", path.string());
        files.push_back(path.string());
    }
    if (json) fmt::print("{}\n", dump_json(nlohmann::ordered_json{{"result", file.string()}, {"files", files}}));
    return exit_ok;
}

}  // namespace

void add_render_command(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<RenderArguments>();
    CLI::App* command = app.add_subcommand("render", "Draw PNG pictures; needs no display");
    command->add_option("result", arguments->result, "Folder written by run, or its result file")
        ->required()
        ->type_name("RESULT");
    command->add_option("-o,--output", arguments->directory, "Folder for the pictures; default: beside the result")
        ->type_name("FOLDER");
    command->add_option("--field", arguments->options.field, "Cell field to colour by, NAME or NAME:COMPONENT")
        ->type_name("FIELD");
    command->add_option("--state", arguments->options.state, "State to draw, from 0; negative counts from the last")
        ->capture_default_str();
    command->add_option("--width", arguments->options.width, "Pixels")->capture_default_str();
    command->add_option("--height", arguments->options.height, "Pixels")->capture_default_str();
    command->add_flag("--json", invocation.json, "Print one JSON object with the files");
    command->footer(R"(
Writes overview.png, column.png, sagittal.png and discs.png; facets.png if there are ligaments or facet joints,
body.png for the state of a task.

Examples:
  spondyl render results/my
  spondyl render results/my --field fibre_stretch --state 4 -o pictures

Exit codes: 0 drawn, 2 no such result, unknown field or state
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return render(*arguments, invocation.json); };
    });
}

}  // namespace spondyl::app
