// SPDX-License-Identifier: Apache-2.0
#include "app/verdict_json.hpp"

#include "app/measure_json.hpp"
#include "io/results/result_text.hpp"

namespace spondyl::app {

namespace {

using Json = nlohmann::ordered_json;

template <NamedEnum Enum>
Json name_or_null(const std::optional<Enum>& value) {
    return value ? Json(name(*value)) : Json();
}

}  // namespace

Json verdicts_json(const Result& result) {
    Json rows = Json::array();
    for (const TaskVerdict& verdict : result.verdicts) {
        Json row = {{"task", verdict.task}, {"kind", name(verdict.kind)}, {"infeasible", verdict.is_infeasible()}};
        add_measures(row, verdict_columns(), verdict);
        Json limiting = Json::array();
        for (const LimitingMuscle& muscle : verdict.limiting)
            limiting.push_back({{"group", name(muscle.group)}, {"side", name(muscle.side)}});
        row["short_of"] = name_or_null(verdict.short_of);
        row["vertebra"] = name_or_null(verdict.vertebra);
        row["limiting"] = limiting;
        row["words"] = verdict_text(verdict);
        row["advice"] = verdict_advice(verdict);
        rows.push_back(std::move(row));
    }
    return rows;
}

Json failed_json(const Result& result) {
    Json rows = Json::array();
    for (const TaskVerdict& verdict : result.verdicts) {
        if (!verdict.has_state()) rows.push_back({{"task", verdict.task}, {"reason", verdict_text(verdict)}});
    }
    return rows;
}

}  // namespace spondyl::app
