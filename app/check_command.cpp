// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/command.hpp"
#include "app/deck_run.hpp"
#include "app/fit_table.hpp"
#include "app/mesh_json.hpp"
#include "app/terminal.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"
#include "io/deck/read_deck.hpp"
#include "io/json_text.hpp"
#include "io/results/result_text.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/body/body_size.hpp"
#include "models/body/body_warnings.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/muscles/muscle_set.hpp"
#include "models/tissue/tissue_set.hpp"

namespace spondyl::app {

namespace {

struct CheckOptions {
    std::string scenario;
    bool print = false;
};

// Position of the hands in a task, and the angles of the posture.
struct TaskReach {
    double height_cm, ankles_cm, disc_cm, right_cm, trunk_deg, lumbar_deg, thoracic_deg, knee_deg;
};
TaskReach reach_of(const Pose& pose, const SpineMesh& spine) {
    const Vec3 disc = pose.lumbosacral_disc(spine);
    const Vec3& hands = pose.load_point;
    return {0.1 * (hands.y() - pose.floor_height_mm),
            0.1 * (hands.x() - pose.ankle_x_mm),
            0.1 * (hands.x() - disc.x()),
            0.1 * hands.z(),
            pose.trunk_flexion_deg,
            pose.lumbar_flexion_deg,
            pose.thoracic_flexion_deg,
            pose.knee_flexion_deg};
}

// Everything that was built from a scenario.
struct Checked {
    Scenario scenario;
    SpineMesh spine;
    std::vector<Pose> poses;
    MeshReport mesh;
    std::vector<std::string> warnings;
    std::string canonical;
};

Checked check_scenario(const std::string& file) {
    Checked checked{
        .scenario = load_scenario(file), .spine = {}, .poses = {}, .mesh = {}, .warnings = {}, .canonical = {}};
    const Scenario& scenario = checked.scenario;
    load_tissue_set(scenario.tissue.set);
    checked.spine = build_spine_mesh(default_anatomy().spine, scenario.person, scenario.spine);
    checked.poses = poses_of(default_anatomy(), scenario, checked.spine);
    for (const FitWarning& warning : checked.spine.fit.warnings) checked.warnings.push_back(warning_text(warning));
    for (const InputWarning& warning : person_warnings(default_anatomy().body.mass, scenario.person))
        checked.warnings.push_back(warning_text(warning));
    for (std::size_t t = 0; t < checked.poses.size(); ++t) {
        for (const InputWarning& warning : load_warnings(scenario.tasks[t], checked.poses[t]))
            checked.warnings.push_back(warning_text(warning));
        for (const InputWarning& warning :
             support_warnings(default_anatomy(), scenario.person, scenario.tasks[t], checked.poses[t], checked.spine))
            checked.warnings.push_back(warning_text(warning));
    }
    checked.mesh = report(default_anatomy().spine, checked.spine);
    require_usable(checked.mesh);
    if (!scenario.tasks.empty())
        muscle_fascicles(default_anatomy(), scenario, checked.spine);  // muscle changes that name no fascicle
    checked.canonical = canonical_toml(scenario);
    return checked;
}

double worst_jacobian(const MeshReport& mesh) {
    double worst = 1.0;
    for (const PartQuality& part : mesh.parts) worst = std::min(worst, part.min_scaled_jacobian);
    return worst;
}

nlohmann::ordered_json check_json(const std::string& file, const Checked& checked) {
    nlohmann::ordered_json steps = nlohmann::ordered_json::array();
    for (const LoadStep& step : checked.scenario.steps) steps.push_back(step.name);
    nlohmann::ordered_json tasks = nlohmann::ordered_json::array();
    nlohmann::ordered_json hands = nlohmann::ordered_json::array();
    for (std::size_t t = 0; t < checked.poses.size(); ++t) {
        const TaskReach r = reach_of(checked.poses[t], checked.spine);
        tasks.push_back(checked.scenario.tasks[t].name);
        hands.push_back({{"task", checked.scenario.tasks[t].name},
                         {"height_cm", r.height_cm},
                         {"ahead_of_ankles_cm", r.ankles_cm},
                         {"ahead_of_L5S1_cm", r.disc_cm},
                         {"right_cm", r.right_cm},
                         {"trunk_flexion_deg", r.trunk_deg},
                         {"lumbar_flexion_deg", r.lumbar_deg},
                         {"thoracic_flexion_deg", r.thoracic_deg},
                         {"knee_flexion_deg", r.knee_deg}});
    }
    return {{"scenario", file},
            {"title", checked.scenario.title},
            {"steps", steps},
            {"tasks", tasks},
            {"hands", hands},
            {"warnings", checked.warnings},
            {"own_bones", fit_json(checked.spine.fit)},
            {"nodes", checked.mesh.nodes},
            {"cells", checked.mesh.cells},
            {"min_scaled_jacobian", worst_jacobian(checked.mesh)},
            {"scenario_sha256", sha256(checked.canonical)},
            {"canonical_scenario", checked.canonical}};
}

void print_check(const std::string& file, const Checked& checked) {
    const Scenario& scenario = checked.scenario;
    say("{}: valid\n", file);
    say("  title   {}\n", scenario.title);
    say("  spine   {} to {}, tissue set {}\n", name(scenario.spine.top), name(scenario.spine.bottom),
        scenario.tissue.set);
    fmt::print("  mesh    {} nodes, {} cells, smallest scaled Jacobian {:.2f}\n", checked.mesh.nodes,
               checked.mesh.cells, worst_jacobian(checked.mesh));
    for (const LoadStep& step : scenario.steps) say("  step    {}\n", step.name);
    for (std::size_t t = 0; t < checked.poses.size(); ++t) {
        const TaskReach r = reach_of(checked.poses[t], checked.spine);
        say("  task    {}: hands {:.1f} cm high, {} the ankles, {} L5-S1; trunk {:.0f}, lumbar {:.0f}, knees {:.0f} "
            "deg\n",
            scenario.tasks[t].name, r.height_cm, ahead_text(r.ankles_cm, 1), ahead_text(r.disc_cm, 1), r.trunk_deg,
            r.lumbar_deg, r.knee_deg);
    }
    if (const std::string table = fit_table(checked.spine.fit); !table.empty()) fmt::print("\n{}\n", table);
    for (const std::string& warning : checked.warnings) say(stderr, "Warning: {}\n", warning);
}

int check(const CheckOptions& options, bool json) {
    if (is_deck(options.scenario)) {
        if (options.print) throw UserError("--print is for scenarios, not for decks");
        return check_deck_file(options.scenario, json);
    }
    const Checked checked = check_scenario(options.scenario);
    if (json) {
        fmt::print("{}\n", dump_json(check_json(options.scenario, checked)));
    } else if (options.print) {
        fmt::print("{}", checked.canonical);
    } else {
        print_check(options.scenario, checked);
    }
    return exit_ok;
}

}  // namespace

void add_check_command(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<CheckOptions>();
    CLI::App* command = app.add_subcommand("check", "Read a scenario or a deck and build its model, without solving");
    command->add_option("scenario", options->scenario, "Scenario or model file (TOML), or deck (.inp, .feb)")
        ->required()
        ->type_name("SCENARIO");
    CLI::Option* json = command->add_flag("--json", invocation.json, "Print one JSON object");
    command->add_flag("--print", options->print, "Print the scenario with every default filled in")->excludes(json);
    command->footer(R"(
All mistakes are listed at once, each with file, line, column and what is allowed.

Examples:
  spondyl check my.toml
  spondyl check my.toml --print > complete.toml
  spondyl check disc.inp

Exit codes: 0 valid, 2 not valid
)");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { return check(*options, invocation.json); };
    });
}

}  // namespace spondyl::app
