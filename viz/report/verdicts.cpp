// SPDX-License-Identifier: Apache-2.0
#include "viz/report/verdicts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/result/indices.hpp"
#include "studies/comparison_summary.hpp"

namespace spondyl::viz {

namespace {

double value_of(const Comparison& comparison, std::size_t index, std::size_t measure) {
    return comparison.cases[index].values[measure].value;
}

}  // namespace

std::string style_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::base:
            return "base";
        case Verdict::better:
            return "better";
        case Verdict::worse:
            return "worse";
        case Verdict::same:
            return "same";
        case Verdict::open:
            return "open";
        case Verdict::neutral:
            return "neutral";
        case Verdict::missing:
            break;
    }
    return "missing";
}

std::string label_of(const Comparison& comparison, std::size_t index) {
    return index == 0 ? "Base" : comparison.cases[index].title;
}

std::string number(const ComparedMeasure& measure, double value) {
    return std::isfinite(value) ? shown(measure, value) : "\u2013";
}

std::string unit_of(const ComparedMeasure& measure) {
    std::string unit;
    for (const char c : measure.unit) unit += c == '*' ? std::string("\u00b7") : std::string(1, c);
    return unit == "1" ? "" : unit;
}

std::string with_unit(const ComparedMeasure& measure, double value) {
    const std::string unit = unit_of(measure);
    return unit.empty() || !std::isfinite(value) ? number(measure, value) : number(measure, value) + " " + unit;
}

std::string change_text(const Comparison& comparison, std::size_t index, std::size_t measure) {
    const double change = change_percent(comparison, index, measure);
    if (index == 0 || !std::isfinite(change)) return "";
    return std::abs(change) < 0.5 ? "0 %" : fmt::format("{:+.0f} %", change);
}

std::string chance_text(const Comparison& comparison, std::size_t index, std::size_t measure) {
    const double chance = comparison.cases[index].values[measure].chance_better;
    if (index == 0 || !comparison.measures[measure].judged || !std::isfinite(chance)) return "";
    const std::string share = fmt::format("better than the base in {:.0f} % of the samples", 100.0 * chance);
    return verdict_of(comparison, index, measure) == Verdict::open ? "undecided: " + share : share;
}

std::vector<Place> ranking(const Comparison& comparison, std::size_t measure) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
        if (std::isfinite(value_of(comparison, i, measure))) order.push_back(i);
    }
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        const double first = value_of(comparison, a, measure), second = value_of(comparison, b, measure);
        return comparison.measures[measure].lower_is_better ? first < second : first > second;
    });
    std::vector<Place> places;
    for (const std::size_t i : order) {
        const bool shared = !places.empty() && (!are_told_apart(comparison, places.back().back(), i, measure) ||
                                                is_undecided(comparison, places.back().back(), i, measure));
        if (shared) {
            places.back().push_back(i);
        } else {
            places.push_back({i});
        }
    }
    return places;
}

bool is_index(const ComparedMeasure& measure) {
    return std::ranges::any_of(index_measure_columns(),
                               [&](const IndexColumn& column) { return column.name == measure.key; });
}

}  // namespace spondyl::viz
