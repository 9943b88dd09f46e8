// SPDX-License-Identifier: Apache-2.0
#include "app/deck_run.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/progress_line.hpp"
#include "app/stop_signals.hpp"
#include "app/terminal.hpp"
#include "app/text_table.hpp"
#include "io/deck/read_deck.hpp"
#include "io/file_set.hpp"
#include "io/json_text.hpp"
#include "io/results/field_result_file.hpp"
#include "io/results/result_tables.hpp"
#include "io/results/summary_csv.hpp"
#include "io/safe_write.hpp"
#include "models/deck/deck_model.hpp"
#include "models/deck/run_deck.hpp"
#include "studies/child_processes.hpp"

namespace spondyl::app {

namespace {

namespace fs = std::filesystem;

std::size_t row_count(const DataTable& table) {
    return table.texts.empty() ? 0 : table.texts.front().rows.size();
}

std::string csv_of(const DataTable& table) {
    std::string text;
    const auto end_field = [&text](bool last) { text += last ? '\n' : ','; };
    for (std::size_t t = 0; t < table.texts.size(); ++t) {
        text += table.texts[t].name;
        end_field(t + 1 == table.texts.size() && table.numbers.empty());
    }
    for (std::size_t n = 0; n < table.numbers.size(); ++n) {
        text += table.numbers[n].name;
        end_field(n + 1 == table.numbers.size());
    }
    for (std::size_t row = 0; row < row_count(table); ++row) {
        for (std::size_t t = 0; t < table.texts.size(); ++t) {
            text += csv_field(table.texts[t].rows[row]);
            end_field(t + 1 == table.texts.size() && table.numbers.empty());
        }
        for (std::size_t n = 0; n < table.numbers.size(); ++n) {
            text += fmt::format("{}", table.numbers[n].rows[row]);
            end_field(n + 1 == table.numbers.size());
        }
    }
    return text;
}

nlohmann::ordered_json json_of(const DataTable& table) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (std::size_t row = 0; row < row_count(table); ++row) {
        nlohmann::ordered_json object;
        for (const auto& column : table.texts) object[column.name] = column.rows[row];
        for (const auto& column : table.numbers) object[column.name] = column.rows[row];
        rows.push_back(std::move(object));
    }
    return rows;
}

// The rows at the ends of steps.
std::string table_of_ends(const DataTable& table) {
    std::vector<std::string> header;
    for (const auto& column : table.texts) header.push_back(column.name);
    for (const auto& column : table.numbers) header.push_back(column.name);
    std::vector<std::vector<std::string>> rows;
    for (std::size_t row = 0; row < row_count(table); ++row) {
        const double time = table.numbers.front().rows[row];
        if (time == 0.0 || time != static_cast<double>(static_cast<long long>(time))) continue;
        std::vector<std::string>& cells = rows.emplace_back();
        for (const auto& column : table.texts) cells.push_back(column.rows[row]);
        for (const auto& column : table.numbers) cells.push_back(fmt::format("{:.5g}", column.rows[row]));
    }
    return rows.empty() ? std::string() : text_table(header, rows, table.texts.size());
}

fs::path save(FieldResult& result, const OwnedFolder& folder) {
    result.run_id = random_hex(16);
    FileSet set(folder);
    set.add(result_file_name, [&](const fs::path& path) { write_field_result(result, path); });
    for (const DataTable& table : result.tables) set.add_text(table.name + ".csv", csv_of(table));
    set.commit();
    return folder.path() / result_file_name;
}

}  // namespace

