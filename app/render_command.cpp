// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/made_files.hpp"
#include "app/result_path.hpp"
#include "app/terminal.hpp"
#include "core/error.hpp"
#include "core/text/printable.hpp"
#include "io/json_text.hpp"
#include "io/safe_write.hpp"
#include "viz/field_render.hpp"
#include "viz/render.hpp"

namespace spondyl::app {

namespace {

struct RenderArguments {
    std::string result;
    std::string directory;
    std::string task;
    std::vector<double> range;
    RenderOptions options;
};

template <class State>
int last_state_of(const std::vector<State>& states, const std::string& name) {
    std::vector<std::string> names;
    for (const State& state : states) {
        if (names.empty() || names.back() != state.step) names.push_back(state.step);
    }
    for (std::size_t i = states.size(); i-- > 0;) {
        if (states[i].step == name) return static_cast<int>(i);
    }
    throw UserError(fmt::format("there is no task or load step \"{}\" in the result; there are: {}", printable(name),
                                fmt::join(names, ", ")));
}

int render(RenderArguments arguments, bool json) {
    const std::filesystem::path file = find_result(arguments.result);
    const std::filesystem::path directory =
        arguments.directory.empty() ? folder_of(file) : std::filesystem::path(arguments.directory);
    const AnyResult result = read_drawable_result(file);
    if (!arguments.task.empty()) {
        arguments.options.state =
            std::visit([&](const auto& one) { return last_state_of(one.states, arguments.task); }, result);
    }
    if (!arguments.range.empty()) arguments.options.range = {{arguments.range[0], arguments.range[1]}};
    const auto draw = [&](const std::filesystem::path& scratch) {
        arguments.options.directory = scratch;
        if (const auto* spine = std::get_if<Result>(&result)) return render_pictures(*spine, arguments.options);
        return render_fields(std::get<FieldResult>(result), arguments.options);
    };
    nlohmann::ordered_json files = nlohmann::ordered_json::array();
    for (const auto& path : put_beside(directory, file, run_info(result), draw)) {
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
    command
        ->add_option("--field", arguments->options.field,
                     "Cell field to colour by, NAME or NAME:COMPONENT; default: von_mises_MPa")
        ->type_name("FIELD")
        ->check([](const std::string& name) { return std::string(name.empty() ? "a field has a name" : ""); });
    command->add_option("--state", arguments->options.state, "State to draw, from 0; negative counts from the last")
        ->capture_default_str()
        ->excludes(command
                       ->add_option("--task", arguments->task,
                                    "Draw the end of this task or load step instead of naming a state")
                       ->type_name("NAME"));
    command
        ->add_option("--range", arguments->range,
                     "Limits of the colours, to compare pictures; default: from the values")
        ->expected(2)
        ->type_name("LOW HIGH");
    command->add_option("--width", arguments->options.width, "Pixels")->capture_default_str();
    command->add_option("--height", arguments->options.height, "Pixels")->capture_default_str();
    command->add_flag("--json", invocation.json, "Print one JSON object with the files");
    command->footer(R"(
Writes overview.png, column.png, sagittal.png and discs.png; facets.png if there are ligaments or
facet joints, body.png for the state of a task. For a result without a spine it writes fields.png,
which can also show node fields and displacement_mm.

Examples:
  spondyl render results/my
  spondyl render results/my --field fibre_stretch --state 4 -o pictures
  spondyl render results/my --task "pallet to shelf" --range 0 5

Exit codes: 0 drawn, 2 no such result, unknown field, task or state
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return render(*arguments, invocation.json); };
    });
}

}  // namespace spondyl::app
