// SPDX-License-Identifier: Apache-2.0
#include "app/validation_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/measure_json.hpp"
#include "app/text_table.hpp"
#include "studies/validation_text.hpp"

namespace spondyl::app {

namespace {

nlohmann::ordered_json row_json(const ValidationRow& row) {
    return {{"id", row.id},
            {"group", row.group},
            {"quantity", row.quantity},
            {"level", row.level},
            {"experiment", row.experiment},
            {"step", row.step},
            {"measure", row.measure.text()},
            {"published", json_number(row.published)},
            {"low", json_number(row.low)},
            {"high", json_number(row.high)},
            {"unit", row.unit},
            {"scatter", row.scatter},
            {"band_rule", row.band_rule},
            {"source", row.source},
            {"doi", row.doi},
            {"confidence", name(row.confidence)}};
}

nlohmann::ordered_json count_json(const Validation::Count& count) {
    return {{"passed", count.passed}, {"judged", count.judged}};
}

}  // namespace

std::string validation_text(const Validation& validation) {
    std::string text;
    for (const std::string& group : groups_of(validation)) {
        std::vector<std::vector<std::string>> cells;
        for (const RowOutcome& outcome : validation.rows) {
            const ValidationRow& row = outcome.row;
            if (row.group != group) continue;
            cells.push_back({std::string(name(outcome.verdict)), row.level, row.quantity, row.unit, value_text(outcome),
                             published_text(row), band_text(row)});
        }
        text += fmt::format("{}\n{}\n", group,
                            text_table({"", "level", "quantity", "unit", "model", "published", "band"}, cells, 4));
    }
    for (const std::string& reason : reasons_without_value(validation)) text += reason + "\n";
    return text + counts_text(validation) + "\n";
}

nlohmann::ordered_json validation_json(const Validation& validation) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array(), experiments = rows;
    for (const RowOutcome& outcome : validation.rows) {
        nlohmann::ordered_json row = row_json(outcome.row);
        row["model"] = json_number(outcome.value);
        row["verdict"] = name(outcome.verdict);
        row["note"] = outcome.note;
        rows.push_back(row);
    }
    for (const ExperimentOutcome& experiment : validation.experiments) {
        experiments.push_back({{"name", experiment.name},
                               {"title", experiment.title},
                               {"complete", experiment.complete},
                               {"failure", experiment.failure},
                               {"wall_seconds", experiment.wall_seconds}});
    }
    return {{"rows", rows},
            {"experiments", experiments},
            {"all", count_json(validation.count())},
            {"confirmed", count_json(validation.count(Confidence::confirmed))}};
}

std::string rows_table(const std::vector<ValidationRow>& rows) {
    std::vector<std::vector<std::string>> cells;
    cells.reserve(rows.size());
    for (const ValidationRow& row : rows) {
        cells.push_back({row.group, row.id, row.level, row.quantity, row.unit, std::string(name(row.confidence)),
                         published_text(row), band_text(row)});
    }
    return text_table({"group", "id", "level", "quantity", "unit", "confidence", "published", "band"}, cells, 6);
}

nlohmann::ordered_json validation_rows_json(const std::vector<ValidationRow>& rows) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const ValidationRow& row : rows) list.push_back(row_json(row));
    return {{"rows", list}};
}

}  // namespace spondyl::app
