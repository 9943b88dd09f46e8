// SPDX-License-Identifier: Apache-2.0
#include "app/deck_run.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <new>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/command.hpp"
#include "app/kept_text.hpp"
#include "app/progress_line.hpp"
#include "app/result_path.hpp"
#include "app/stop_signals.hpp"
#include "app/terminal.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"
#include "io/deck/read_deck.hpp"
#include "io/json_text.hpp"
#include "io/results/field_result_file.hpp"
#include "io/results/result_folder.hpp"
#include "io/results/result_tables.hpp"
#include "io/results/resumable.hpp"
#include "io/safe_write.hpp"
#include "io/scenario/sha256.hpp"
#include "models/deck/deck_step_system.hpp"
#include "models/deck/locking_cells.hpp"
#include "models/deck/run_deck.hpp"
#include "studies/child_processes.hpp"

namespace spondyl::app {

namespace {

namespace fs = std::filesystem;

std::size_t row_count(const DataTable& table) {
    return table.texts.empty() ? 0 : table.texts.front().rows.size();
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

// Hash of the deck; if it includes others, of the hashes of all files one after the other.
std::string hash_of(const Deck& deck) {
    std::string hashes;
    for (const std::string& file : deck.files) {
        std::ifstream stream(file, std::ios::binary);
        hashes += sha256(std::string(std::istreambuf_iterator<char>(stream), {}));
    }
    return deck.files.size() == 1 ? hashes : sha256(hashes);
}

// Outcome of a run of a deck, and where it can be resumed if it was stopped.
struct DeckRunEnd {
    FieldResult result;
    std::optional<DeckRestart> restart;
};

// The incomplete run to resume, if one was requested and exists.
std::optional<BegunFieldResult> begun_run(const DeckRunArguments& arguments, const std::string& hash,
                                          const fs::path& folder) {
    if (!arguments.resume) return std::nullopt;
    const std::optional<fs::path> file = result_to_resume(folder);
    if (!file) {
        if (!arguments.quiet)
            say(stderr, "There is nothing to resume in {}: the run starts from the beginning.\n", folder.string());
        return std::nullopt;
    }
    BegunFieldResult begun = read_begun_field_result(*file);
    check_resumable(*file, begun.result, hash, begun.restart.has_value());
    return begun;
}

DeckRunEnd solve(const Deck& deck, const DeckRunArguments& arguments, ResultFolder& folder, bool show) {
    ProgressLine line(show);
    DeckRunOptions options{.threads = arguments.threads, .outputs = arguments.outputs};
    if (line.active()) options.progress = [&line](const Progress& progress) { line.show(progress); };
    const std::string hash = hash_of(deck);
    const std::string run_id = random_hex(16);
    const auto stamp = [&](FieldResult& result) {
        result.scenario_sha256 = hash;
        result.run_id = run_id;
    };
    options.stop_requested = [] { return StopSignals::received() != 0; };
    options.described = [&](const FieldResult& described, std::size_t states) {
        folder.try_room(estimated_size(described.mesh, states));
    };
    const std::optional<BegunFieldResult> begun = begun_run(arguments, hash, folder.path());
    if (begun) {
        options.begun = &begun->result;
        options.restart = &*begun->restart;
    }
    std::optional<DeckRestart> restart = begun ? begun->restart : std::nullopt;  // until the run is beyond it
    options.keep = [&](FieldResult& result, const DeckRestart& here) {
        restart = here;
        folder.keep([&](FileSet& set, const std::string& subfolder) {
            stamp(result);
            add_field_result(set, result, subfolder, &here);
        });
    };
    try {
        DeckRunEnd end{.result = run_deck(deck, options), .restart = {}};
        stamp(end.result);
        // A run without equilibrium has come to its end.
        if (!end.result.complete && StopSignals::received() != 0) end.restart = std::move(restart);
        return end;
    } catch (const std::bad_alloc&) {
        throw SolveError("there is not enough memory for this deck. " + kept_text(folder.kept()));
    }
}

void print_deck_tables(const Deck& deck, const FieldResult& result) {
    say("{}\n\n", result.title);
    say("{} nodes, {} elements, {} step{}\n", deck.mesh.nodes.size(), deck.cell_labels.size(), deck.steps.size(),
        deck.steps.size() == 1 ? "" : "s");
    for (const std::string& text : result.tables.front().texts[1].rows) say("{}\n", text);
    for (std::size_t t = 1; t < result.tables.size(); ++t) {
        const std::string text = table_of_ends(result.tables[t]);
        if (!text.empty()) say_lines(fmt::format("\n{}:\n{}", result.tables[t].doc, text));
    }
    say("\n{:.1f} s on {} thread{}", result.wall_seconds, result.threads, result.threads == 1 ? "" : "s");
}

nlohmann::ordered_json deck_json(const FieldResult& result, const std::optional<fs::path>& file) {
    nlohmann::ordered_json object = {
        {"title", result.title},
        {"complete", result.complete},
        {"failure", result.failure},
        {"warnings", result.warnings},
        {"result", file ? nlohmann::ordered_json(file->string()) : nlohmann::ordered_json()}};
    for (const DataTable& table : result.tables) object[table.name] = json_of(table);
    object["threads"] = result.threads;
    object["wall_seconds"] = result.wall_seconds;
    object["scenario_sha256"] = result.scenario_sha256;
    object["run_id"] = result.run_id;
    return object;
}

}  // namespace

int run_deck_file(const DeckRunArguments& arguments, bool json) {
    const StopSignals signals;  // before the first thread
    const Deck deck = read_deck(arguments.deck, {.allow_unsupported = arguments.allow_unsupported});
    ResultFolder folder(result_folder(arguments.directory, arguments.deck));
    const DeckRunEnd end = solve(deck, arguments, folder, !arguments.quiet && !json);
    const FieldResult& result = end.result;
    const DeckRestart* restart = end.restart ? &*end.restart : nullptr;
    std::optional<fs::path> file;
    std::string not_saved;
    try {
        file = folder.save(result.complete, [&](FileSet& set, const std::string& subfolder) {
            add_field_result(set, result, subfolder, restart);
        });
    } catch (const UserError& error) {  // reported after the tables
        not_saved = error.what();
    }
    if (json) {
        fmt::print("{}\n", dump_json(deck_json(result, file)));
    } else if (!arguments.quiet) {
        print_deck_tables(deck, result);
        say("{}\n", file ? "; results in " + file->parent_path().string() : "");
    }
    for (const std::string& warning : result.warnings) say(stderr, "Warning: {}\n", warning);
    if (!result.complete) {
        say_lines(stderr, fmt::format("{}\n{}\n", result.failure, kept_text(folder.kept())));
        if (restart != nullptr && folder.kept())
            say(stderr, "To resume: spondyl run {} -o {} --outputs {} --resume\n", arguments.deck.string(),
                folder.path().string(), arguments.outputs);
    }
    if (!file) {
        say_lines(stderr, not_saved + "\n");
        if (result.complete) say_lines(stderr, kept_text(folder.kept()) + "\n");
        return exit_user_error;
    }
    if (result.complete) return exit_ok;
    if (StopSignals::received() != 0) throw Interrupted(StopSignals::received());
    return exit_solve_failed;
}

int check_deck_file(const fs::path& file, bool json) {
    const Deck deck = read_deck(file);
    const DeckModel model(deck);
    const std::vector<StepLoads> loads = loads_of_steps(deck);
    const DeckStepSystem first(model, loads.front(), nullptr, {});
    const int unknowns = first.system().kinematics.free_count();
    std::vector<std::string> warnings;
    for (const LockingCells& cells : locking_cells(model)) warnings.push_back(locking_text(cells));
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
                                                            {"steps", steps},
                                                            {"warnings", warnings}}));
        return exit_ok;
    }
    say("{}: valid\n", file.string());
    if (!deck.title.empty()) say("  title     {}\n", deck.title);
    say("  mesh      {} nodes, {} elements, {} unknowns in the first step\n", deck.mesh.nodes.size(),
        deck.cell_labels.size(), unknowns);
    for (const MaterialChoice& material : model.materials()) say("  material  {}\n", material.text);
    for (const DeckBody& body : deck.bodies) say("  rigid     {}: {} nodes\n", body.name, body.nodes.size());
    for (const DeckStep& step : deck.steps) say("  step      {}\n", step.name);
    for (const std::string& warning : warnings) say(stderr, "Warning: {}\n", warning);
    return exit_ok;
}

}  // namespace spondyl::app
