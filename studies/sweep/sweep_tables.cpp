// SPDX-License-Identifier: Apache-2.0
#include "studies/sweep/sweep_tables.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string_view>

#include "core/error.hpp"
#include "io/results/hdf5.hpp"
#include "io/results/summary_csv.hpp"
#include "studies/comparison_file.hpp"

namespace spondyl {

namespace {

struct SensitivityColumn {
    std::string_view name;
    double (*value)(const SensitivityRow&);
};
constexpr std::array sensitivity_columns = {
    SensitivityColumn{"cases", [](const SensitivityRow& row) { return static_cast<double>(row.cases); }},
    SensitivityColumn{"regression", [](const SensitivityRow& row) { return row.value.regression; }},
    SensitivityColumn{"regression_r2", [](const SensitivityRow& row) { return row.regression_r2; }},
    SensitivityColumn{"rank_correlation", [](const SensitivityRow& row) { return row.value.rank_correlation; }},
    SensitivityColumn{"first_order", [](const SensitivityRow& row) { return row.value.first_order; }},
    SensitivityColumn{"chaos_first_order", [](const SensitivityRow& row) { return row.value.chaos_first_order; }},
    SensitivityColumn{"chaos_total", [](const SensitivityRow& row) { return row.value.chaos_total; }},
    SensitivityColumn{"chaos_q2", [](const SensitivityRow& row) { return row.chaos_q2; }},
};

std::string text_of(double value) {
    return std::isfinite(value) ? fmt::format("{}", value) : "";
}

std::string text_of(const SweepValue& value) {
    if (const double* number = std::get_if<double>(&value)) return text_of(*number);
    return std::get<std::string>(value);
}

std::string status_of(const SweepRow& row) {
    return row.record ? "finished" : row.failure ? "failed" : "missing";
}

double measure_of(const SweepRow& row, std::size_t measure) {
    return row.record ? row.record->values[measure] : std::nan("");
}

template <class List, class Text>
void write_column(hdf5::Group& group, const std::string& name, const List& list, const Text& text) {
    std::vector<std::string> texts;
    texts.reserve(list.size());
    for (const auto& one : list) texts.push_back(text(one));
    group.write_texts(name, texts);
}

void write_cases(hdf5::Group group, const SweepTable& table) {
    write_column(group, "id", table.manifest.cases, [](const SweepCase& one) { return one.id; });
    write_column(group, "sha256", table.manifest.cases, [](const SweepCase& one) { return one.sha256; });
    write_column(group, "strategy", table.manifest.cases, [](const SweepCase& one) { return one.strategy; });
    write_column(group, "status", table.rows, status_of);
    write_column(group, "failure", table.rows,
                 [](const SweepRow& row) { return row.failure ? row.failure->reason : std::string(); });
    std::vector<std::uint8_t> infeasible;
    for (const SweepRow& row : table.rows) infeasible.push_back(row.record && row.record->infeasible ? 1 : 0);
    group.write("infeasible", infeasible);
}

void write_inputs(hdf5::Group group, const SweepManifest& manifest) {
    if (manifest.inputs.empty()) return;
    write_column(group, "key", manifest.inputs, [](const SweepInput& one) { return one.key; });
    write_column(group, "how", manifest.inputs, [](const SweepInput& one) { return one.how; });
    write_column(group, "unit", manifest.inputs, [](const SweepInput& one) { return one.unit; });
    write_column(group, "from", manifest.inputs, [](const SweepInput& one) { return one.from; });
    std::vector<double> numbers;
    std::vector<std::string> texts;
    for (const SweepCase& one : manifest.cases) {
        for (const SweepValue& value : one.values) {
            const double* number = std::get_if<double>(&value);
            numbers.push_back(number ? *number : no_compared_value);
            texts.push_back(number ? "" : std::get<std::string>(value));
        }
    }
    group.create_dataset<double>("number", {manifest.cases.size(), manifest.inputs.size()}).write_rows(0, numbers);
    group.write_texts("text", texts);
}

void write_measures(hdf5::Group group, const SweepManifest& manifest) {
    write_column(group, "name", manifest.measures, [](const SweepMeasure& one) { return one.name; });
    write_column(group, "unit", manifest.measures, [](const SweepMeasure& one) { return one.unit; });
}

void write_sensitivity(hdf5::Group group, const SweepManifest& manifest, const std::vector<SensitivityRow>& rows) {
    write_column(group, "strategy", rows, [](const SensitivityRow& row) { return row.strategy; });
    write_column(group, "measure", rows,
                 [&](const SensitivityRow& row) { return manifest.measures[row.measure].name; });
    write_column(group, "input", rows, [&](const SensitivityRow& row) { return manifest.inputs[row.input].key; });
    for (const SensitivityColumn& column : sensitivity_columns) {
        std::vector<double> values;
        values.reserve(rows.size());
        for (const SensitivityRow& row : rows) values.push_back(stored_number(column.value(row)));
        group.write(std::string(column.name), values);
    }
}

void fill(hdf5::Group& root, const SweepTable& table, const std::vector<SensitivityRow>& rows) {
    const SweepManifest& manifest = table.manifest;
    root.attribute("missing", fmt::format("{}", no_compared_value));
    root.write_text("title", manifest.title);
    root.write_text("description", manifest.description);
    root.write_text("base", manifest.base);
    root.write_text("samples", manifest.samples);
    root.write_text("version", fmt::format("{}", fmt::join(table.versions(), "\n")));
    write_cases(root.create_group("cases"), table);
    write_inputs(root.create_group("inputs"), manifest);
    write_measures(root.create_group("measures"), manifest);
    std::vector<double> values;
    for (const SweepRow& row : table.rows) {
        for (std::size_t m = 0; m < manifest.measures.size(); ++m) values.push_back(stored_number(measure_of(row, m)));
    }
    root.create_dataset<double>("values", {table.rows.size(), manifest.measures.size()}).write_rows(0, values);
    if (!rows.empty()) write_sensitivity(root.create_group("sensitivity"), manifest, rows);
}

}  // namespace

std::string sweep_csv(const SweepTable& table) {
    const SweepManifest& manifest = table.manifest;
    std::string text = "case,strategy,status";
    for (const SweepInput& input : manifest.inputs) text += fmt::format(",{}", csv_field(input.key));
    for (const SweepMeasure& measure : manifest.measures) text += fmt::format(",{}", csv_field(measure.name));
    text += ",infeasible,failure\n";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const SweepRow& row = table.rows[i];
        const SweepCase& one = manifest.cases[i];
        text += fmt::format("{},{},{}", one.id, csv_field(one.strategy), status_of(row));
        for (const SweepValue& value : one.values) text += fmt::format(",{}", csv_field(text_of(value)));
        for (std::size_t m = 0; m < manifest.measures.size(); ++m)
            text += fmt::format(",{}", text_of(measure_of(row, m)));
        text += fmt::format(",{},{}\n", row.record ? (row.record->infeasible ? "1" : "0") : "",
                            csv_field(row.failure ? row.failure->reason : ""));
    }
    return text;
}

std::string sensitivity_csv(const SweepTable& table, const std::vector<SensitivityRow>& rows) {
    std::string text = "strategy,measure,input";
    for (const SensitivityColumn& column : sensitivity_columns) text += fmt::format(",{}", column.name);
    text += "\n";
    for (const SensitivityRow& row : rows) {
        text += fmt::format("{},{},{}", csv_field(row.strategy), csv_field(table.manifest.measures[row.measure].name),
                            csv_field(table.manifest.inputs[row.input].key));
        for (const SensitivityColumn& column : sensitivity_columns)
            text += fmt::format(",{}", text_of(column.value(row)));
        text += "\n";
    }
    return text;
}

void write_sweep(const SweepTable& table, const std::vector<SensitivityRow>& rows, const std::filesystem::path& file) {
    hdf5::write_file(file, [&](hdf5::Group& root) { fill(root, table, rows); });
}

}  // namespace spondyl
