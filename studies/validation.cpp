// SPDX-License-Identifier: Apache-2.0
#include "studies/validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>

#include "core/error.hpp"
#include "io/results/result_file.hpp"
#include "io/scenario/scenario_file.hpp"
#include "studies/child_processes.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

constexpr int exit_user_error = 2;  // of `spondyl run`; 0 and 3 leave a result file
constexpr int exit_solve_failed = 3;

std::string read_text(const fs::path& path) {
    std::ifstream stream(path);
    std::string text((std::istreambuf_iterator<char>(stream)), {});
    text.erase(text.find_last_not_of(" \n") + 1);
    return text;
}

struct Experiment {
    std::string name;
    Scenario scenario;
    fs::path file;
    fs::path folder;

    // Longest first, so that the last one does not run alone for long.
    [[nodiscard]] int expected_cost() const {
        int outputs = 0;
        for (const LoadStep& step : scenario.steps) outputs += step.outputs;
        return outputs * (static_cast<int>(scenario.spine.bottom) - static_cast<int>(scenario.spine.top));
    }
};

std::vector<Experiment> prepare(const std::vector<ValidationRow>& rows, const ValidationOptions& options) {
    std::set<std::string> names;
    for (const ValidationRow& row : rows) {
        for (std::string& name : experiments_of(row)) names.insert(std::move(name));
    }
    std::vector<Experiment> experiments;
    for (const std::string& name : names) {
        Experiment experiment{name, load_scenario(options.scenarios / (name + ".toml")),
                              options.work / (name + ".toml"), options.work / name};
        Scenario& scenario = experiment.scenario;
        if (options.mesh) scenario.spine.mesh = *options.mesh;
        if (options.tissue_set) scenario.tissue.set = *options.tissue_set;
        if (options.ligament_set) scenario.tissue.ligaments = *options.ligament_set;
        std::ofstream stream(experiment.file);
        if (!(stream << canonical_toml(scenario)).flush()) {
            throw UserError(fmt::format("cannot write {}", experiment.file.string()));
        }
        experiments.push_back(std::move(experiment));
    }
    std::ranges::stable_sort(experiments, std::greater<>(), &Experiment::expected_cost);
    return experiments;
}

// Meshes and fields of twenty columns would fill the memory; rows do not read them.
Result without_fields(Result result) {
    result.mesh = {};
    result.bones.clear();
    result.facets.clear();
    result.fascicles.clear();
    for (ResultState& state : result.states) {
        state.displacement = {};
        state.cell_fields = {};
        state.bones = {};
        state.fascicles = {};
        state.facet_pressure = {};
    }
    return result;
}

ExperimentOutcome collect(const Experiment& experiment, int code, bool keep, Records& records) {
    ExperimentOutcome outcome{experiment.name, experiment.scenario.title, false, {}, 0.0};
    const std::string log = read_text(fs::path(experiment.folder) += ".log");
    if (code == exit_user_error) throw UserError(fmt::format("experiment {}: {}", experiment.name, log));
    if (code != 0 && code != exit_solve_failed) {
        outcome.failure = fmt::format("the run ended with code {}: {}", code, log);
        return outcome;
    }
    const fs::path file = experiment.folder / "result.vtkhdf";
    Result result = without_fields(read_results(file));
    if (!keep) fs::remove_all(experiment.folder);
    outcome.complete = result.complete;
    outcome.failure = result.failure;
    outcome.wall_seconds = result.wall_seconds;
    records[experiment.name] = {experiment.scenario, std::move(result)};
    return outcome;
}

}  // namespace

std::string_view name(Verdict verdict) {
    constexpr std::array<std::string_view, 3> names = {"pass", "FAIL", "info"};
    return names[static_cast<std::size_t>(verdict)];
}

RowOutcome judge(const ValidationRow& row, const Records& records) {
    RowOutcome outcome{row, std::nullopt, {}, Verdict::fail};
    try {
        outcome.value = row.measure.value(
            {.records = &records, .experiment = row.experiment, .step = row.step, .state = {}, .discs = row.discs});
    } catch (const NotReached& missing) {
        outcome.note = missing.why;
        return outcome;
    } catch (const UserError& error) {
        outcome.note = error.what();
        return outcome;
    }
    if (!row.low && !row.high) {
        outcome.verdict = Verdict::info;
    } else if ((!row.low || *outcome.value >= *row.low) && (!row.high || *outcome.value <= *row.high)) {
        outcome.verdict = Verdict::pass;
    }
    return outcome;
}

Validation run_validation(const std::vector<ValidationRow>& rows, const ValidationOptions& options) {
    const std::vector<Experiment> experiments = prepare(rows, options);
    std::vector<ChildCommand> commands;
    for (const Experiment& experiment : experiments) {
        commands.push_back({{options.program.string(), "run", experiment.file.string(), "-o",
                             experiment.folder.string(), "--threads", "1", "--quiet"},
                            fs::path(experiment.folder) += ".log"});
    }
    Validation validation;
    run_children(commands, options.jobs, [&](const ChildEnd& end) {
        const Experiment& experiment = experiments[end.command];
        validation.experiments.push_back(collect(experiment, end.code, options.keep_results, validation.records));
        if (options.progress) options.progress(validation.experiments.size(), experiments.size(), experiment.name);
    });
    std::ranges::sort(validation.experiments, {}, &ExperimentOutcome::name);
    for (const ValidationRow& row : rows) validation.rows.push_back(judge(row, validation.records));
    return validation;
}

namespace {

template <class Condition>
Validation::Count count_rows(const std::vector<RowOutcome>& rows, Condition wanted) {
    Validation::Count count;
    for (const RowOutcome& outcome : rows) {
        if (!wanted(outcome) || (!outcome.row.low && !outcome.row.high)) continue;
        ++count.judged;
        if (outcome.verdict == Verdict::pass) ++count.passed;
    }
    return count;
}

}  // namespace

Validation::Count Validation::count() const {
    return count_rows(rows, [](const RowOutcome&) { return true; });
}

Validation::Count Validation::count(Confidence confidence) const {
    return count_rows(rows, [=](const RowOutcome& outcome) { return outcome.row.confidence == confidence; });
}

}  // namespace spondyl
