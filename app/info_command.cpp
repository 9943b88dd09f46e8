// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/command.hpp"
#include "app/disc_table.hpp"
#include "app/fit_table.hpp"
#include "app/index_table.hpp"
#include "app/lifting_table.hpp"
#include "app/result_path.hpp"
#include "app/structure_table.hpp"
#include "app/task_table.hpp"
#include "app/terminal.hpp"
#include "app/text_table.hpp"
#include "app/verdict_json.hpp"
#include "core/error.hpp"
#include "core/mesh/cells.hpp"
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

nlohmann::ordered_json provenance_json(const RunInfo& run) {
    nlohmann::ordered_json provenance = nlohmann::ordered_json::object();
    for (const auto& [key, value] : run.provenance) provenance[key] = value;
    return provenance;
}

template <class State>
nlohmann::ordered_json states_json(const std::vector<State>& states) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const State& state : states) rows.push_back({{"step", state.step}, {"time", state.time}});
    return rows;
}

nlohmann::ordered_json fields_json(const std::vector<Field>& fields) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const Field& field : fields) {
        rows.push_back(
            {{"name", field.name}, {"components", field.components}, {"unit", field.unit}, {"doc", field.doc}});
    }
    return rows;
}

nlohmann::ordered_json info_json(const Result& result, const std::string& file) {
    return {{"file", file},
            {"title", result.title},
            {"complete", result.complete},
            {"failure", failure_text(result)},
            {"verdicts", verdicts_json(result)},
            {"warnings", warning_texts(result)},
            {"own_bones", fit_json(result.fit)},
            {"nodes", result.mesh.nodes.size()},
            {"cells", cell_count(result.mesh)},
            {"states", states_json(result.states)},
            {"fields", fields_json(result.states.front().cell_fields)},
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
            {"provenance", provenance_json(result)}};
}

// Number of cells of each kind, in the order of the mesh.
std::vector<std::pair<std::string, std::size_t>> cells_by_kind(const Mesh& mesh) {
    std::vector<std::pair<std::string, std::size_t>> kinds;
    for (const CellBlock& block : mesh.blocks) {
        const std::string name(find_cell_kind(block.type)->name);
        const auto known = std::ranges::find(kinds, name, &std::pair<std::string, std::size_t>::first);
        if (known == kinds.end()) {
            kinds.emplace_back(name, block.size());
        } else {
            known->second += block.size();
        }
    }
    return kinds;
}

nlohmann::ordered_json table_json(const DataTable& table) {
    nlohmann::ordered_json columns = nlohmann::ordered_json::array();
    for (const DataTable::Texts& column : table.texts)
        columns.push_back({{"name", column.name}, {"doc", column.doc}, {"rows", column.rows}});
    for (const DataTable::Numbers& column : table.numbers)
        columns.push_back({{"name", column.name}, {"unit", column.unit}, {"doc", column.doc}, {"rows", column.rows}});
    return {{"name", table.name}, {"doc", table.doc}, {"columns", columns}};
}

nlohmann::ordered_json info_json(const FieldResult& result, const std::string& file) {
    nlohmann::ordered_json kinds = nlohmann::ordered_json::object(), tables = nlohmann::ordered_json::array();
    for (const auto& [name, count] : cells_by_kind(result.mesh)) kinds[name] = count;
    for (const DataTable& table : result.tables) tables.push_back(table_json(table));
    const auto sizes = [](const std::map<std::string, std::vector<int>>& sets) {
        nlohmann::ordered_json numbers = nlohmann::ordered_json::object();
        for (const auto& [name, set] : sets) numbers[name] = set.size();
        return numbers;
    };
    return {{"file", file},
            {"title", result.title},
            {"complete", result.complete},
            {"failure", result.failure},
            {"warnings", result.warnings},
            {"nodes", result.mesh.nodes.size()},
            {"cells", cell_count(result.mesh)},
            {"cells_by_kind", kinds},
            {"node_sets", sizes(result.mesh.node_sets)},
            {"cell_sets", sizes(result.mesh.cell_sets)},
            {"states", states_json(result.states)},
            {"fields", fields_json(result.states.front().cell_fields)},
            {"node_fields", fields_json(result.states.front().node_fields)},
            {"tables", tables},
            {"threads", result.threads},
            {"wall_seconds", result.wall_seconds},
            {"scenario_sha256", result.scenario_sha256},
            {"run_id", result.run_id},
            {"provenance", provenance_json(result)}};
}

std::string names_of(const std::vector<Field>& fields) {
    std::string names;
    for (const Field& field : fields) names += (names.empty() ? "" : ", ") + field.name;
    return names;
}

void print_head(const RunInfo& run, const std::string& file, const char* incomplete) {
    say("{}\n", run.title);
    say("  file      {}\n", file);
    fmt::print("  complete  {}\n", run.complete ? "yes" : incomplete);
}

