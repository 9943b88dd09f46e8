#include "studies/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "studies/compared_measures.hpp"
#include "studies/comparison_summary.hpp"
#include "studies/variant_runs.hpp"

namespace spondyl {

namespace {

// The base with nothing but the task that is compared.
Scenario with_one_task(Scenario base, const std::string& wanted) {
    if (base.tasks.empty())
        throw UserError(fmt::format("\"{}\" has no [[task]]: strategies are compared by what a body does", base.title));
    const auto task = wanted.empty() ? std::prev(base.tasks.end()) : std::ranges::find(base.tasks, wanted, &Task::name);
    if (task == base.tasks.end()) {
        std::vector<std::string> names;
        for (const Task& one : base.tasks) names.push_back(one.name);
        throw UserError(
            fmt::format("\"{}\" has no task \"{}\"; tasks: {}", base.title, wanted, fmt::join(names, ", ")));
    }
    base.tasks = {Task(*task)};
    base.expect.clear();
    base.work.tasks = WorkTasks::alternatives;  // the other tasks of a job are not there
    return base;
}

std::vector<ComparedCase> cases_of(const Scenario& base, const std::vector<Strategy>& strategies) {
    std::vector<ComparedCase> cases(1);
    cases.front().name = "base";
    cases.front().title = base.title;
    cases.front().description = base.description;
    std::set<std::string> names = {"base"};
    for (const Strategy& strategy : strategies) {
        if (!names.insert(strategy.name).second)
            throw UserError(fmt::format("strategy \"{}\" is named twice", strategy.name));
        ComparedCase& one = cases.emplace_back();
        one.name = strategy.name;
        one.title = strategy.title;
        one.description = strategy.description;
        one.mechanics = strategy.mechanics;
        one.evidence = strategy.evidence;
        one.limits = strategy.limits;
    }
    return cases;
}

// Measures that no case has say nothing.
void drop_empty_measures(Comparison& comparison) {
    for (std::size_t m = comparison.measures.size(); m-- > 0;) {
        const auto has = [&](const ComparedCase& one) { return one.values[m].value == one.values[m].value; };
        if (std::ranges::any_of(comparison.cases, has)) continue;
        comparison.measures.erase(comparison.measures.begin() + static_cast<std::ptrdiff_t>(m));
        for (ComparedCase& one : comparison.cases)
            one.values.erase(one.values.begin() + static_cast<std::ptrdiff_t>(m));
    }
}

std::vector<std::string> assumptions_of(const Scenario& base) {
    return {
        fmt::format("Every case is the task \"{}\" as a still picture in equilibrium; time, fatigue, creep and pain "
                    "are not part of the model.",
                    base.tasks.front().name),
        "Muscles share the work as the cost function of the scenario says, without co-contraction unless a "
        "stability margin is asked for.",
        "A strategy changes what its description says and nothing else: posture and skill stay as they were."};
}

}  // namespace

Comparison compare(const Scenario& base, const std::vector<Strategy>& strategies, const CompareOptions& options) {
    const Scenario one_task = with_one_task(base, options.task);
    Comparison comparison;
    comparison.title = base.title;
    comparison.cases = cases_of(base, strategies);
    for (const MeasureReader& reader : measure_readers()) comparison.measures.push_back(reader.measure);
    std::vector<Variant> variants = {{.name = "base", .scenario = one_task}};
    for (const Strategy& strategy : strategies)
        variants.push_back({.name = strategy.name, .scenario = with_strategy(one_task, strategy)});
    run_variants(variants,
                 {.work = options.work, .program = options.program, .jobs = options.jobs, .progress = options.progress},
                 [&](std::size_t index, Result result) {
                     ComparedCase& one = comparison.cases[index];
                     for (const double value : read_measures(result)) one.values.emplace_back().value = value;
                     one.result = std::move(result);
                 });
    if (!comparison.cases.front().result.complete)
        throw SolveError("the base gave no result: " + comparison.cases.front().result.failure);
    drop_empty_measures(comparison);
    comparison.tissue_sets = {base.tissue.set};
    comparison.assumptions = assumptions_of(one_task);
    comparison.provenance = comparison.cases.front().result.provenance;
    comparison.summary = summary_of(comparison);
    return comparison;
}

}  // namespace spondyl
