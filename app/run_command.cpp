// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/command.hpp"
#include "app/disc_table.hpp"
#include "app/expectations.hpp"
#include "app/index_table.hpp"
#include "app/lifting_table.hpp"
#include "app/progress_line.hpp"
#include "app/result_path.hpp"
#include "app/structure_table.hpp"
#include "app/task_table.hpp"
#include "core/error.hpp"
#include "io/results/result_file.hpp"
#include "io/results/summary_csv.hpp"
#include "io/safe_write.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"
#include "models/analysis/run.hpp"

namespace spondyl::app {

namespace {

namespace fs = std::filesystem;

struct RunArguments {
    std::string scenario;
    std::string directory;
    int threads = 0;
    bool quiet = false;
    bool strict = false;
};

// Before the solve, so that nobody waits for minutes to learn that there is no room for the result.
fs::path result_folder(const RunArguments& arguments) {
    const fs::path folder = arguments.directory.empty() ? fs::path("results") / fs::path(arguments.scenario).stem()
                                                        : fs::path(arguments.directory);
    make_folder(folder);
    return folder;
}

nlohmann::ordered_json run_json(const Result& result, const std::vector<ExpectationCheck>& checks,
                                const fs::path& folder) {
    return {{"title", result.title},
            {"complete", result.complete},
            {"failure", result.failure},
            {"warnings", result.warnings},
            {"result", (folder / result_file_name).string()},
            {"table", (folder / summary_file_name).string()},
            {"tasks", task_rows_json(result)},
            {"indices", index_rows_json(result)},
            {"lifting", lifting_rows_json(result)},
            {"muscles", muscle_rows_json(result)},
            {"discs", disc_rows_json(result)},
            {"ligaments", ligament_rows_json(result)},
            {"facets", facet_rows_json(result)},
            {"settle", settle_json(result)},
            {"expect", expectations_json(checks)},
            {"threads", result.threads},
            {"wall_seconds", result.wall_seconds},
            {"scenario_sha256", result.scenario_sha256}};
}

int run(const RunArguments& arguments, bool json) {
    const Scenario scenario = load_scenario(arguments.scenario);
    const fs::path folder = result_folder(arguments);
    ProgressLine line(!arguments.quiet && !json);
    RunOptions options;
    options.threads = arguments.threads;
    if (line.active()) options.progress = [&line](const Progress& progress) { line.show(progress_text(progress)); };
    Result result = run_scenario(scenario, options);
    line.clear();
    result.canonical_scenario = canonical_toml(scenario);
    result.scenario_sha256 = sha256(result.canonical_scenario);
    write_results(result, folder / result_file_name);
    write_csv(summary_csv(result), folder / summary_file_name);
    write_csv(ligaments_csv(result), folder / ligament_file_name);
    write_csv(facets_csv(result), folder / facet_file_name);
    write_csv(tasks_csv(result), folder / task_file_name);
    write_csv(indices_csv(result), folder / index_file_name);
    write_csv(lifting_csv(result), folder / lifting_file_name);
    write_csv(muscles_csv(result), folder / muscle_file_name);

    const std::vector<ExpectationCheck> checks = check_expectations(scenario, result);
    if (json) {
        fmt::print("{}\n", run_json(result, checks, folder).dump(2));
    } else if (!arguments.quiet) {
        fmt::print("{}\n\n", result.title);
        for (const std::string& table :
             {task_table(result), index_table(result), lifting_table(result), muscle_table(result)}) {
            if (!table.empty()) fmt::print("{}\n", table);
        }
        fmt::print("{}", disc_table(result));
        if (const std::string table = structure_table(result); !table.empty()) {
            fmt::print("\n{}, last state:\n{}", result.states.back().step, table);
        }
        if (const std::string line_of_shift = settle_line(result); !line_of_shift.empty()) {
            fmt::print("{}\n", line_of_shift);
        }
        if (!checks.empty()) fmt::print("\n{}", expectation_table(checks));
        fmt::print("\n{:.1f} s on {} thread{}; results in {}\n", result.wall_seconds, result.threads,
                   result.threads == 1 ? "" : "s", folder.string());
    }
    for (const std::string& warning : result.warnings) fmt::print(stderr, "Warning: {}\n", warning);
    if (!result.complete) {
        fmt::print(stderr, "{}\nWhat was computed before is kept in {}.\n", result.failure,
                   (folder / result_file_name).string());
        return exit_solve_failed;
    }
    const bool all_pass = std::all_of(checks.begin(), checks.end(), [](const ExpectationCheck& c) { return c.pass(); });
    return arguments.strict && !all_pass ? exit_expectation_failed : exit_ok;
}

}  // namespace

void add_run_command(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<RunArguments>();
    CLI::App* command = app.add_subcommand("run", "Solve a scenario, write the results, print tables");
    command->add_option("scenario", arguments->scenario, "Scenario file (TOML)")->required()->type_name("SCENARIO");
    command
        ->add_option("-o,--output", arguments->directory,
                     "Folder for the results; default: results/NAME of the scenario")
        ->type_name("FOLDER");
    command->add_option("--threads", arguments->threads, "Threads; 0 = all. The numbers do not depend on it")
        ->capture_default_str()
        ->check(CLI::Range(0, 1024));
    command->add_flag("--json", invocation.json, "Print one JSON object with every measure at the end of each step");
    command->add_flag("-q,--quiet", arguments->quiet, "Print nothing but errors");
    command->add_flag("--strict", arguments->strict, "Exit with 1 if an [[expect]] row of the scenario fails");
    command->footer(R"(
Writes result.vtkhdf (HDF5; opens in ParaView 5.12 and later) and discs.csv (every measure of every disc in all states);
ligaments.csv and facets.csv hold the same of the ligaments and facet joints, tasks.csv, indices.csv, lifting.csv and
muscles.csv of whole-body tasks, their indices, the worksheet of the lifting equation and every fascicle.
The progress line appears only on a terminal. [[expect]] rows are printed as pass or FAIL.

Examples:
  spondyl run scenarios/l4l5_compression.toml
  spondyl run my.toml -o results/my --threads 2
  spondyl run my.toml --json | jq '.discs[] | {disc, nucleus_pressure_MPa}'
  spondyl run my.toml --json | jq '.tasks[] | {step, compression_L5S1_N, strength_used}'

Exit codes: 0 solved, 1 solved but --strict and an expected value was missed, 2 scenario not valid,
            3 no equilibrium found (the states before are kept)
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return run(*arguments, invocation.json); };
    });
}

}  // namespace spondyl::app
