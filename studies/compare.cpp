// SPDX-License-Identifier: Apache-2.0
#include "studies/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "io/results/result_text.hpp"
#include "models/tissue/tissue_set.hpp"
#include "studies/compared_measures.hpp"
#include "studies/comparison_bands.hpp"
#include "studies/comparison_summary.hpp"
#include "studies/uncertainty.hpp"
#include "studies/variant_runs.hpp"

namespace spondyl {

namespace {

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

// Removes measures for which no case has a value.
void drop_empty_measures(Comparison& comparison) {
    for (std::size_t m = comparison.measures.size(); m-- > 0;) {
        const auto has = [&](const ComparedCase& one) { return one.values[m].value == one.values[m].value; };
        if (std::ranges::any_of(comparison.cases, has)) continue;
        comparison.measures.erase(comparison.measures.begin() + static_cast<std::ptrdiff_t>(m));
        for (ComparedCase& one : comparison.cases)
            one.values.erase(one.values.begin() + static_cast<std::ptrdiff_t>(m));
    }
}

std::vector<std::string> assumptions_of(const Scenario& base, const Comparison& comparison) {
    std::vector<std::string> assumptions = {
        fmt::format("Every case is the task \"{}\" in static equilibrium. Time, fatigue, creep and pain are not part "
                    "of the model.",
                    base.tasks.front().name),
        fmt::format("Muscle forces follow from static optimisation with the cost function of the scenario; every "
                    "fascicle contracts with at least {:.3g} % of its strength, except psoas and quadratus lumborum.",
                    100.0 * base.muscles.co_contraction),
        "A strategy changes what its description says and nothing else. Where the position of the hands is given, the "
        "posture is recomputed for it; skill does not change."};
    if (comparison.samples == 0) return assumptions;
    std::vector<std::string> titles;
    for (const SampledQuantity& one : comparison.sampled) titles.push_back(one.title);
    assumptions.push_back(
        fmt::format("{} samples of the unknown properties of the person, the same in every case: {}. What "
                    "the scenario states about person, posture and load is taken as exact.",
                    comparison.samples, fmt::join(titles, ", ")));
    return assumptions;
}

// Everything to be solved: every case with the person as given, then with each sample.
class ComparisonRuns {
  public:
    ComparisonRuns(Comparison& comparison, const Scenario& base, const std::vector<Strategy>& strategies)
        : comparison_(comparison) {
        scenarios_ = {base};
        for (const Strategy& strategy : strategies) scenarios_.push_back(with_strategy(base, strategy));
        for (std::size_t i = 0; i < scenarios_.size(); ++i) {
            comparison_.cases[i].scenario = scenarios_[i];
            add(i, as_given, scenarios_[i]);
        }
    }

    void add_samples(const CompareOptions& options) {
        std::vector<UncertainQuantity> quantities;
        if (options.ensemble) quantities.push_back(ensemble_uncertainty());
        const std::size_t sets = options.ensemble ? quantities.front().choices.size() : 0;
        if (options.samples > 0) {
            for (UncertainQuantity& one : person_uncertainty()) quantities.push_back(std::move(one));
            points_ =
                sample_unit_cube(options.method, options.samples, static_cast<int>(quantities.size()), options.seed);
            comparison_.sampling = fmt::format("{}, seed {}", name(options.method), options.seed);
        } else {
            for (std::size_t set = 0; set < sets; ++set)
                points_.push_back({(static_cast<double>(set) + 0.5) / static_cast<double>(sets)});
        }
        comparison_.samples = static_cast<int>(points_.size());
        for (std::size_t q = 0; q < quantities.size(); ++q) comparison_.sampled.push_back(sampled(quantities[q], q));
        for (ComparedCase& one : comparison_.cases) {
            one.values.resize(comparison_.measures.size());
            for (ComparedValue& value : one.values)
                value.draws.assign(points_.size(), std::numeric_limits<double>::quiet_NaN());
        }
        for (int s = 0; s < comparison_.samples; ++s) add_sample(s, quantities);
    }

    void run(const VariantOptions& options) {
        run_variants(variants_, options, [&](std::size_t index, Result result) {
            const Place place = places_[index];
            if (place.sample == as_given) {
                take(comparison_.cases[place.index], std::move(result));
            } else {
                take_sample(comparison_.cases[place.index], place.sample, result);
            }
        });
        for (ComparedCase& one : comparison_.cases) std::ranges::sort(one.failed_samples);
    }

  private:
    static constexpr int as_given = -1;
    struct Place {
        std::size_t index = 0;  // of the case
        int sample = as_given;
    };

    void add(std::size_t index, int sample, Scenario scenario) {
        const std::string& name = comparison_.cases[index].name;
        variants_.push_back({.name = sample == as_given ? name : fmt::format("{} of sample {}", name, sample + 1),
                             .group = sample + 1,
                             .scenario = std::move(scenario),
                             .measures_only = sample != as_given});
        places_.push_back({index, sample});
    }

