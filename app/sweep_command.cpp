// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/cache_flag.hpp"
#include "app/command.hpp"
#include "app/progress_line.hpp"
#include "app/result_path.hpp"
#include "app/terminal.hpp"
#include "core/error.hpp"
#include "io/json_text.hpp"
#include "io/results/summary_csv.hpp"
#include "io/study/study_file.hpp"
#include "studies/child_processes.hpp"
#include "studies/sweep/collect.hpp"
#include "studies/sweep/plan.hpp"
#include "studies/sweep/run_sweep.hpp"
#include "studies/sweep/sweep_tables.hpp"

namespace spondyl::app {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct SweepArguments {
    std::string study;
    std::string folder;
    std::string shard = "1/1";
    int jobs = 0;
    bool retry_failed = false;
    bool keep_fields = false;
    bool partial = false;
    bool progress = false;
};

int plan(const SweepArguments& arguments, bool json) {
    const fs::path folder = result_folder(arguments.folder, arguments.study);
    const SweepPlan plan = plan_sweep(read_study(arguments.study));
    const bool is_new = write_plan(plan, folder);
    const SweepManifest& manifest = plan.manifest;
    if (json) {
        fmt::print("{}\n", dump_json(Json{{"sweep", folder.string()},
                                          {"cases", manifest.cases.size()},
                                          {"inputs", manifest.inputs.size()},
                                          {"measures", manifest.measures.size()},
                                          {"new", is_new}}));
        return exit_ok;
    }
    say("{}: {} cases, {} inputs, {} measures{}\nnext: spondyl sweep run {}\n", folder.string(), manifest.cases.size(),
        manifest.inputs.size(), manifest.measures.size(), is_new ? "" : "; planned before, nothing changed",
        folder.string());
    return exit_ok;
}

// "3/8" as the third of eight shares.
std::pair<int, int> read_shard(const std::string& text) {
    std::pair<int, int> shard{};
    const char* const end = text.data() + text.size();
    const auto [slash, wrong] = std::from_chars(text.data(), end, shard.first);
    if (wrong == std::errc() && slash != end && *slash == '/') {
        const auto [stop, also_wrong] = std::from_chars(slash + 1, end, shard.second);
        if (also_wrong == std::errc() && stop == end && 1 <= shard.first && shard.first <= shard.second) return shard;
    }
    throw UserError(fmt::format("--shard takes K/N with K from 1 to N, such as 3/8; found \"{}\"", text));
}

int run(const SweepArguments& arguments, bool json) {
    const auto [share, shares] = read_shard(arguments.shard);
    ProgressLine line(!json, arguments.progress);
    SweepRunOptions options{.sweep = arguments.folder,
                            .program = own_program(),
                            .share = share,
                            .shares = shares,
                            .jobs = arguments.jobs,
                            .retry_failed = arguments.retry_failed,
                            .keep_fields = arguments.keep_fields,
                            .progress = {}};
    if (options.jobs == 0) options.jobs = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    options.progress = [&](const SweepState& state) {
        line.show({.done = state.finished + state.failed, .all = state.all, .last = {}, .failed = state.failed},
                  "cases");
    };
    const SweepState state = run_sweep(options);
    line.clear();
    if (json) {
        fmt::print("{}\n", dump_json(Json{{"sweep", arguments.folder},
                                          {"shard", arguments.shard},
                                          {"cases", state.all},
                                          {"finished", state.finished},
                                          {"failed", state.failed},
                                          {"computed", state.computed}}));
    } else {
        say("share {}: {} of {} cases finished, {} failed; {} computed now\n", arguments.shard, state.finished,
            state.all, state.failed, state.computed);
        if (state.failed > 0)
            say("reasons in {}; --retry-failed computes them again\n",
                (fs::path(arguments.folder) / "failures").string());
    }
    return exit_ok;
}

// The first few identifiers, for a message.
std::string some_of(const std::vector<std::string>& ids) {
    constexpr std::size_t shown = 12;
    const auto end = ids.begin() + static_cast<std::ptrdiff_t>(std::min(shown, ids.size()));
    return fmt::format("{}{}", fmt::join(ids.begin(), end, ", "), ids.size() > shown ? ", ..." : "");
}

int collect(const SweepArguments& arguments, bool json) {
    const fs::path folder = arguments.folder;
    const SweepTable table = collect_sweep(folder);
    const std::vector<std::string> missing = table.missing();
    if (!missing.empty())
        say(stderr, "{} of {} cases are not computed yet: {}\n", missing.size(), table.rows.size(), some_of(missing));
    const bool whole = missing.empty();
    const bool write = whole || arguments.partial;
    if (!write)
        say(stderr, "`spondyl sweep run {}` continues; --partial collects the cases so far\n", arguments.folder);
    if (table.versions().size() > 1)
        say(stderr, "Warning: the cases were computed by different versions of spondyl: {}\n",
            fmt::format("{}", fmt::join(table.versions(), ", ")));
    if (write) {
        const std::vector<SensitivityRow> sensitivity = sweep_sensitivity(table);
        write_csv(sweep_csv(table), folder / "sweep.csv");
        write_csv(sensitivity_csv(table, sensitivity), folder / "sensitivity.csv");
        write_sweep(table, sensitivity, folder / "sweep.h5");
    }
    const std::size_t finished = table.rows.size() - missing.size() - table.failed();
    if (json) {
        fmt::print("{}\n", dump_json(Json{{"sweep", arguments.folder},
                                          {"cases", table.rows.size()},
                                          {"finished", finished},
                                          {"failed", table.failed()},
                                          {"missing", missing},
                                          {"written", write}}));
    } else if (write) {
        say("{} of {} cases finished, {} failed; sweep.csv, sweep.h5 and sensitivity.csv in {}\n", finished,
            table.rows.size(), table.failed(), folder.string());
    }
    return write ? exit_ok : exit_expectation_failed;
}

void add_plan(CLI::App& sweep, Invocation& invocation) {
    const auto arguments = std::make_shared<SweepArguments>();
    CLI::App* command = sweep.add_subcommand("plan", "Write the cases of a study into a folder");
    command->add_option("study", arguments->study, "Study file (TOML)")->required()->type_name("STUDY");
    command->add_option("-o,--output", arguments->folder, "Folder of the sweep; default: results/NAME of the study")
        ->type_name("FOLDER");
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer(R"(
Planning the same study again changes nothing; another plan in the same folder is refused.
docs/sweeps.md describes the keys of a study file.

Examples:
  spondyl sweep plan docs/examples/sweep/study.toml -o results/lifting

Exit codes: 0 planned, 2 a mistake in the study, or another plan is there
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return plan(*arguments, invocation.json); };
    });
}

