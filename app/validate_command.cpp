// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <system_error>
#include <thread>

#include "app/cache_flag.hpp"
#include "app/command.hpp"
#include "app/progress_line.hpp"
#include "app/terminal.hpp"
#include "app/validation_output.hpp"
#include "core/error.hpp"
#include "io/json_text.hpp"
#include "io/safe_write.hpp"
#include "models/anatomy/table.hpp"
#include "studies/child_processes.hpp"
#include "studies/validation.hpp"
#include "studies/validation_report.hpp"
#include "viz/chart.hpp"

namespace spondyl::app {

namespace {

namespace fs = std::filesystem;

struct ValidateArguments {
    std::vector<std::string> select;
    bool list = false;
    bool progress = false;
    std::string json;
    std::string report;
    std::string results;
    int jobs = 0;
    std::string mesh;
    std::string tissue_set;
    std::string ligament_set;
};

// The folder for the results: the given one, or a temporary one that is removed when the command ends.
class WorkFolder {
  public:
    explicit WorkFolder(const std::string& wanted) : temporary_(wanted.empty()) {
        if (temporary_) {
            std::string pattern = (fs::temp_directory_path() / "spondyl-validate-XXXXXX").string();
            if (mkdtemp(pattern.data()) == nullptr) throw UserError("cannot create a folder for temporary results");
            path_ = pattern;
        } else {
            path_ = wanted;
            make_folder(path_);
        }
    }
    ~WorkFolder() {
        std::error_code ignored;
        if (temporary_) fs::remove_all(path_, ignored);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
    bool temporary_;
};

void write_json(const nlohmann::ordered_json& object, const std::string& file) {
    if (file == "-") {
        fmt::print("{}\n", dump_json(object));
        return;
    }
    std::ofstream stream(file);
    if (!(stream << dump_json(object) << '\n').flush()) throw UserError(fmt::format("cannot write {}", file));
}

void write_report(const Validation& validation, const fs::path& folder) {
    const ValidationReport report = validation_report(validation);
    viz::write_charts(report.charts, folder);
    write_text_safely(folder / "report.md", report.markdown);
}

int validate(const ValidateArguments& arguments) {
    const fs::path folder = data_directory() / "validation";
    const std::vector<ValidationRow> rows = select_rows(read_validation_rows(folder / "rows.csv"), arguments.select);
    const bool text = arguments.json != "-";
    if (arguments.list) {
        if (!arguments.json.empty()) write_json(validation_rows_json(rows), arguments.json);
        if (text) fmt::print("{}", rows_table(rows));
        return exit_ok;
    }
    const WorkFolder work(arguments.results);
    if (!arguments.report.empty()) make_folder(arguments.report);
    ProgressLine line(text, arguments.progress);
    ValidationOptions options{.scenarios = folder,
                              .work = work.path(),
                              .program = own_program(),
                              .jobs = arguments.jobs,
                              .keep_results = !arguments.results.empty(),
                              .mesh = find_enumerator<MeshDensity>(arguments.mesh),
                              .tissue_set = {},
                              .ligament_set = {},
                              .progress = {}};
    if (options.jobs == 0) options.jobs = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    if (!arguments.tissue_set.empty()) options.tissue_set = arguments.tissue_set;
    if (!arguments.ligament_set.empty()) options.ligament_set = arguments.ligament_set;
    options.progress = [&](std::size_t done, std::size_t all, const std::string& ended) {
        line.show({.done = done, .all = all, .last = ended, .failed = 0}, "experiments");
    };
    const Validation validation = run_validation(rows, options);
    line.clear();
    if (!arguments.json.empty()) write_json(validation_json(validation), arguments.json);
    if (!arguments.report.empty()) write_report(validation, arguments.report);
    if (text) say_lines(validation_text(validation));
    if (validation.records.empty()) {
        throw SolveError("no experiment gave a result: " + validation.experiments.front().failure);
    }
    const Validation::Count count = validation.count();
    return count.passed == count.judged ? exit_ok : exit_expectation_failed;
}

}  // namespace

void add_validate_command(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<ValidateArguments>();
    CLI::App* command =
        app.add_subcommand("validate", "Rerun published experiments and compare the model with the measurements");
    command
        ->add_option("--select", arguments->select,
                     "Only rows whose group, id or level matches (* and ? as in a shell); may be repeated")
        ->type_name("PATTERN");
    command->add_flag("--list", arguments->list, "Print the rows without running anything");
    command->add_option("--json", arguments->json, "Write everything as one JSON object; - for the standard output")
        ->type_name("FILE");
    command->add_option("--report", arguments->report, "Write report.md with charts into this folder")
        ->type_name("FOLDER");
    command->add_option("--results", arguments->results, "Keep the result of every experiment in this folder")
        ->type_name("FOLDER");
    command
        ->add_option("--jobs", arguments->jobs,
                     "Number of experiments in parallel, each on one thread; 0 = all processors")
        ->capture_default_str()
        ->check(CLI::Range(0, 1024));
    command->add_option("--mesh", arguments->mesh, "Mesh, instead of that of the experiments, which is medium")
        ->check(CLI::IsMember({"coarse", "medium", "fine"}));
    command->add_option("--tissue-set", arguments->tissue_set, "Tissue set, instead of the default one")
        ->type_name("NAME");
    command->add_option("--ligament-set", arguments->ligament_set, "Ligament set, instead of that of the tissue set")
        ->type_name("NAME");
    add_no_cache_flag(*command);
    command->add_flag("--progress", arguments->progress, progress_option);
    command->footer(R"(
The rows are those of validation/rows.csv in the data folder, the experiments the scenario files
beside it. A row passes if the model's value lies in the band; rows whose experiment found no
equilibrium fail. The progress line appears only on a terminal.

Examples:
  spondyl validate --select disc_only
  spondyl validate --select 'preload*' --select L4-L5 --mesh coarse
  spondyl validate --json rows.json --report validation

Exit codes: 0 all selected rows that have a band pass, 1 some fail, 2 a mistake in the arguments or the
            table, 3 no experiment gave a result
)");
    command->callback([arguments, &invocation] {
        invocation.json = arguments->json == "-";
        invocation.run = [arguments] { return validate(*arguments); };
    });
}

}  // namespace spondyl::app
