// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/command.hpp"
#include "app/disc_table.hpp"
#include "app/index_table.hpp"
#include "app/lifting_table.hpp"
#include "app/result_path.hpp"
#include "app/structure_table.hpp"
#include "app/task_table.hpp"
#include "app/terminal.hpp"
#include "app/verdict_json.hpp"
#include "io/json_text.hpp"
#include "io/results/result_text.hpp"
#include "io/results/summary_csv.hpp"

namespace spondyl::app {

namespace {

struct InfoOptions {
    std::string result;
    bool csv = false;
    bool scenario = false;
};

nlohmann::ordered_json info_json(const Result& result, const std::string& file) {
    nlohmann::ordered_json provenance = nlohmann::ordered_json::object();
    for (const auto& [key, value] : result.provenance) provenance[key] = value;
    nlohmann::ordered_json states = nlohmann::ordered_json::array(), fields = nlohmann::ordered_json::array();
    for (const ResultState& state : result.states) states.push_back({{"step", state.step}, {"time", state.time}});
    for (const Field& field : result.states.front().cell_fields) {
        fields.push_back({{"name", field.name}, {"components", field.components}});
    }
    return {{"file", file},
            {"title", result.title},
            {"complete", result.complete},
            {"failure", failure_text(result)},
            {"verdicts", verdicts_json(result)},
            {"warnings", warning_texts(result)},
            {"nodes", result.mesh.nodes.size()},
            {"cells", result.mesh.hexes.size()},
            {"states", states},
            {"fields", fields},
            {"muscle_fascicles", result.muscles.size()},
            {"tasks", task_rows_json(result)},
            {"indices", index_rows_json(result)},
            {"lifting", lifting_rows_json(result)},
            {"muscles", muscle_rows_json(result)},
            {"discs", disc_rows_json(result)},
            {"ligaments", ligament_rows_json(result)},
            {"facets", facet_rows_json(result)},
            {"settle", settle_json(result)},
            {"threads", result.threads},
            {"wall_seconds", result.wall_seconds},
            {"scenario_sha256", result.scenario_sha256},
            {"run_id", result.run_id},
            {"resumable", result.restart.has_value()},
            {"provenance", provenance}};
}

void print_info(const Result& result, const std::string& file) {
    say("{}\n", result.title);
    say("  file      {}\n", file);
    fmt::print("  complete  {}\n", result.complete  ? "yes"
                                   : result.restart ? "no, ended early: spondyl run --resume goes on from here"
                                                    : "no");
    fmt::print("  mesh      {} nodes, {} cells\n", result.mesh.nodes.size(), result.mesh.hexes.size());
    if (!result.muscles.empty()) fmt::print("  muscles   {} fascicles\n", result.muscles.size());
    say("  states    {}, from {} to {} ({:g})\n", result.states.size(), result.states.front().step,
        result.states.back().step, result.states.back().time);
    std::string fields;
    for (const Field& field : result.states.front().cell_fields) fields += (fields.empty() ? "" : ", ") + field.name;
    say("  fields    {}\n", fields);
    fmt::print("  run       {:.1f} s on {} thread{}\n", result.wall_seconds, result.threads,
               result.threads == 1 ? "" : "s");
    say("  scenario  sha256 {}\n", result.scenario_sha256);
    if (!result.run_id.empty()) say("  run_id    {}\n", result.run_id);
    std::size_t width = 0;
    for (const auto& [key, value] : result.provenance) width = std::max(width, key.size());
    fmt::print("\n");
    for (const auto& [key, value] : result.provenance) say("  {:<{}}  {}\n", key, width, value);
    for (const std::string& table :
         {task_table(result), index_table(result), lifting_table(result), muscle_table(result), disc_table(result)}) {
        if (!table.empty()) fmt::print("\n{}", table);
    }
    if (const std::string table = structure_table(result); !table.empty()) {
        say("\n{}, last state:\n", result.states.back().step);
        say_lines(table);
    }
    if (const std::string line = settle_line(result); !line.empty()) fmt::print("{}\n", line);
    for (const std::string& warning : warning_texts(result)) say_lines(fmt::format("\nWarning: {}\n", warning));
    if (!result.complete) say_lines(fmt::format("\n{}\n", failure_text(result)));
}

int info(const InfoOptions& options, bool json) {
    const std::filesystem::path file = find_result(options.result);
    const Result result = read_whole_result(file);
    if (json) {
        fmt::print("{}\n", dump_json(info_json(result, file.string())));
    } else if (options.csv) {
        say_lines(summary_csv(result));
    } else if (options.scenario) {
        say_lines(result.canonical_scenario);
    } else {
        print_info(result, file.string());
    }
    return exit_ok;
}

}  // namespace

void add_info_command(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<InfoOptions>();
    CLI::App* command = app.add_subcommand("info", "Tell what a result file holds");
    command->add_option("result", options->result, "Folder written by run, or its result file")
        ->required()
        ->type_name("RESULT");
    CLI::Option* json = command->add_flag("--json", invocation.json, "Print one JSON object with every measure");
    CLI::Option* csv =
        command->add_flag("--csv", options->csv, "Print the table of the discs in all states as CSV")->excludes(json);
    command->add_flag("--scenario", options->scenario, "Print the scenario of the run, every default filled in")
        ->excludes(json)
        ->excludes(csv);
    command->footer(R"(
Examples:
  spondyl info results/my
  spondyl info results/my --csv > discs.csv
  spondyl info results/my --scenario > again.toml

Exit codes: 0 printed, 2 no such result, or tables beside it that are of another run
)");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { return info(*options, invocation.json); };
    });
}

}  // namespace spondyl::app
