// SPDX-License-Identifier: Apache-2.0
#include "studies/sweep/collect.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "studies/sensitivity/ranks.hpp"

namespace spondyl {

namespace {

// Cases of one strategy that have the same measures.
struct Block {
    std::vector<std::size_t> cases;
    std::vector<std::size_t> measures;
};

std::vector<std::string> strategies_of(const SweepManifest& manifest) {
    std::vector<std::string> names;
    for (const SweepCase& one : manifest.cases) {
        if (std::ranges::find(names, one.strategy) == names.end()) names.push_back(one.strategy);
    }
    return names;
}

// Measures that the same cases lack are processed together, so that the fit to the inputs is made once.
std::vector<Block> blocks_of(const SweepTable& table, const std::string& strategy) {
    std::map<std::vector<std::size_t>, std::vector<std::size_t>> measures_of_cases;
    for (std::size_t m = 0; m < table.manifest.measures.size(); ++m) {
        std::vector<std::size_t> cases;
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const SweepRow& row = table.rows[i];
            if (table.manifest.cases[i].strategy == strategy && row.record && std::isfinite(row.record->values[m]))
                cases.push_back(i);
        }
        measures_of_cases[cases].push_back(m);
    }
    std::vector<Block> blocks;
    blocks.reserve(measures_of_cases.size());
    for (const auto& [cases, measures] : measures_of_cases) blocks.push_back({cases, measures});
    return blocks;
}

std::vector<std::size_t> varying_inputs(const SweepTable& table, const std::vector<std::size_t>& cases) {
    std::vector<std::size_t> varying;
    for (std::size_t input = 0; input < table.manifest.inputs.size(); ++input) {
        const auto value = [&](std::size_t i) { return table.manifest.cases[i].values[input]; };
        const auto is_number = [&](std::size_t i) { return std::holds_alternative<double>(value(i)); };
        const auto differs = [&](std::size_t i) { return value(i) != value(cases.front()); };
        if (std::ranges::all_of(cases, is_number) && std::ranges::any_of(cases, differs)) varying.push_back(input);
    }
    return varying;
}

void judge(const SweepTable& table, const std::string& strategy, const Block& block, bool independent,
           std::vector<SensitivityRow>& all) {
    const std::vector<std::size_t> varying = varying_inputs(table, block.cases);
    if (varying.empty()) return;
    const auto rows = static_cast<Eigen::Index>(block.cases.size());
    Eigen::MatrixXd inputs(rows, static_cast<Eigen::Index>(varying.size()));
    Eigen::MatrixXd outputs(rows, static_cast<Eigen::Index>(block.measures.size()));
    for (Eigen::Index r = 0; r < rows; ++r) {
        const std::size_t index = block.cases[static_cast<std::size_t>(r)];
        for (Eigen::Index i = 0; i < inputs.cols(); ++i)
            inputs(r, i) = std::get<double>(table.manifest.cases[index].values[varying[static_cast<std::size_t>(i)]]);
        for (Eigen::Index m = 0; m < outputs.cols(); ++m)
            outputs(r, m) = table.rows[index].record->values[block.measures[static_cast<std::size_t>(m)]];
    }
    const std::vector<Sensitivity> found = sensitivities(inputs, outputs, independent);
    for (std::size_t m = 0; m < found.size(); ++m) {
        if (squares_about_mean(outputs.col(static_cast<Eigen::Index>(m))) == 0.0) continue;
        for (std::size_t i = 0; i < varying.size(); ++i)
            all.push_back({strategy, block.measures[m], varying[i], block.cases.size(), found[m].regression_r2,
                           found[m].chaos_q2, found[m].inputs[i]});
    }
}

}  // namespace

std::vector<std::string> SweepTable::missing() const {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].record && !rows[i].failure) ids.push_back(manifest.cases[i].id);
    }
    return ids;
}

std::size_t SweepTable::failed() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(rows, [](const SweepRow& row) { return row.failure.has_value(); }));
}

std::vector<std::string> SweepTable::versions() const {
    std::vector<std::string> names;
    for (const SweepRow& row : rows) {
        if (row.record && std::ranges::find(names, row.record->version) == names.end())
            names.push_back(row.record->version);
    }
    return names;
}

SweepTable collect_sweep(const std::filesystem::path& sweep) {
    SweepTable table{.manifest = read_manifest(sweep), .rows = {}};
    for (const SweepCase& one : table.manifest.cases) {
        SweepRow& row = table.rows.emplace_back();
        row.record = read_record(table.manifest, one, sweep_files::record(sweep, one.id));
        if (!row.record) row.failure = read_failure(one, sweep_files::failure(sweep, one.id));
    }
    return table;
}

std::vector<SensitivityRow> sweep_sensitivity(const SweepTable& table) {
    const bool independent =
        std::ranges::none_of(table.manifest.inputs, [](const SweepInput& input) { return input.from == "list"; });
    std::vector<SensitivityRow> all;
    for (const std::string& strategy : strategies_of(table.manifest)) {
        std::vector<SensitivityRow> own;
        for (const Block& block : blocks_of(table, strategy)) {
            if (!block.cases.empty()) judge(table, strategy, block, independent, own);
        }
        std::ranges::stable_sort(own, {}, &SensitivityRow::measure);
        all.insert(all.end(), own.begin(), own.end());
    }
    return all;
}

}  // namespace spondyl
