// SPDX-License-Identifier: Apache-2.0
#include "io/study/study_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace spondyl {

namespace {

using How = StrategyChange::How;

struct Parameter {
    std::string_view name;
    std::optional<double> Spread::*member;
};
constexpr std::array parameters = {Parameter{"low", &Spread::low}, Parameter{"mode", &Spread::mode},
                                   Parameter{"high", &Spread::high}, Parameter{"mean", &Spread::mean},
                                   Parameter{"sd", &Spread::sd}};

std::vector<std::string_view> taken_by(SpreadKind kind) {
    switch (kind) {
        case SpreadKind::uniform:
            return {"low", "high"};
        case SpreadKind::normal:
            return {"mean", "sd"};
        case SpreadKind::triangular:
            return {"low", "mode", "high"};
        case SpreadKind::truncated_normal:
            return {"mean", "sd", "low", "high"};
        case SpreadKind::choice:
            return {};
    }
    return {};
}

std::optional<StudyMistake> check_choice(const Spread& spread) {
    if (spread.values.empty()) return StudyMistake{"a choice needs \"values\"", "values = [...]"};
    if (!spread.weights.empty() && spread.weights.size() != spread.values.size())
        return StudyMistake{fmt::format("{} weights for {} values", spread.weights.size(), spread.values.size()),
                            "one weight for each value, or none at all"};
    if (std::ranges::any_of(spread.weights, [](double weight) { return !(weight > 0.0); }))
        return StudyMistake{"a weight must be greater than 0", "leave out values that are never chosen"};
    return std::nullopt;
}

}  // namespace

std::optional<StudyMistake> check_how(const StudyKey& key) {
    if (key.how == How::set || key.path.key->access.kind == schema::Kind::number) return std::nullopt;
    return StudyMistake{fmt::format("{} cannot be scaled or added to", key.path.text),
                        "scale and add need numbers and a numeric key; use set for other keys"};
}

std::optional<StudyMistake> check_spread(const StudyKey& key, const Spread& spread) {
    const std::vector<std::string_view> taken = taken_by(spread.kind);
    for (const Parameter& one : parameters) {
        const bool takes = std::ranges::find(taken, one.name) != taken.end();
        if (takes == (spread.*one.member).has_value()) continue;
        return StudyMistake{fmt::format("this distribution {} \"{}\"", takes ? "needs" : "has no", one.name),
                            fmt::format("it takes {}", taken.empty() ? "values and weights"
                                                                     : fmt::format("{}", fmt::join(taken, ", ")))};
    }
    if (spread.kind == SpreadKind::choice) return check_choice(spread);
    if (!spread.values.empty() || !spread.weights.empty())
        return StudyMistake{"only a choice has \"values\" and \"weights\"",
                            fmt::format("this distribution takes {}", fmt::join(taken, ", "))};
    if (key.path.key->access.kind != schema::Kind::number)
        return StudyMistake{fmt::format("{} takes single values, not a continuous range", key.path.text),
                            "distribution = \"choice\""};
    const double low = spread.low.value_or(0.0), high = spread.high.value_or(1.0);
    const double mode = spread.mode.value_or(low);
    if (!(low < high) || !(low <= mode && mode <= high))
        return StudyMistake{"low, mode and high are not in this order", "low < high, and mode between them"};
    const schema::Limits& limits = key.path.key->limits;
    if (key.how == How::set && spread.low && !(limits.contains(low) && limits.contains(high)))
        return StudyMistake{fmt::format("{} from {} to {} is out of range", key.path.text, low, high),
                            fmt::format("allowed: {}", schema::allowed_text(*key.path.key))};
    return std::nullopt;
}

}  // namespace spondyl