void add_run(CLI::App& sweep, Invocation& invocation) {
    const auto arguments = std::make_shared<SweepArguments>();
    CLI::App* command = sweep.add_subcommand("run", "Compute the remaining cases, or a share of them");
    command->add_option("folder", arguments->folder, "Folder of the sweep")->required()->type_name("FOLDER");
    command
        ->add_option("--shard", arguments->shard,
                     "K/N: only every N-th case, beginning with the K-th. The results do not depend on it")
        ->capture_default_str()
        ->type_name("K/N");
    command
        ->add_option("--jobs", arguments->jobs, "Number of cases in parallel, each on one thread; 0 = all processors")
        ->capture_default_str()
        ->check(CLI::Range(0, 1024));
    command->add_flag("--retry-failed", arguments->retry_failed, "Compute cases again that failed before");
    command->add_flag("--keep-fields", arguments->keep_fields, "Keep all files of every case computed now, in fields/");
    add_no_cache_flag(*command);
    command->add_flag("--progress", arguments->progress, progress_option);
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer(R"(
May be stopped or killed at any time and started again: at most the cases in progress are lost.
Several processes may work on one folder at once. A case without equilibrium is kept with its reason
in failures/ and does not stop the others. The progress line appears only on a terminal.

Examples:
  spondyl sweep run results/lifting
  spondyl sweep run results/lifting --shard 3/8 --jobs 1

Exit codes: 0 every case of the share has numbers or a reason, 2 no plan, or a mistake in the arguments
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return run(*arguments, invocation.json); };
    });
}

void add_collect(CLI::App& sweep, Invocation& invocation) {
    const auto arguments = std::make_shared<SweepArguments>();
    CLI::App* command =
        sweep.add_subcommand("collect", "Write one table of all cases, and the influence of the inputs");
    command->add_option("folder", arguments->folder, "Folder of the sweep")->required()->type_name("FOLDER");
    command->add_flag("--partial", arguments->partial, "Even if cases are missing");
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer(R"(
Writes sweep.csv, sweep.h5 and sensitivity.csv into the folder; docs/sweeps.md describes their
contents.

Examples:
  spondyl sweep collect results/lifting

Exit codes: 0 collected, 1 cases are missing and --partial was not given, 2 no plan, or a file of another
            plan
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return collect(*arguments, invocation.json); };
    });
}

}  // namespace

void add_sweep_command(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand("sweep", "Studies of many cases: plan, run in shares, collect");
    command->require_subcommand(1);
    add_plan(*command, invocation);
    add_run(*command, invocation);
    add_collect(*command, invocation);
    command->footer(R"(
Each of the three has its own --help; all accept --json. docs/sweeps.md has details, with examples
for Slurm, GNU parallel and Snakemake.

Examples:
  spondyl sweep plan docs/examples/sweep/study.toml -o results/lifting
  spondyl sweep run results/lifting
  spondyl sweep collect results/lifting

Exit codes: 0 done, 1 collect: cases are missing, 2 a mistake in the study, the folder or the arguments
)");
}

}  // namespace spondyl::app
