// SPDX-License-Identifier: Apache-2.0
#include "studies/validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "io/results/result_text.hpp"
#include "io/scenario/scenario_file.hpp"
#include "models/result/drop_fields.hpp"
#include "studies/case_runner.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

struct Experiment {
    std::string name;
    Scenario scenario;
    fs::path file;
    fs::path folder;

    // Longest first, so that no long run remains alone at the end.
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
        write_case(scenario, experiment.file);
        experiments.push_back(std::move(experiment));
    }
    std::ranges::stable_sort(experiments, std::greater<>(), &Experiment::expected_cost);
    return experiments;
}

ExperimentOutcome collect(const Experiment& experiment, CaseEnd end, Records& records) {
    ExperimentOutcome outcome{experiment.name, experiment.scenario.title, false, {}, 0.0};
    if (end.outcome == CaseOutcome::refused)
        throw UserError(fmt::format("experiment {}: {}", experiment.name, end.reason));
    if (!end.result) {
        outcome.failure = fmt::format("the run ended with code {}: {}", end.code, end.reason);
        return outcome;
    }
    // Meshes and fields of twenty columns would fill the memory; the rows do not need them.
    drop_fields(*end.result);
    outcome.complete = end.result->complete;
    outcome.failure = failure_text(*end.result);
    outcome.wall_seconds = end.result->wall_seconds;
    records[experiment.name] = {experiment.scenario, std::move(*end.result)};
    return outcome;
}

}  // namespace

RowOutcome judge(const ValidationRow& row, const Records& records) {
    RowOutcome outcome{row, std::nullopt, {}, RowVerdict::fail};
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
        outcome.verdict = RowVerdict::info;
    } else if ((!row.low || *outcome.value >= *row.low) && (!row.high || *outcome.value <= *row.high)) {
        outcome.verdict = RowVerdict::pass;
    }
    return outcome;
}

Validation run_validation(const std::vector<ValidationRow>& rows, const ValidationOptions& options) {
    const std::vector<Experiment> experiments = prepare(rows, options);
    std::vector<CaseRequest> cases;
    cases.reserve(experiments.size());
    for (const Experiment& experiment : experiments) {
        cases.push_back(
            {.scenario = experiment.file, .folder = experiment.folder, .measures_only = !options.keep_results});
    }
    Validation validation;
    run_cases(cases, {.program = options.program, .jobs = options.jobs, .keep_results = options.keep_results},
              [&](CaseEnd end) {
                  const Experiment& experiment = experiments[end.index];
                  validation.experiments.push_back(collect(experiment, std::move(end), validation.records));
                  if (options.progress)
                      options.progress(validation.experiments.size(), experiments.size(), experiment.name);
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
        if (outcome.verdict == RowVerdict::pass) ++count.passed;
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
