// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace spondyl::app {

// The measures of a row under the names of their columns (core/result/column.hpp); null where the row has no number.
template <class Columns, class Row>
void add_measures(nlohmann::ordered_json& object, const Columns& columns, const Row& row) {
    for (const auto& column : columns) {
        const std::optional<double> value = column.value(row);
        object[std::string(column.name)] = value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
    }
}

}  // namespace spondyl::app
