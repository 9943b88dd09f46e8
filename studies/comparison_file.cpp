// SPDX-License-Identifier: Apache-2.0
#include "studies/comparison_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/results/hdf5.hpp"
#include "studies/comparison_summary.hpp"
#include "studies/comparison_text.hpp"

namespace spondyl {

namespace {

template <class Row, class Text>
std::vector<std::string> texts(const std::vector<Row>& rows, Text text) {
    std::vector<std::string> result;
    result.reserve(rows.size());
    for (const Row& row : rows) result.push_back(text(row));
    return result;
}

void write_cases(hdf5::Group group, const std::vector<ComparedCase>& cases) {
    group.write_texts("name", texts(cases, [](const ComparedCase& one) { return one.name; }));
    group.write_texts("title", texts(cases, [](const ComparedCase& one) { return one.title; }));
    group.write_texts("note", texts(cases, [](const ComparedCase& one) { return note_of(one); }));
}

void write_measures(hdf5::Group group, const std::vector<ComparedMeasure>& measures) {
    group.write_texts("key", texts(measures, [](const ComparedMeasure& one) { return one.key; }));
    group.write_texts("title", texts(measures, [](const ComparedMeasure& one) { return one.title; }));
    group.write_texts("unit", texts(measures, [](const ComparedMeasure& one) { return one.unit; }));
    group.write_texts("source", texts(measures, [](const ComparedMeasure& one) { return one.source; }));
    std::vector<double> limits;
    std::vector<std::uint8_t> lower_is_better;
    for (const ComparedMeasure& one : measures) {
        limits.push_back(one.limit.value_or(no_compared_value));
        lower_is_better.push_back(one.lower_is_better ? 1 : 0);
    }
    group.write("limit", limits);
    group.write("lower_is_better", lower_is_better);
}

void write_table(hdf5::Group& root, const std::string& name, const Comparison& comparison,
                 double ComparedValue::*member) {
    std::vector<double> table;
    for (const ComparedCase& one : comparison.cases)
        for (const ComparedValue& value : one.values) table.push_back(stored_number(value.*member));
    root.create_dataset<double>(name, {comparison.cases.size(), comparison.measures.size()}).write_rows(0, table);
}

void write_samples(hdf5::Group& root, const Comparison& comparison) {
    const hsize_t cases = comparison.cases.size(), measures = comparison.measures.size();
    const auto samples = static_cast<hsize_t>(comparison.samples);
    std::vector<double> draws, pairs, drawn;
    std::vector<std::int32_t> failed, infeasible;
    for (const ComparedCase& one : comparison.cases) {
        for (const ComparedValue& value : one.values)
            for (const double draw : value.draws) draws.push_back(stored_number(draw));
        failed.push_back(static_cast<std::int32_t>(one.failed_samples.size()));
        infeasible.push_back(one.infeasible_samples);
    }
    for (std::size_t m = 0; m < measures; ++m)
        for (std::size_t a = 0; a < cases; ++a)
            for (std::size_t b = 0; b < cases; ++b) pairs.push_back(stored_number(chance_better(comparison, a, b, m)));
    root.create_dataset<double>("draws", {cases, measures, samples}).write_rows(0, draws);
    root.create_dataset<double>("pairs", {measures, cases, cases}).write_rows(0, pairs);
    root.write("failed_samples", failed);
    root.write("infeasible_samples", infeasible);
    root.write_text("sampling", comparison.sampling);
    const std::vector<SampledQuantity>& sampled = comparison.sampled;
    hdf5::Group group = root.create_group("sampled");
    group.write_texts("name", texts(sampled, [](const SampledQuantity& one) { return one.name; }));
    group.write_texts("title", texts(sampled, [](const SampledQuantity& one) { return one.title; }));
    group.write_texts("spread", texts(sampled, [](const SampledQuantity& one) { return one.spread; }));
    group.write_texts("source", texts(sampled, [](const SampledQuantity& one) { return one.source; }));
    group.write_texts("choices", texts(sampled, [](const SampledQuantity& one) {
                          return fmt::format("{}", fmt::join(one.choices, "|"));
                      }));
    for (const SampledQuantity& one : sampled) drawn.insert(drawn.end(), one.values.begin(), one.values.end());
    root.create_dataset<double>("sampled_values", {sampled.size(), samples}).write_rows(0, drawn);
}

void fill(hdf5::Group& root, const Comparison& comparison) {
    root.attribute("missing", fmt::format("{}", no_compared_value));
    root.write_text("title", comparison.title);
    write_cases(root.create_group("cases"), comparison.cases);
    write_measures(root.create_group("measures"), comparison.measures);
    write_table(root, "values", comparison, &ComparedValue::value);
    write_table(root, "low", comparison, &ComparedValue::low);
    write_table(root, "high", comparison, &ComparedValue::high);
    write_table(root, "chance_better", comparison, &ComparedValue::chance_better);
    root.write_texts("tissue_sets", comparison.tissue_sets);
    if (comparison.samples > 0) write_samples(root, comparison);
    root.write_text("summary", fmt::format("{}", fmt::join(comparison.summary, "\n")));
    root.write_text("assumptions", fmt::format("{}", fmt::join(comparison.assumptions, "\n")));
    hdf5::Group provenance = root.create_group("provenance");
    for (const auto& [name, text] : comparison.provenance) provenance.write_text(name, text);
}

}  // namespace

void write_comparison(const Comparison& comparison, const std::filesystem::path& file) {
    hdf5::write_file(file, [&](hdf5::Group& root) { fill(root, comparison); });
}

}  // namespace spondyl
