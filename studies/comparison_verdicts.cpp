// SPDX-License-Identifier: Apache-2.0
#include "studies/comparison_verdicts.hpp"

#include <algorithm>
#include <cmath>

#include "studies/comparison_summary.hpp"

namespace spondyl {

namespace {

double value_of(const Comparison& comparison, std::size_t index, std::size_t measure) {
    return comparison.cases[index].values[measure].value;
}

// Whether the measure decreases together with the one that it follows.
bool falls_by_itself(const Comparison& comparison, std::size_t index, std::size_t measure) {
    const std::string& key = comparison.measures[measure].follows;
    const auto leader = std::ranges::find(comparison.measures, key, &ComparedMeasure::key);
    if (key.empty() || leader == comparison.measures.end()) return false;
    const auto lead = static_cast<std::size_t>(leader - comparison.measures.begin());
    return value_of(comparison, index, measure) < value_of(comparison, 0, measure) &&
           value_of(comparison, index, lead) < value_of(comparison, 0, lead);
}

}  // namespace

bool are_told_apart(const Comparison& comparison, std::size_t a, std::size_t b, std::size_t measure) {
    const ComparedMeasure& about = comparison.measures[measure];
    const double first = value_of(comparison, a, measure), second = value_of(comparison, b, measure);
    if (!std::isfinite(first) || !std::isfinite(second)) return false;
    const double base = value_of(comparison, 0, measure);
    const double relative = std::isfinite(base) ? about.resolution_percent / 100.0 * std::abs(base) : 0.0;
    return std::abs(first - second) > std::max(about.resolution, relative) &&
           shown(about, first) != shown(about, second);
}

Verdict verdict_of(const Comparison& comparison, std::size_t index, std::size_t measure) {
    const ComparedMeasure& about = comparison.measures[measure];
    const double value = value_of(comparison, index, measure), base = value_of(comparison, 0, measure);
    if (!std::isfinite(value)) return Verdict::missing;
    if (index == 0) return Verdict::base;
    if (!about.judged || !std::isfinite(base)) return Verdict::neutral;
    if (!are_told_apart(comparison, index, 0, measure)) return Verdict::same;
    if (falls_by_itself(comparison, index, measure)) return Verdict::neutral;
    if (is_undecided(comparison, index, 0, measure)) return Verdict::open;
    return (value < base) == about.lower_is_better ? Verdict::better : Verdict::worse;
}

}  // namespace spondyl
