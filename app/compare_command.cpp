#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>
#include <thread>

#include "app/command.hpp"
#include "app/progress_line.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"
#include "io/results/summary_csv.hpp"
#include "io/scenario/scenario_file.hpp"
#include "studies/child_processes.hpp"
#include "studies/compare.hpp"
#include "studies/compared_measures.hpp"
#include "studies/comparison_file.hpp"
#include "studies/comparison_summary.hpp"
#include "studies/comparison_text.hpp"
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
    bool no_report = false;
};

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw UserError(fmt::format("cannot create the folder {}: {}", folder.string(), error.message()));
}

// What the runs leave while they are read.
class WorkFolder {
  public:
    explicit WorkFolder(fs::path path) : path_(std::move(path)) { make_folder(path_); }
    ~WorkFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

std::string cell(const Comparison& comparison, std::size_t index, std::size_t measure) {
    const ComparedValue& value = comparison.cases[index].values[measure];
    if (!std::isfinite(value.value)) return "-";
    std::string text = fmt::format("{:.{}f}", value.value, comparison.measures[measure].decimals);
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

nlohmann::ordered_json number(double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
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
                            {"limit", number(about.limit)}});
    for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
        const ComparedCase& one = comparison.cases[i];
        nlohmann::ordered_json values;
        for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
            const ComparedValue& value = one.values[m];
            values[comparison.measures[m].key] = {{"value", number(value.value)},
                                                  {"change_percent", number(change_percent(comparison, i, m))},
                                                  {"low", number(value.low)},
                                                  {"high", number(value.high)},
                                                  {"chance_better", number(value.chance_better)}};
        }
        cases.push_back({{"name", one.name},
                         {"title", one.title},
                         {"complete", one.result.complete},
                         {"infeasible", is_infeasible(one.result)},
                         {"failure", one.result.failure},
                         {"values", values}});
    }
    return {{"title", comparison.title},
            {"output", folder.string()},
            {"summary", comparison.summary},
            {"samples", comparison.samples},
            {"measures", measures},
            {"cases", cases},
            {"assumptions", comparison.assumptions}};
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
    make_folder(folder);
    const WorkFolder work(folder / fmt::format(".work-{}", getpid()));
    ProgressLine line(!json);
    CompareOptions options{
        .work = work.path(), .program = own_program(), .jobs = arguments.jobs, .task = arguments.task, .progress = {}};
    if (options.jobs == 0) options.jobs = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    options.progress = [&](std::size_t done, std::size_t all, const std::string& ended) {
        line.show(fmt::format("{} of {} cases, last {}", done, all, ended));
    };
    const Comparison comparison = compare(base, strategies, options);
    line.clear();
    write_csv(comparison_csv(comparison), folder / "comparison.csv");
    write_comparison(comparison, folder / "comparison.h5");
    if (!arguments.no_report) write_report(comparison, folder / "report.html");
    if (json) {
        fmt::print("{}\n", comparison_json(comparison, folder).dump(2));
        return exit_ok;
    }
    fmt::print("{}\n\n{}\n", comparison.title, comparison_table(comparison));
    for (const std::string& sentence : comparison.summary) fmt::print("- {}\n", sentence);
    fmt::print("\nresults in {}\n", folder.string());
    if (!arguments.no_report) fmt::print("report {}: open it in a browser\n", (folder / "report.html").string());
    return exit_ok;
}

}  // namespace

void add_compare_command(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<CompareArguments>();
    CLI::App* command = app.add_subcommand("compare", "Compare prevention strategies on one task");
    command->add_option("base", arguments->base, "Scenario file with a [[task]]")->required()->type_name("BASE");
    command
        ->add_option("strategies", arguments->strategies,
                     "Names (`spondyl list strategies`) or files of strategies; a+b does both at once")
        ->required()
        ->type_name("STRATEGY");
    command
        ->add_option("-o,--output", arguments->output,
                     "Folder for the results; default: results/NAME_compared of the scenario")
        ->type_name("FOLDER");
    command->add_option("--task", arguments->task, "Which task of the scenario; default: its last")->type_name("NAME");
    command->add_option("--jobs", arguments->jobs, "Runs at a time, each on one thread; 0 = all processors")
        ->capture_default_str()
        ->check(CLI::Range(0, 1024));
    command->add_flag("--no-report", arguments->no_report, "Write no report.html");
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer(R"(
Writes comparison.csv, comparison.h5 and report.html, a page with charts, pictures and an interactive view that needs
nothing but a browser. A strategy whose task finds no equilibrium stays in the table with its reason; one whose task the
muscles cannot do is marked with a star. docs/compare.md says how to read the numbers.

Examples:
  spondyl compare scenarios/lift_15kg.toml lighter_load load_closer squat exoskeleton
  spondyl compare my.toml squat squat+load_closer mine.toml -o results/squat

Exit codes: 0 compared, 2 a mistake in the scenario or a strategy, or one that does not apply, 3 the base has no
            equilibrium
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return compare_strategies(*arguments, invocation.json); };
    });
}

}  // namespace spondyl::app
