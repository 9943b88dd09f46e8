// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/command.hpp"
#include "app/mesh_json.hpp"
#include "app/terminal.hpp"
#include "io/json_text.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/muscles/muscle_set.hpp"
#include "models/tissue/tissue_set.hpp"

namespace spondyl::app {

namespace {

struct CheckOptions {
    std::string scenario;
    bool print = false;
};

int check(const CheckOptions& options, bool json) {
    const Scenario scenario = load_scenario(options.scenario);
    load_tissue_set(scenario.tissue.set);
    const SpineMesh spine = build_spine_mesh(scenario.person, scenario.spine);
    const MeshReport mesh = report(spine);
    require_usable(mesh);
    if (!scenario.tasks.empty()) muscle_fascicles(scenario, spine);  // muscle changes that name no fascicle
    const std::string canonical = canonical_toml(scenario);
    double worst = 1.0;
    for (const PartQuality& part : mesh.parts) worst = std::min(worst, part.min_scaled_jacobian);
    if (json) {
        nlohmann::ordered_json steps = nlohmann::ordered_json::array();
        for (const LoadStep& step : scenario.steps) steps.push_back(step.name);
        nlohmann::ordered_json tasks = nlohmann::ordered_json::array();
        for (const Task& task : scenario.tasks) tasks.push_back(task.name);
        const nlohmann::ordered_json object = {{"scenario", options.scenario},
                                               {"title", scenario.title},
                                               {"steps", steps},
                                               {"tasks", tasks},
                                               {"nodes", mesh.nodes},
                                               {"cells", mesh.cells},
                                               {"min_scaled_jacobian", worst},
                                               {"scenario_sha256", sha256(canonical)},
                                               {"canonical_scenario", canonical}};
        fmt::print("{}\n", dump_json(object));
    } else if (options.print) {
        fmt::print("{}", canonical);
    } else {
        say("{}: valid\n", options.scenario);
        say("  title   {}\n", scenario.title);
        say("  spine   {} to {}, tissue set {}\n", name(scenario.spine.top), name(scenario.spine.bottom),
            scenario.tissue.set);
        fmt::print("  mesh    {} nodes, {} cells, smallest scaled Jacobian {:.2f}\n", mesh.nodes, mesh.cells, worst);
        for (const LoadStep& step : scenario.steps) say("  step    {}\n", step.name);
        for (const Task& task : scenario.tasks) say("  task    {}\n", task.name);
    }
    return exit_ok;
}

}  // namespace

void add_check_command(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<CheckOptions>();
    CLI::App* command = app.add_subcommand("check", "Read a scenario and build its mesh, without solving");
    command->add_option("scenario", options->scenario, "Scenario file (TOML)")->required()->type_name("SCENARIO");
    CLI::Option* json = command->add_flag("--json", invocation.json, "Print one JSON object");
    command->add_flag("--print", options->print, "Print the scenario with every default filled in")->excludes(json);
    command->footer(R"(
All mistakes are listed at once, each with file, line, column and what is allowed.

Examples:
  spondyl check my.toml
  spondyl check my.toml --print > complete.toml

Exit codes: 0 valid, 2 not valid
)");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { return check(*options, invocation.json); };
    });
}

}  // namespace spondyl::app