template <class State>
void print_states(const std::vector<State>& states) {
    say("  states    {}, from {} to {} ({:g})\n", states.size(), states.front().step, states.back().step,
        states.back().time);
    say("  fields    {}\n", names_of(states.front().cell_fields));
}

void print_run(const RunInfo& run) {
    fmt::print("  run       {:.1f} s on {} thread{}\n", run.wall_seconds, run.threads, run.threads == 1 ? "" : "s");
    if (!run.scenario_sha256.empty()) say("  scenario  sha256 {}\n", run.scenario_sha256);
    if (!run.run_id.empty()) say("  run_id    {}\n", run.run_id);
    std::size_t width = 0;
    for (const auto& [key, value] : run.provenance) width = std::max(width, key.size());
    fmt::print("\n");
    for (const auto& [key, value] : run.provenance) say("  {:<{}}  {}\n", key, width, value);
}

void print_info(const Result& result, const std::string& file) {
    print_head(result, file, result.restart ? "no, stopped early: continue with spondyl run --resume" : "no");
    fmt::print("  mesh      {} nodes, {} cells\n", result.mesh.nodes.size(), cell_count(result.mesh));
    if (!result.muscles.empty()) fmt::print("  muscles   {} fascicles\n", result.muscles.size());
    print_states(result.states);
    print_run(result);
    for (const std::string& table : {fit_table(result.fit), task_table(result), index_table(result),
                                     lifting_table(result), muscle_table(result), disc_table(result)}) {
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

void print_table(const DataTable& table) {
    std::vector<std::string> header;
    for (const DataTable::Texts& column : table.texts) header.push_back(column.name);
    for (const DataTable::Numbers& column : table.numbers) header.push_back(column.name);
    const std::size_t rows = !table.numbers.empty() ? table.numbers.front().rows.size()
                             : !table.texts.empty() ? table.texts.front().rows.size()
                                                    : 0;
    std::vector<std::vector<std::string>> lines(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        for (const DataTable::Texts& column : table.texts) lines[i].push_back(column.rows[i]);
        for (const DataTable::Numbers& column : table.numbers)
            lines[i].push_back(fmt::format("{:.6g}", column.rows[i]));
    }
    say("\n{}\n", table.name);
    say_lines(text_table(header, lines, table.texts.size()));
}

void print_info(const FieldResult& result, const std::string& file) {
    print_head(result, file, "no");
    std::string kinds;
    for (const auto& [name, count] : cells_by_kind(result.mesh))
        kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", count, name);
    fmt::print("  mesh      {} nodes, {} cells: {}\n", result.mesh.nodes.size(), cell_count(result.mesh), kinds);
    const auto print_sets = [](const char* what, const std::map<std::string, std::vector<int>>& sets) {
        std::string names;
        for (const auto& [name, set] : sets)
            names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", name, set.size());
        if (!names.empty()) say("  {:<8}  {}\n", what, names);
    };
    print_sets("of nodes", result.mesh.node_sets);
    print_sets("of cells", result.mesh.cell_sets);
    print_states(result.states);
    say("  at nodes  {}\n", names_of(result.states.front().node_fields));
    print_run(result);
    for (const DataTable& table : result.tables) print_table(table);
    for (const std::string& warning : result.warnings) say_lines(fmt::format("\nwarning: {}\n", warning));
    if (!result.complete) say_lines(fmt::format("\n{}\n", result.failure));
}

int info(const InfoOptions& options, bool json) {
    const std::filesystem::path file = find_result(options.result);
    const AnyResult result = read_whole_result(file);
    const auto* spine = std::get_if<Result>(&result);
    if (json) {
        fmt::print("{}\n",
                   dump_json(std::visit([&](const auto& one) { return info_json(one, file.string()); }, result)));
    } else if (options.csv) {
        if (spine == nullptr)
            throw UserError(fmt::format("{} holds no spine, and so no table of discs", file.string()));
        say_lines(summary_csv(*spine));
    } else if (options.scenario) {
        const std::string& scenario = run_info(result).canonical_scenario;
        if (scenario.empty())
            throw UserError(fmt::format("{} holds no scenario: its run was that of a deck", file.string()));
        say_lines(scenario);
    } else {
        std::visit([&](const auto& one) { print_info(one, file.string()); }, result);
    }
    return exit_ok;
}

}  // namespace

void add_info_command(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<InfoOptions>();
    CLI::App* command = app.add_subcommand("info", "Summarise a result file");
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

Exit codes: 0 printed, 2 no such result, or tables beside it that belong to another run; --scenario for a
            result without one
)");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { return info(*options, invocation.json); };
    });
}

}  // namespace spondyl::app
