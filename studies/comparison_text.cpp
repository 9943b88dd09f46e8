// SPDX-License-Identifier: Apache-2.0
#include "studies/comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text/words.hpp"
#include "io/results/result_text.hpp"
#include "io/results/summary_csv.hpp"
#include "studies/compared_measures.hpp"
#include "studies/comparison_summary.hpp"

namespace spondyl {

namespace {

std::string number(double value) {
    return std::isfinite(value) ? fmt::format("{}", value) : "";
}

}  // namespace

std::string samples_csv(const Comparison& comparison) {
    std::vector<std::string> header = {"sample", "case"};
    for (const SampledQuantity& quantity : comparison.sampled) header.push_back(csv_field(quantity.name));
    for (const ComparedMeasure& measure : comparison.measures) header.push_back(csv_field(measure.key));
    header.emplace_back("failure");
    std::string text = fmt::format("{}\n", fmt::join(header, ","));
    for (int s = 0; s < comparison.samples; ++s) {
        for (const ComparedCase& one : comparison.cases) {
            std::vector<std::string> row = {fmt::format("{}", s + 1), csv_field(one.name)};
            for (const SampledQuantity& quantity : comparison.sampled) {
                const double value = quantity.values[s];
                row.push_back(quantity.choices.empty() ? number(value)
                                                       : csv_field(quantity.choices[static_cast<int>(value)]));
            }
            for (const ComparedValue& value : one.values) row.push_back(number(value.draws[s]));
            const auto failed = std::ranges::find(one.failed_samples, s, &std::pair<int, std::string>::first);
            const std::string why = failed == one.failed_samples.end() ? "" : failed->second;
            row.push_back(csv_field(first_line(why)));  // a cell has one line
            text += fmt::format("{}\n", fmt::join(row, ","));
        }
    }
    return text;
}

std::string note_of(const ComparedCase& one) {
    if (!one.result.complete) return "failed: " + failure_line(one.result);
    return is_infeasible(one.result) ? "infeasible: numbers of a person strong enough" : "";
}

std::string comparison_csv(const Comparison& comparison) {
    std::string text =
        "case,title,measure,unit,value,change_percent,low,high,chance_better,limit,failed_samples,infeasible_samples,"
        "note\n";
    for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
        const ComparedCase& one = comparison.cases[i];
        for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
            const ComparedMeasure& about = comparison.measures[m];
            const ComparedValue& value = one.values[m];
            text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_field(one.name), csv_field(one.title),
                                about.key, about.unit, number(value.value), number(change_percent(comparison, i, m)),
                                number(value.low), number(value.high), number(value.chance_better),
                                about.limit ? number(*about.limit) : "", one.failed_samples.size(),
                                one.infeasible_samples, csv_field(note_of(one)));
        }
    }
    return text;
}

}  // namespace spondyl
