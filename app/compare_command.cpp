// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/cache_flag.hpp"
#include "app/command.hpp"
#include "app/measure_json.hpp"
#include "app/progress_line.hpp"
#include "app/terminal.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"
#include "io/file_set.hpp"
#include "io/json_text.hpp"
#include "io/results/result_text.hpp"
#include "io/results/summary_csv.hpp"
#include "io/scenario/scenario_file.hpp"
#include "studies/child_processes.hpp"
#include "studies/compare.hpp"
#include "studies/compared_measures.hpp"
#include "studies/comparison_file.hpp"
#include "studies/comparison_summary.hpp"
#include "studies/comparison_text.hpp"
#include "studies/locked_folder.hpp"
#include "viz/report/report.hpp"

namespace spondyl::app {

namespace {

namespace fs = std::filesystem;

struct CompareArguments {
    std::string base;
    std::vector<std::string> strategies;
    std::string output;
    std::string task;
    int jobs = 0;
    int samples = 0;
    bool ensemble = false;
    std::string sampling = "latin_hypercube";
    std::uint64_t seed = 1;
    bool no_report = false;
    bool progress = false;
};

std::string cell(const Comparison& comparison, std::size_t index, std::size_t measure) {
    const ComparedValue& value = comparison.cases[index].values[measure];
    if (!std::isfinite(value.value)) return "-";
    const ComparedMeasure& about = comparison.measures[measure];
    std::string text = shown(about, value.value);
    if (std::isfinite(value.low)) text += fmt::format(" [{}..{}]", shown(about, value.low), shown(about, value.high));
    const double change = change_percent(comparison, index, measure);
    if (index > 0 && std::isfinite(change)) text += fmt::format(" ({:+.0f} %)", change);
    return text;
}

std::string comparison_table(const Comparison& comparison) {
    std::vector<std::string> header = {"", ""};
    for (const ComparedCase& one : comparison.cases)
        header.push_back(one.name + (is_infeasible(one.result) ? " *" : ""));
    std::vector<std::vector<std::string>> rows;
    for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
        const ComparedMeasure& about = comparison.measures[m];
        std::vector<std::string> row = {about.title, about.unit == "1" ? "" : about.unit};
        for (std::size_t i = 0; i < comparison.cases.size(); ++i) row.push_back(cell(comparison, i, m));
        rows.push_back(std::move(row));
    }
    return text_table(header, rows, 2);
}

nlohmann::ordered_json samples_json(const Comparison& comparison) {
    nlohmann::ordered_json sampled = nlohmann::ordered_json::array(), pairs;
    for (const SampledQuantity& one : comparison.sampled)
        sampled.push_back({{"name", one.name}, {"title", one.title}, {"spread", one.spread}, {"source", one.source}});
    for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
        nlohmann::ordered_json matrix = nlohmann::ordered_json::array();
        for (std::size_t a = 0; a < comparison.cases.size(); ++a) {
            nlohmann::ordered_json row = nlohmann::ordered_json::array();
            for (std::size_t b = 0; b < comparison.cases.size(); ++b)
                row.push_back(a == b ? nlohmann::ordered_json() : json_number(chance_better(comparison, a, b, m)));
            matrix.push_back(row);
        }
        pairs[comparison.measures[m].key] = matrix;
    }
    return {{"sampling", comparison.sampling}, {"sampled", sampled}, {"chance_row_beats_column", pairs}};
}

nlohmann::ordered_json failures_json(const ComparedCase& one) {
    nlohmann::ordered_json failures = nlohmann::ordered_json::array();
    for (const auto& [sample, why] : one.failed_samples) failures.push_back({{"sample", sample + 1}, {"why", why}});
    return failures;
}

nlohmann::ordered_json comparison_json(const Comparison& comparison, const fs::path& folder) {
    nlohmann::ordered_json measures = nlohmann::ordered_json::array(), cases = nlohmann::ordered_json::array();
    for (const ComparedMeasure& about : comparison.measures)
        measures.push_back({{"key", about.key},
                            {"title", about.title},
                            {"unit", about.unit},
                            {"doc", about.doc},
                            {"source", about.source},
                            {"lower_is_better", about.lower_is_better},
                            {"limit", json_number(about.limit)}});
    for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
        const ComparedCase& one = comparison.cases[i];
        nlohmann::ordered_json values;
        for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
            const ComparedValue& value = one.values[m];
            values[comparison.measures[m].key] = {{"value", json_number(value.value)},
                                                  {"change_percent", json_number(change_percent(comparison, i, m))},
                                                  {"low", json_number(value.low)},
                                                  {"high", json_number(value.high)},
                                                  {"chance_better", json_number(value.chance_better)}};
        }
        cases.push_back({{"name", one.name},
                         {"title", one.title},
                         {"complete", one.result.complete},
                         {"infeasible", is_infeasible(one.result)},
                         {"failure", failure_text(one.result)},
                         {"failed_samples", failures_json(one)},
                         {"infeasible_samples", one.infeasible_samples},
                         {"values", values}});
    }
    nlohmann::ordered_json object = {{"title", comparison.title},
                                     {"output", folder.string()},
                                     {"summary", comparison.summary},
                                     {"samples", comparison.samples},
                                     {"tissue_sets", comparison.tissue_sets},
                                     {"measures", measures},
                                     {"cases", cases},
                                     {"assumptions", comparison.assumptions}};
    if (comparison.samples > 0) object["uncertainty"] = samples_json(comparison);
    return object;
}