int run_deck_file(const DeckRunArguments& arguments, bool json) {
    const Deck deck = read_deck(arguments.deck, {.allow_unsupported = arguments.allow_unsupported});
    const StopSignals signals;
    const OwnedFolder folder(arguments.directory.empty() ? fs::path("results") / arguments.deck.stem()
                                                         : arguments.directory);
    ProgressLine line(!arguments.quiet && !json);
    DeckRunOptions options{.threads = arguments.threads, .outputs = arguments.outputs};
    if (line.active()) {
        options.progress = [&line](const DeckProgress& p) {
            line.show(Progress{.step = p.step,
                               .time = p.time,
                               .end_time = p.end_time,
                               .iteration = p.iteration,
                               .residual = p.residual});
        };
    }
    options.stop_requested = [] { return StopSignals::received() != 0; };
    FieldResult result = run_deck(deck, options);
    line.clear();
    const fs::path file = save(result, folder);
    if (json) {
        nlohmann::ordered_json object = {{"title", result.title},
                                         {"complete", result.complete},
                                         {"failure", result.failure},
                                         {"warnings", result.warnings},
                                         {"result", file.string()}};
        for (const DataTable& table : result.tables) object[table.name] = json_of(table);
        object["threads"] = result.threads;
        object["wall_seconds"] = result.wall_seconds;
        object["run_id"] = result.run_id;
        fmt::print("{}\n", dump_json(object));
    } else if (!arguments.quiet) {
        say("{}\n\n", result.title);
        say("{} nodes, {} elements, {} step{}\n", deck.mesh.nodes.size(), deck.cell_labels.size(), deck.steps.size(),
            deck.steps.size() == 1 ? "" : "s");
        for (const std::string& text : result.tables.front().texts[1].rows) say("{}\n", text);
        for (std::size_t t = 1; t < result.tables.size(); ++t) {
            const std::string text = table_of_ends(result.tables[t]);
            if (!text.empty()) say_lines(fmt::format("\n{}:\n{}", result.tables[t].doc, text));
        }
        say("\n{:.1f} s on {} thread{}; results in {}\n", result.wall_seconds, result.threads,
            result.threads == 1 ? "" : "s", folder.path().string());
    }
    for (const std::string& warning : result.warnings) say(stderr, "Warning: {}\n", warning);
    if (result.complete) return exit_ok;
    say_lines(stderr, fmt::format("{}\nWhat was computed before is kept in {}.\n", result.failure, file.string()));
    if (StopSignals::received() != 0) throw Interrupted(StopSignals::received());
    return exit_solve_failed;
}

int check_deck_file(const fs::path& file, bool json) {
    const Deck deck = read_deck(file);
    const DeckModel model(deck);
    const std::vector<StepLoads> loads = loads_of_steps(deck);
    const DeckStepSystem first(model, loads.front(), nullptr, {});
    const int unknowns = first.system().kinematics.free_count();
    if (json) {
        nlohmann::ordered_json materials = nlohmann::ordered_json::array();
        for (const MaterialChoice& material : model.materials()) materials.push_back(material.text);
        nlohmann::ordered_json steps = nlohmann::ordered_json::array();
        for (const DeckStep& step : deck.steps) steps.push_back(step.name);
        fmt::print("{}\n", dump_json(nlohmann::ordered_json{{"deck", file.string()},
                                                            {"title", deck.title},
                                                            {"nodes", deck.mesh.nodes.size()},
                                                            {"elements", deck.cell_labels.size()},
                                                            {"unknowns", unknowns},
                                                            {"materials", materials},
                                                            {"steps", steps}}));
        return exit_ok;
    }
    say("{}: valid\n", file.string());
    if (!deck.title.empty()) say("  title     {}\n", deck.title);
    say("  mesh      {} nodes, {} elements, {} unknowns in the first step\n", deck.mesh.nodes.size(),
        deck.cell_labels.size(), unknowns);
    for (const MaterialChoice& material : model.materials()) say("  material  {}\n", material.text);
    for (const DeckBody& body : deck.bodies) say("  rigid     {}: {} nodes\n", body.name, body.nodes.size());
    for (const DeckStep& step : deck.steps) say("  step      {}\n", step.name);
    return exit_ok;
}

}  // namespace spondyl::app
