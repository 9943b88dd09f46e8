// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "app/command.hpp"
#include "app/mesh_json.hpp"
#include "app/terminal.hpp"
#include "io/json_text.hpp"
#include "io/scenario/scenario_file.hpp"
#include "models/analysis/rest_result.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "viz/export_vtu.hpp"

namespace spondyl::app {

namespace {

struct MeshOptions {
    std::string scenario;
    std::string directory;
};

int mesh(const MeshOptions& options, bool json) {
    const Scenario scenario = load_scenario(options.scenario);
    const SpineMesh spine = build_spine_mesh(default_anatomy().spine, scenario.person, scenario.spine);
    const MeshReport mesh_report = report(default_anatomy().spine, spine);
    std::vector<std::filesystem::path> files;
    if (!options.directory.empty()) files = export_vtu(rest_result(spine), options.directory);
    if (json) {
        nlohmann::ordered_json object = mesh_report_json(mesh_report);
        object["files"] = nlohmann::ordered_json::array();
        for (const auto& path : files) object["files"].push_back(path.string());
        fmt::print("{}\n", dump_json(object));
    } else {
        fmt::print("{}", format(mesh_report));
        for (const auto& path : files) say("{}\n", path.string());
    }
    require_usable(mesh_report);
    return exit_ok;
}

}  // namespace

void add_mesh_command(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<MeshOptions>();
    CLI::App* command =
        app.add_subcommand("mesh", "Report on the mesh of a scenario: quality, volumes, published ranges");
    command->add_option("scenario", options->scenario, "Scenario file (TOML)")->required()->type_name("SCENARIO");
    command->add_option("--vtu", options->directory, "Also write the mesh and the bones for ParaView into this folder")
        ->type_name("FOLDER");
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer(R"(
Examples:
  spondyl mesh my.toml
  spondyl mesh my.toml --vtu mesh

Exit codes: 0 reported, 2 scenario not valid
)");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { return mesh(*options, invocation.json); };
    });
}

}  // namespace spondyl::app
