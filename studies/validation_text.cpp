// SPDX-License-Identifier: Apache-2.0
#include "studies/validation_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace spondyl {

std::vector<std::string> groups_of(const Validation& validation) {
    std::vector<std::string> groups;
    for (const RowOutcome& outcome : validation.rows) {
        if (std::ranges::find(groups, outcome.row.group) == groups.end()) groups.push_back(outcome.row.group);
    }
    return groups;
}

std::string value_text(const RowOutcome& outcome) {
    return outcome.value ? fmt::format("{:.3g}", *outcome.value) : "none";
}

std::string published_text(const ValidationRow& row) {
    return row.published ? fmt::format("{:.4g}", *row.published) : "";
}

std::string band_text(const ValidationRow& row) {
    if (row.low && row.high) return fmt::format("{:.3g} to {:.3g}", *row.low, *row.high);
    if (row.low) return fmt::format(">= {:.4g}", *row.low);
    if (row.high) return fmt::format("<= {:.4g}", *row.high);
    return "";
}

std::vector<std::string> reasons_without_value(const Validation& validation) {
    std::map<std::string, int> reasons;
    for (const RowOutcome& outcome : validation.rows) {
        if (!outcome.value) ++reasons[outcome.note];
    }
    std::vector<std::string> lines;
    lines.reserve(reasons.size());
    for (const auto& [reason, rows] : reasons) {
        lines.push_back(fmt::format("{} row{} without a value: {}", rows, rows == 1 ? "" : "s", reason));
    }
    for (const ExperimentOutcome& experiment : validation.experiments) {
        if (!experiment.complete) lines.push_back(fmt::format("{}: {}", experiment.name, experiment.failure));
    }
    return lines;
}

std::string counts_text(const Validation& validation) {
    const Validation::Count all = validation.count(), confirmed = validation.count(Confidence::confirmed);
    return fmt::format("{} of {} rows are within their bands; of the confirmed rows, {} of {}", all.passed, all.judged,
                       confirmed.passed, confirmed.judged);
}

}  // namespace spondyl
