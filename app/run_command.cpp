// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <new>
#include <optional>

#include "app/cache_flag.hpp"
#include "app/command.hpp"
#include "app/deck_run.hpp"
#include "app/disc_table.hpp"
#include "app/expectations.hpp"
#include "app/fit_table.hpp"
#include "app/index_table.hpp"
#include "app/kept_text.hpp"
#include "app/lifting_table.hpp"
#include "app/progress_line.hpp"
#include "app/result_path.hpp"
#include "app/stop_signals.hpp"
#include "app/structure_table.hpp"
#include "app/task_table.hpp"
#include "app/terminal.hpp"
#include "app/verdict_json.hpp"
#include "core/error.hpp"
#include "io/cache/settled_cache.hpp"
#include "io/deck/read_deck.hpp"
#include "io/json_text.hpp"
#include "io/results/result_tables.hpp"
#include "io/results/result_text.hpp"
#include "io/results/run_folder.hpp"
#include "io/scenario/scenario_file.hpp"
#include "models/result/drop_fields.hpp"
#include "models/run/run.hpp"
#include "studies/child_processes.hpp"

namespace spondyl::app {

namespace {

namespace fs = std::filesystem;

struct RunArguments {
    std::string scenario;
    std::string directory;
    int threads = 0;
    bool quiet = false;
    bool strict = false;
    bool resume = false;
    bool allow_unsupported = false;
    int outputs = 1;
    bool measures_only = false;
};

nlohmann::ordered_json path_json(const std::optional<fs::path>& path) {
    return path ? nlohmann::ordered_json(path->string()) : nlohmann::ordered_json();
}

nlohmann::ordered_json run_json(const Result& result, const std::vector<ExpectationCheck>& checks,
                                const std::optional<fs::path>& file) {
    return {{"title", result.title},
            {"complete", result.complete},
            {"failure", failure_text(result)},
            {"failed_tasks", failed_json(result)},
            {"verdicts", verdicts_json(result)},
            {"warnings", warning_texts(result)},
            {"own_bones", fit_json(result.fit)},
            {"result", path_json(file)},
            {"table", path_json(file ? std::optional(file->parent_path() / summary_file_name) : file)},
            {"tasks", task_rows_json(result)},
            {"indices", index_rows_json(result)},
            {"lifting", lifting_rows_json(result)},
            {"muscle_fascicles", result.muscles.size()},
            {"muscles", muscle_rows_json(result)},
            {"discs", disc_rows_json(result)},
            {"ligaments", ligament_rows_json(result)},
            {"facets", facet_rows_json(result)},
            {"settle", settle_json(result)},
            {"expect", expectations_json(checks)},
            {"threads", result.threads},
            {"wall_seconds", result.wall_seconds},
            {"scenario_sha256", result.scenario_sha256},
            {"run_id", result.run_id}};
}

void print_tables(const Result& result, const std::vector<ExpectationCheck>& checks) {
    say("{}\n\n", result.title);
    for (const std::string& table : {fit_table(result.fit), task_table(result), index_table(result),
                                     lifting_table(result), muscle_table(result)}) {
        if (!table.empty()) fmt::print("{}\n", table);
    }
    fmt::print("{}", disc_table(result));
    if (const std::string table = structure_table(result); !table.empty()) {
        say("\n{}, last state:\n", result.states.back().step);
        say_lines(table);
    }
    if (const std::string line_of_shift = settle_line(result); !line_of_shift.empty()) {
        fmt::print("{}\n", line_of_shift);
    }
    if (!checks.empty()) fmt::print("\n{}", expectation_table(checks));
}

// Message on what a run that was not completed has left.
std::string kept_text(const RunArguments& arguments, const std::optional<fs::path>& kept, bool resumable) {
    std::string text = app::kept_text(kept);
    if (kept && resumable) {
        text += fmt::format("\nTo resume: spondyl run {} -o {} --resume", arguments.scenario,
                            result_folder(arguments.directory, arguments.scenario).string());
    }
    return text;
}

Result solve(const RunArguments& arguments, const Scenario& scenario, RunFolder& folder,
             const std::optional<Result>& earlier, bool show) {
    ProgressLine line(show);
    RunOptions options;
    options.threads = arguments.threads;
    if (line.active()) options.progress = [&line](const Progress& progress) { line.show(progress); };
    options.stop_requested = [] { return StopSignals::received() != 0; };
    options.described = [&](const Result& described) { folder.try_room(described); };
    if (!arguments.measures_only) options.keep = [&](Result& result) { folder.keep(result); };
    if (earlier) options.resume = &*earlier;
    std::optional<SettledCache> cache;
    if (const std::optional<fs::path> kept = cache_folder()) options.settled = &cache.emplace(*kept);
    try {
        return run_scenario(scenario, options);
    } catch (const RunStopped&) {
        line.clear();
        say_lines(stderr,
                  fmt::format("Ended before the first equilibrium. {}\n", kept_text(arguments, folder.kept(), false)));
        throw Interrupted(StopSignals::received());
    } catch (const std::bad_alloc&) {
        throw SolveError("there is not enough memory for this scenario; try a coarser mesh");
    }
}

int run(const RunArguments& arguments, bool json) {
    if (is_deck(arguments.scenario)) {
        if (arguments.strict || arguments.measures_only)
            throw UserError("--strict and --measures-only are for scenarios, not for decks");
        return run_deck_file({.deck = arguments.scenario,
                              .directory = arguments.directory,
                              .threads = arguments.threads,
                              .outputs = arguments.outputs,
                              .quiet = arguments.quiet,
                              .allow_unsupported = arguments.allow_unsupported,
                              .resume = arguments.resume},
                             json);
    }
    if (arguments.allow_unsupported) throw UserError("--allow-unsupported is for decks, not for scenarios");
    const StopSignals signals;  // before the first thread
    const Scenario scenario = load_scenario(arguments.scenario);
    RunFolder folder(result_folder(arguments.directory, arguments.scenario), scenario);
    const std::optional<Result> earlier = arguments.resume ? folder.resumable() : std::nullopt;
    if (arguments.resume && !earlier && !arguments.quiet)
        say(stderr, "There is nothing to resume in {}: the run starts from the beginning.\n", folder.path().string());
    Result result = solve(arguments, scenario, folder, earlier, !arguments.quiet && !json);
    const bool stopped = !result.complete && result.restart.has_value();
    if (arguments.measures_only) {
        drop_fields(result);
        result.restart.reset();  // a restart needs the mesh
    }
    const bool resumable = stopped && !arguments.measures_only;
    std::optional<fs::path> file;
    std::string not_saved;
    try {
        file = folder.save(result);
    } catch (const UserError& error) {  // reported after the tables
        not_saved = error.what();
    }
    if (stopped && StopSignals::received() != 0) {
        if (!not_saved.empty()) say_lines(stderr, not_saved + "\n");
        say_lines(stderr, kept_text(arguments, folder.kept(), resumable) + "\n");
        throw Interrupted(StopSignals::received());
    }
    const std::vector<ExpectationCheck> checks = check_expectations(scenario, result);
    if (json) {
        fmt::print("{}\n", dump_json(run_json(result, checks, file)));
    } else if (!arguments.quiet) {
        print_tables(result, checks);
        fmt::print("\n{:.1f} s on {} thread{}", result.wall_seconds, result.threads, result.threads == 1 ? "" : "s");
        say("{}\n", file ? "; results in " + file->parent_path().string() : "");
    }
    for (const std::string& warning : warning_texts(result)) say_lines(stderr, fmt::format("Warning: {}\n", warning));
    if (!result.complete)
        say_lines(stderr,
                  fmt::format("{}\n{}\n", failure_text(result), kept_text(arguments, folder.kept(), resumable)));
    if (!file) {
        say_lines(stderr, not_saved + "\n");
        if (result.complete) say_lines(stderr, kept_text(arguments, folder.kept(), folder.kept().has_value()) + "\n");
        return exit_user_error;
    }
    if (!result.complete) return exit_solve_failed;
    const bool all_pass = std::all_of(checks.begin(), checks.end(), [](const ExpectationCheck& c) { return c.pass(); });
    return arguments.strict && !all_pass ? exit_expectation_failed : exit_ok;
}

}  // namespace

void add_run_command(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<RunArguments>();
    CLI::App* command = app.add_subcommand("run", "Solve a scenario or a deck, write the results, print tables");
    command
        ->add_option("scenario", arguments->scenario,
                     "Scenario or model file (TOML), or deck of Abaqus, CalculiX (.inp) or FEBio (.feb)")
        ->required()
        ->type_name("SCENARIO");
    command
        ->add_option("-o,--output", arguments->directory,
                     "Folder for the results; default: results/NAME of the scenario")
        ->type_name("FOLDER");
    command->add_option("--threads", arguments->threads, "Number of threads; 0 = all. The results do not depend on it")
        ->capture_default_str()
        ->check(CLI::Range(0, 1024));
    command->add_flag("--resume", arguments->resume,
                      "Continue a run of the same scenario or deck that was stopped early, to the same results");
    command
        ->add_flag("--measures-only", arguments->measures_only,
                   "Write neither mesh nor fields: all tables, but no pictures and no resuming")
        ->excludes("--resume");
    add_no_cache_flag(*command);
    command->add_flag("--json", invocation.json, "Print one JSON object with every measure at the end of each step");
    command->add_flag("-q,--quiet", arguments->quiet, "Print nothing but errors");
    command->add_flag("--strict", arguments->strict, "Exit with 1 if an [[expect]] row of the scenario fails");
    command->add_flag("--allow-unsupported", arguments->allow_unsupported,
                      "Run a deck without its unsupported parts, which the result lists");
    command->add_option("--outputs", arguments->outputs, "Number of states kept in each step of a deck")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    command->footer(R"(
Writes result.vtkhdf (HDF5; opens in ParaView 5.12 and later) and discs.csv (every measure of every
disc in all states); ligaments.csv and facets.csv hold the same for ligaments and facet joints,
tasks.csv, indices.csv, lifting.csv and muscles.csv for whole-body tasks, their indices, the
worksheet of the lifting equation and every fascicle. They replace those of an older run together,
once all are complete; until then the results so far are in the folder `incomplete`, where a run
that is stopped leaves them. The progress line appears only on a terminal. [[expect]] rows are
printed as pass or FAIL. For a deck (.inp, .feb) or model it writes the same file and its tables:
materials.csv, reference_nodes.csv, reactions.csv, cell_sets.csv, springs.csv.

Examples:
  spondyl run scenarios/l4l5_compression.toml
  spondyl run disc.inp -o results/disc --outputs 10
  spondyl run my.toml -o results/my --threads 2
  spondyl run my.toml -o results/my --resume
  spondyl run my.toml --json | jq '.discs[] | {disc, nucleus_pressure_MPa}'
  spondyl run my.toml --json | jq '.tasks[] | {step, compression_L5S1_N, strength_used}'

Exit codes: 0 solved, 1 solved, but with --strict an expected value does not agree, 2 scenario not valid,
            nothing to resume, another run at work in the folder, or not enough disc space, 3 no equilibrium
            found (earlier states are kept); ended by a signal: that signal, after the results so far have
            been saved
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return run(*arguments, invocation.json); };
    });
}

}  // namespace spondyl::app