int compare_strategies(const CompareArguments& arguments, bool json) {
    if (!arguments.no_report && !can_write_reports())
        throw UserError("this build of spondyl writes no reports (SPONDYL_REPORT=OFF); add --no-report");
    const Scenario base = load_scenario(arguments.base);
    std::vector<Strategy> strategies;
    for (const std::string& name : arguments.strategies) strategies.push_back(find_strategy(name));
    const fs::path folder = arguments.output.empty()
                                ? fs::path("results") / (fs::path(arguments.base).stem().string() + "_compared")
                                : fs::path(arguments.output);
    const OwnedFolder owned(folder);
    const LockedFolder work(folder / ".work");
    ProgressLine line(!json, arguments.progress);
    CompareOptions options{.work = work.path(),
                           .program = own_program(),
                           .jobs = arguments.jobs,
                           .task = arguments.task,
                           .samples = arguments.samples,
                           .ensemble = arguments.ensemble,
                           .method = find_sampling_method(arguments.sampling),
                           .seed = arguments.seed,
                           .progress = {}};
    if (options.jobs == 0) options.jobs = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    options.progress = [&](std::size_t done, std::size_t all, const std::string& ended) {
        line.show({.done = done, .all = all, .last = ended, .failed = 0}, "cases");
    };
    const Comparison comparison = compare(base, strategies, options);
    line.clear();
    FileSet set(owned);
    set.add_text("comparison.csv", comparison_csv(comparison));
    if (comparison.samples > 0) {
        set.add_text("samples.csv", samples_csv(comparison));
    } else {
        set.remove("samples.csv");
    }
    set.add("comparison.h5", [&](const fs::path& file) { write_comparison(comparison, file); });
    if (arguments.no_report) {
        set.remove("report.html");
    } else {
        set.add("report.html", [&](const fs::path& file) { write_report(comparison, file); });
    }
    set.commit();
    if (json) {
        fmt::print("{}\n", dump_json(comparison_json(comparison, folder)));
        return exit_ok;
    }
    say("{}\n\n", comparison.title);
    say_lines(comparison_table(comparison) + "\n");
    for (const std::string& sentence : comparison.summary) say("- {}\n", sentence);
    say("\nresults in {}\n", folder.string());
    if (!arguments.no_report) say("report {}: open it in a browser\n", (folder / "report.html").string());
    return exit_ok;
}

}  // namespace

void add_compare_command(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<CompareArguments>();
    CLI::App* command = app.add_subcommand("compare", "Compare prevention strategies on one task");
    command->add_option("base", arguments->base, "Scenario file with a [[task]]")->required()->type_name("BASE");
    command
        ->add_option("strategies", arguments->strategies,
                     "Names (`spondyl list strategies`) or files of strategies; a+b applies both at once")
        ->required()
        ->type_name("STRATEGY");
    command
        ->add_option("-o,--output", arguments->output,
                     "Folder for the results; default: results/NAME_compared of the scenario")
        ->type_name("FOLDER");
    command->add_option("--task", arguments->task, "Task of the scenario; default: the last one that is no destination")
        ->type_name("NAME");
    command->add_option("--jobs", arguments->jobs, "Number of runs in parallel, each on one thread; 0 = all processors")
        ->capture_default_str()
        ->check(CLI::Range(0, 1024));
    command->add_flag("--ensemble", arguments->ensemble,
                      "With all tissue sets of the ensemble (`spondyl list tissue-sets`)");
    CLI::Option* samples =
        command
            ->add_option("--samples", arguments->samples,
                         "With this many samples of the unknown properties of the person (`spondyl list uncertainty`)")
            ->type_name("N")
            ->check(CLI::Range(2, 100000));
    command->add_option("--seed", arguments->seed, "Seed of the samples: the same seed gives the same samples")
        ->capture_default_str()
        ->needs(samples)
        ->type_name("S");
    command
        ->add_option("--sampling", arguments->sampling,
                     "Sampling method: latin_hypercube, or sobol, best with 2, 4, 8, ... samples")
        ->capture_default_str()
        ->needs(samples)
        ->check(CLI::IsMember(std::vector<std::string>(sampling_method_names.begin(), sampling_method_names.end())))
        ->type_name("METHOD");
    command->add_flag("--no-report", arguments->no_report, "Write no report.html");
    add_no_cache_flag(*command);
    command->add_flag("--progress", arguments->progress, progress_option);
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer(R"(
Writes comparison.csv, comparison.h5 and report.html, a page with charts, pictures and an
interactive view that needs nothing but a browser; with samples also samples.csv. Samples give the
range in which 95 % of the values of each number lie, and the share of samples in which one case is
better than another. A strategy whose task has no equilibrium stays in the table with its reason;
one for whose task the muscles are too weak is marked with a star. docs/compare.md explains the
numbers.

Examples:
  spondyl compare scenarios/lift_15kg.toml lighter_load load_closer squat exoskeleton
  spondyl compare scenarios/lift_15kg.toml squat load_closer --ensemble --samples 40
  spondyl compare my.toml squat squat+load_closer mine.toml -o results/squat

Exit codes: 0 compared, 2 a mistake in the scenario or a strategy, or one that does not apply, 3 the base
            has no equilibrium
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return compare_strategies(*arguments, invocation.json); };
    });
}

}  // namespace spondyl::app
