// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/command.hpp"
#include "app/measure_json.hpp"
#include "app/progress_line.hpp"
#include "app/result_path.hpp"
#include "app/terminal.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"
#include "core/text/number.hpp"
#include "io/json_text.hpp"
#include "io/results/summary_csv.hpp"
#include "io/safe_write.hpp"
#include "io/scenario/scenario_file.hpp"
#include "models/anatomy/own_set.hpp"
#include "studies/calibration/calibrate.hpp"
#include "studies/calibration/calibration_charts.hpp"
#include "studies/calibration/calibration_report.hpp"
#include "studies/child_processes.hpp"
#include "studies/locked_folder.hpp"
#include "viz/chart.hpp"

namespace spondyl::app {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct CalibrateArguments {
    std::string target;
    std::string base;
    std::string folder;
    std::string tissue_set;
    std::string mesh;
    std::vector<std::string> free;
    std::vector<std::string> held;
    int iterations = 30;
    int samples = 0;
    int jobs = 0;
};

std::optional<double> read_number(std::string_view text) {
    const auto value = parse_number<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

// NAME or NAME=LOW:HIGH
ParameterRequest read_request(const std::string& text) {
    const std::size_t equals = text.find('=');
    ParameterRequest request{.name = text.substr(0, equals), .range = {}};
    if (equals == std::string::npos) return request;
    const std::string range = text.substr(equals + 1);
    const std::size_t colon = range.find(':');
    const auto low = read_number(range.substr(0, colon));
    const auto high = colon == std::string::npos ? std::nullopt : read_number(range.substr(colon + 1));
    if (!low || !high)
        throw UserError(
            fmt::format("--free takes NAME or NAME=LOW:HIGH, such as nucleus or nucleus=0.05:0.2; found \"{}\"", text));
    request.range = {*low, *high};
    return request;
}

ParameterValue read_held(const std::string& text) {
    const std::size_t equals = text.find('=');
    const auto value = equals == std::string::npos ? std::nullopt : read_number(text.substr(equals + 1));
    if (!value) throw UserError(fmt::format("--hold takes NAME=VALUE, such as dispersion=0.17; found \"{}\"", text));
    return {text.substr(0, equals), *value};
}

CalibrationOptions read_options(const CalibrateArguments& arguments) {
    CalibrationOptions options;
    options.target = arguments.target;
    if (!arguments.base.empty()) options.base = load_scenario(arguments.base);
    // A path on the command line is relative to the working directory; scenarios are written elsewhere.
    if (!arguments.tissue_set.empty())
        options.base.tissue.set =
            is_own_set(arguments.tissue_set) ? fs::absolute(arguments.tissue_set).string() : arguments.tissue_set;
    if (const auto mesh = find_enumerator<MeshDensity>(arguments.mesh)) options.base.spine.mesh = *mesh;
    for (const std::string& text : arguments.free) options.free.push_back(read_request(text));
    for (const std::string& text : arguments.held) options.held.push_back(read_held(text));
    options.max_iterations = arguments.iterations;
    options.samples = arguments.samples;
    options.program = own_program();
    options.jobs =
        arguments.jobs > 0 ? arguments.jobs : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return options;
}

std::string parameter_table(const Calibration& calibration) {
    std::vector<std::vector<std::string>> rows;
    for (const FittedParameter& one : calibration.parameters) {
        rows.push_back({one.name, one.unit, fmt::format("{:.4g}", one.start), fmt::format("{:.4g}", one.value),
                        one.standard_error && one.determined ? fmt::format("{:.2g}", *one.standard_error) : "",
                        fmt::format("{:g} to {:g}", one.low, one.high)});
    }
    return text_table({"parameter", "unit", "start", "value", "standard error", "range"}, rows, 2);
}

Json json_of(const Calibration& calibration, const fs::path& folder) {
    Json parameters = Json::array(), rows = Json::array(), alike = Json::array();
    for (const FittedParameter& one : calibration.parameters) {
        parameters.push_back({{"parameter", one.name},
                              {"unit", one.unit},
                              {"start", one.start},
                              {"value", one.value},
                              {"low", one.low},
                              {"high", one.high},
                              {"standard_error", json_number(one.standard_error)},
                              {"at_bound", one.at_bound},
                              {"determined", one.determined}});
    }
    for (const FittedRow& row : calibration.rows) {
        rows.push_back({{"line", row.target.line},
                        {"segment", row.target.segment()},
                        {"direction", name(row.target.motion)},
                        {"load", row.target.load},
                        {"preload_N", row.target.preload_N},
                        {"quantity", name(row.target.quantity)},
                        {"measured", row.target.value},
                        {"sd", row.target.sd},
                        {"before", json_number(row.before)},
                        {"after", json_number(row.after)}});
    }
    for (const CorrelatedPair& pair : calibration.alike)
        alike.push_back({{"first", pair.first}, {"second", pair.second}, {"correlation", pair.correlation}});
    return {{"set", folder.string()},
            {"from", calibration.set},
            {"end", name(calibration.end)},
            {"rms_before", calibration.rms_before},
            {"rms_after", calibration.rms_after},
            {"unmet", calibration.unmet().size()},
            {"iterations", calibration.iterations},
            {"sets_tried", calibration.sets_tried},
            {"runs", calibration.runs},
            {"sets_failed", calibration.sets_failed},
            {"parameters", parameters},
            {"not_told_apart", alike},
            {"rows", rows}};
}

// A folder that a command makes for its results; one that stays empty, since the input is refused, is removed again.
class CalibrationFolder {
  public:
    explicit CalibrationFolder(const fs::path& folder) : folder_(folder) { make_folder(folder); }
    CalibrationFolder(const CalibrationFolder&) = delete;
    CalibrationFolder& operator=(const CalibrationFolder&) = delete;
    ~CalibrationFolder() {
        std::error_code not_empty;
        fs::remove(folder_, not_empty);
    }

  private:
    fs::path folder_;
};

int calibrate_command(const CalibrateArguments& arguments, bool json) {
    CalibrationOptions options = read_options(arguments);
    const fs::path folder = result_folder(arguments.folder, arguments.target);
    const CalibrationFolder made(folder);
    const LockedFolder work(folder / "work");
    options.work = fs::absolute(work.path());
    options.result = folder;
    ProgressLine line(!json);
    options.progress = [&](const CalibrationProgress& progress) {
        line.show(fmt::format("{} sets tried in {} runs{}", progress.sets_tried, progress.runs,
                              std::isfinite(progress.rms) ? fmt::format(", misfit {:.2f} SD", progress.rms) : ""));
    };
    const Calibration calibration = calibrate(options);
    line.clear();
    const fs::path charts = folder / calibration_chart_folder;
    if (fs::exists(folder / "report.md")) fs::remove_all(charts);  // of an earlier calibration, with other rows perhaps
    write_text_safely(folder / "report.md", calibration_markdown(calibration));
    write_csv(calibration_rows_csv(calibration), folder / "fitted_rows.csv");
    write_csv(calibration_parameters_csv(calibration), folder / "fitted_parameters.csv");
    if (json) {
        fmt::print("{}\n", dump_json(json_of(calibration, folder)));
    } else {
        if (!calibration.parameters.empty()) say_lines(parameter_table(calibration) + "\n");
        for (const std::string& sentence : calibration_verdict(calibration)) say("{}\n", sentence);
    }
    // After everything else: charts need OpenGL, and a fit is worth keeping without it.
    viz::write_charts(calibration_charts(calibration), charts);
    if (!json) {
        say("every row: {}\ncharts: {}\nuse it: [tissue] set = \"{}/\"\n", (folder / "report.md").string(),
            charts.string(), folder.string());
    }
    if (calibration.end == CalibrationEnd::interrupted) throw Interrupted(calibration.signal);
    return calibration.unmet().empty() ? exit_ok : exit_expectation_failed;
}

}  // namespace

void add_calibrate_command(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<CalibrateArguments>();
    CLI::App* command = app.add_subcommand("calibrate", "Fit a tissue set to measurements of your own");
    command->add_option("target", arguments->target, "Table of measurements (CSV)")->required()->type_name("TARGET");
    command
        ->add_option(
            "--base", arguments->base,
            "Scenario with person, spine, structures and the tissue set to start from; its steps are replaced. "
            "Default: the mean adult with all structures")
        ->type_name("SCENARIO");
    command->add_option("--from", arguments->tissue_set, "Tissue set to start from, instead of the base's")
        ->type_name("SET");
    command
        ->add_option("--free", arguments->free,
                     "A parameter to fit, NAME or NAME=LOW:HIGH; may be repeated. Default: stiffness of matrix, fibres "
                     "and ligaments")
        ->type_name("NAME");
    command->add_option("--hold", arguments->held, "A parameter to be fixed at another value, NAME=VALUE")
        ->type_name("NAME=VALUE");
    command->add_option("--mesh", arguments->mesh, "Instead of the mesh of the base")
        ->check(CLI::IsMember({"coarse", "medium", "fine"}));
    command->add_option("-o,--output", arguments->folder, "Folder of the set; default: results/NAME of the table")
        ->type_name("FOLDER");
    command->add_option("--iterations", arguments->iterations, "Maximum number of steps of the fit; 0: only compare")
        ->capture_default_str()
        ->check(CLI::Range(0, 1000));
    command
        ->add_option(
            "--samples", arguments->samples,
            "Sets spread over the ranges that are tried as starting points: fits of tissue have several minima")
        ->capture_default_str()
        ->check(CLI::Range(0, 4096));
    command->add_option("--jobs", arguments->jobs, "Number of runs in parallel, each on one thread; 0 = all processors")
        ->capture_default_str()
        ->check(CLI::Range(0, 1024));
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer(R"(
The folder is a tissue set as soon as a set better than the initial one is found, even if the fit is
interrupted; report.md in it describes the quality of the fit and what the data do not determine.
docs/calibrate.md describes the columns of the table and the parameters.

Examples:
  spondyl calibrate target.csv -o results/my_tissue
  spondyl calibrate docs/examples/calibrate/disc.csv --base docs/examples/calibrate/disc_only.toml --mesh coarse
  spondyl calibrate target.csv --from hgo --free matrix --free fibre_k1 --hold dispersion=0.1

Exit codes: 0 every row is within two standard deviations, 1 some are not, 2 a mistake in the table or the
            arguments, 3 no equilibrium with the set to start from
)");
    command->callback([arguments, &invocation] {
        invocation.run = [arguments, &invocation] { return calibrate_command(*arguments, invocation.json); };
    });
}

}  // namespace spondyl::app
