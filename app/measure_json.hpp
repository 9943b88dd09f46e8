// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace spondyl::app {

// null where there is no number.
inline nlohmann::ordered_json json_number(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
}

// The measures of a row under the names of their columns (core/result/column.hpp); null where the row has no number.
template <class Columns, class Row>
void add_measures(nlohmann::ordered_json& object, const Columns& columns, const Row& row) {
    for (const auto& column : columns) object[std::string(column.name)] = json_number(column.value(row));
}

}  // namespace spondyl::app