    void add_sample(int sample, const std::vector<UncertainQuantity>& quantities) {
        std::vector<double> values;
        for (const SampledQuantity& one : comparison_.sampled) values.push_back(one.values[sample]);
        for (std::size_t i = 0; i < scenarios_.size(); ++i) {
            try {
                add(i, sample, with_values(scenarios_[i], quantities, values, fmt::format("sample {}", sample + 1)));
            } catch (const UserError& error) {
                comparison_.cases[i].failed_samples.emplace_back(sample, error.what());
            }
        }
    }

    [[nodiscard]] SampledQuantity sampled(const UncertainQuantity& quantity, std::size_t place) const {
        SampledQuantity sampled{.name = quantity.name,
                                .title = quantity.title,
                                .spread = quantity.spread(),
                                .source = quantity.source,
                                .choices = quantity.choices,
                                .values = {}};
        for (const std::vector<double>& point : points_) sampled.values.push_back(quantity.value(point[place]));
        return sampled;
    }

    static void take(ComparedCase& one, Result result) {
        const std::vector<double> numbers = read_measures(one.scenario, result);
        one.values.resize(numbers.size());
        for (std::size_t m = 0; m < numbers.size(); ++m) one.values[m].value = numbers[m];
        one.result = std::move(result);
    }

    static void take_sample(ComparedCase& one, int sample, const Result& result) {
        if (!result.complete) {
            one.failed_samples.emplace_back(sample, failure_line(result));
            return;
        }
        if (is_infeasible(result)) ++one.infeasible_samples;
        const std::vector<double> numbers = read_measures(one.scenario, result);
        for (std::size_t m = 0; m < numbers.size(); ++m) one.values[m].draws[sample] = numbers[m];
    }

    Comparison& comparison_;
    std::vector<Scenario> scenarios_;  // by case, person as given
    std::vector<std::vector<double>> points_;
    std::vector<Variant> variants_;
    std::vector<Place> places_;  // by variant
};

}  // namespace

Scenario with_one_task(Scenario base, const std::string& wanted) {
    if (base.tasks.empty())
        throw UserError(
            fmt::format("\"{}\" has no [[task]]: strategies are compared in tasks of the whole body", base.title));
    // A destination shares the lift with its origin, which has the worksheet of both.
    const auto last = std::ranges::find(base.tasks.rbegin(), base.tasks.rend(), "", &Task::destination_of);
    const auto task = wanted.empty() ? std::prev(last.base()) : std::ranges::find(base.tasks, wanted, &Task::name);
    if (task == base.tasks.end()) {
        std::vector<std::string> names;
        for (const Task& one : base.tasks) names.push_back(one.name);
        throw UserError(
            fmt::format("\"{}\" has no task \"{}\"; tasks: {}", base.title, wanted, fmt::join(names, ", ")));
    }
    Task one = *task;
    one.destination_of.clear();
    const auto end = std::ranges::find(base.tasks, one.name, &Task::destination_of);
    if (end != base.tasks.end()) {
        const auto measured = [](std::optional<double>& place, std::optional<double> of_end) {
            if (!place) place = of_end;
        };
        measured(one.lift.destination_height_cm, end->load_height_cm);
        measured(one.lift.destination_asymmetry_deg, end->load_asymmetry_deg);
        if (end->load_distance_from == LoadFrom::ankles)
            measured(one.lift.destination_horizontal_cm, end->load_distance_cm);
    }
    base.tasks = {std::move(one)};
    base.expect.clear();
    base.work.tasks = WorkTasks::alternatives;  // the other tasks of the job are left out
    return base;
}

Comparison compare(const Scenario& base, const std::vector<Strategy>& strategies, const CompareOptions& options) {
    const Scenario one_task = with_one_task(base, options.task);
    Comparison comparison;
    comparison.title = base.title;
    comparison.cases = cases_of(base, strategies);
    comparison.tissue_sets = options.ensemble ? tissue_ensemble() : std::vector{base.tissue.set};
    for (const MeasureReader& reader : measure_readers()) comparison.measures.push_back(reader.measure);
    ComparisonRuns runs(comparison, one_task, strategies);
    if (options.samples > 0 || options.ensemble) runs.add_samples(options);
    runs.run({.work = options.work, .program = options.program, .jobs = options.jobs, .progress = options.progress});
    if (!comparison.cases.front().result.complete)
        throw SolveError("the base gave no result: " + failure_text(comparison.cases.front().result));
    drop_empty_measures(comparison);
    note_limits(comparison);
    if (comparison.samples > 0) add_bands(comparison);
    comparison.assumptions = assumptions_of(one_task, comparison);
    comparison.provenance = comparison.cases.front().result.provenance;
    comparison.summary = summary_of(comparison);
    return comparison;
}

}  // namespace spondyl
