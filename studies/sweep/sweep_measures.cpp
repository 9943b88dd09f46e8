// SPDX-License-Identifier: Apache-2.0
#include "studies/sweep/sweep_measures.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <limits>

#include "core/error.hpp"
#include "io/scenario/diagnostics.hpp"
#include "models/analysis/measure_catalogue.hpp"

namespace spondyl {

namespace {

constexpr double no_sample = std::numeric_limits<double>::quiet_NaN();  // in lists of samples

void add(std::vector<SweepMeasure>& all, const std::string& step, bool named, MeasureOf of, std::string_view part) {
    for (const Measure& measure : measures()) {
        if (measure.of != of) continue;
        all.push_back({fmt::format("{}{}.{}", named ? step + ": " : "", part, measure.column), step, std::string(part),
                       measure.column, measure.unit});
    }
}

std::optional<double> value_of(const Scenario& scenario, const ResultState& state, const SweepMeasure& measure) {
    const std::optional<Disc> disc = find_enumerator<Disc>(measure.part);
    const Measure* const found =
        find_measure(disc ? measure.column : fmt::format("{}.{}", measure.part, measure.column));
    if (!found)
        throw UserError(
            fmt::format("there is no measure {}: the sweep was planned by another version", measure.column));
    return found->read({scenario, state, disc});
}

}  // namespace

std::vector<SweepMeasure> available_measures(const Scenario& scenario, const std::vector<std::string>& at) {
    std::vector<SweepMeasure> all;
    for (const std::string& step : at.empty() ? std::vector<std::string>{""} : at) {
        const bool named = at.size() > 1;
        const bool is_task = step.empty()
                                 ? !scenario.tasks.empty()
                                 : std::ranges::find(scenario.tasks, step, &Task::name) != scenario.tasks.end();
        if (is_task) {
            add(all, step, named, MeasureOf::task, "task");
            add(all, step, named, MeasureOf::index, "index");
        }
        for (int i = static_cast<int>(scenario.spine.top); i < static_cast<int>(scenario.spine.bottom); ++i)
            add(all, step, named, MeasureOf::disc, name(static_cast<Disc>(i)));
    }
    return all;
}

std::vector<SweepMeasure> select_measures(const std::vector<SweepMeasure>& available,
                                          const std::vector<std::string>& patterns) {
    const auto fits = [](const std::string& pattern, const SweepMeasure& one) {
        return fnmatch(pattern.c_str(), one.name.c_str(), 0) == 0;
    };
    std::vector<std::string_view> names;
    names.reserve(available.size());
    for (const SweepMeasure& one : available) names.push_back(one.name);
    for (const std::string& pattern : patterns) {
        if (std::ranges::any_of(available, [&](const SweepMeasure& one) { return fits(pattern, one); })) continue;
        const std::string_view guess = nearest(pattern, names);
        throw UserError(
            fmt::format("no measure of the base matches \"{}\"; {}* and ? stand for any text and any letter", pattern,
                        guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess)));
    }
    std::vector<SweepMeasure> selected;
    for (const SweepMeasure& one : available) {
        if (std::ranges::any_of(patterns, [&](const std::string& pattern) { return fits(pattern, one); }))
            selected.push_back(one);
    }
    return selected;
}

std::vector<double> read_sweep_measures(const Scenario& scenario, const Result& result,
                                        const std::vector<SweepMeasure>& measures) {
    std::vector<double> values;
    for (const SweepMeasure& measure : measures) {
        const auto state = measure.step.empty()
                               ? result.states.size() - 1
                               : end_of_step(scenario, result, measure.step).value_or(result.states.size());
        SPONDYL_ASSERT(state < result.states.size(), "no state ends at {} among {}", measure.step,
                       result.states.size());
        values.push_back(value_of(scenario, result.states[state], measure).value_or(no_sample));
    }
    return values;
}

}  // namespace spondyl
