// SPDX-License-Identifier: Apache-2.0
#include "io/results/summary_csv.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>

#include "core/error.hpp"
#include "io/results/applied_loads.hpp"
#include "io/results/body_groups.hpp"

namespace spondyl {

namespace {

// Every row ends with the identity of its run, as in the result file.
constexpr std::string_view origin_columns = ",run_id,scenario_sha256\n";
std::string origin(const RunInfo& result) {
    return fmt::format(",{},{}\n", csv_field(result.run_id), csv_field(result.scenario_sha256));
}

// Empty where there is no number.
template <class Row>
std::string cell(const Column<Row>& column, const Row& row) {
    const std::optional<double> value = column.value(row);
    return value ? fmt::format(",{}", *value) : ",";
}

// A row begins with its state; `keys` names the text columns that distinguish rows of one state (each after a comma),
// `key_of` gives them.
template <class Row, class KeyOf>
std::string table_csv(const Result& result, std::vector<Row> ResultState::*list, std::span<const Column<Row>> columns,
                      std::string_view keys, const KeyOf& key_of) {
    std::string text = fmt::format("step,time{}", keys);
    for (const Column<Row>& column : columns) text += fmt::format(",{}", column.name);
    text += origin_columns;
    for (const ResultState& state : result.states) {
        for (const Row& row : state.*list) {
            text += fmt::format("{},{}{}", csv_field(state.step), state.time, key_of(row));
            for (const Column<Row>& column : columns) text += cell(column, row);
            text += origin(result);
        }
    }
    return text;
}

// The same for states that have one row or none.
template <class Row, class Columns>
std::string table_csv(const Result& result, std::optional<Row> ResultState::*row, const Columns& columns) {
    std::string text = "step,time";
    for (const auto& column : columns) text += fmt::format(",{}", column.name);
    text += origin_columns;
    for (const ResultState& state : result.states) {
        if (!(state.*row)) continue;
        text += fmt::format("{},{}", csv_field(state.step), state.time);
        for (const auto& column : columns) text += cell<Row>(column, *(state.*row));
        text += origin(result);
    }
    return text;
}

// Spreadsheets evaluate text that begins like this, even in quotes.
bool looks_like_formula(std::string_view text) {
    if (text.empty() || std::string_view("=+-@\t\r\n").find(text.front()) == std::string_view::npos) return false;
    const std::string_view digits = text.substr(text.front() == '+' ? 1 : 0);
    double number = 0.0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error != std::errc() || end != digits.data() + digits.size();
}

}  // namespace

std::string data_table_csv(const DataTable& table, const RunInfo& result) {
    std::string text;
    std::vector<std::string> fields;
    const auto end_row = [&](std::string_view rest) {
        text += fmt::format("{}{}", fmt::join(fields, ","), rest);
        fields.clear();
    };
    for (const auto& column : table.texts) fields.push_back(column.name);
    for (const auto& column : table.numbers) fields.push_back(column.name);
    end_row(origin_columns);
    const std::size_t rows = table.texts.empty() ? table.numbers.front().rows.size() : table.texts.front().rows.size();
    for (std::size_t row = 0; row < rows; ++row) {
        for (const auto& column : table.texts) fields.push_back(csv_field(column.rows[row]));
        for (const auto& column : table.numbers) fields.push_back(fmt::format("{}", column.rows[row]));
        end_row(origin(result));
    }
    return text;
}

std::string csv_field(std::string_view text) {
    std::string guarded = fmt::format("{}{}", looks_like_formula(text) ? "'" : "", text);
    if (guarded.find_first_of(",\"\r\n") == std::string::npos) return guarded;
    std::string quoted = "\"";
    for (const char c : guarded) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string summary_csv(const Result& result) {
    std::string text = "step,time,disc";
    for (const MeasureColumn& column : disc_measure_columns()) text += fmt::format(",{}", column.name);
    for (const AppliedLoad& load : applied_loads) text += fmt::format(",applied_{}", load.name);
    text += ",time_s";
    text += origin_columns;
    const std::vector<StateLoads> loads = loads_of_states(result);
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        for (const DiscMeasures& row : result.states[i].discs) {
            text += fmt::format("{},{},{}", csv_field(result.states[i].step), result.states[i].time, name(row.disc));
            for (const MeasureColumn& column : disc_measure_columns()) text += cell(column, row);
            for (const AppliedLoad& load : applied_loads)
                text += loads.empty() ? "," : fmt::format(",{}", loads[i].loads.*load.member);
            text += loads.empty() ? "," : fmt::format(",{}", loads[i].time_s);
            text += origin(result);
        }
    }
    return text;
}

std::string ligaments_csv(const Result& result) {
    return table_csv(result, &ResultState::ligaments, ligament_measure_columns(), ",disc,ligament,side",
                     [](const LigamentMeasures& row) {
                         return fmt::format(",{},{},{}", name(row.disc), name(row.ligament), name(row.side));
                     });
}

std::string facets_csv(const Result& result) {
    return table_csv(result, &ResultState::facets, facet_measure_columns(), ",disc,side",
                     [](const FacetMeasures& row) { return fmt::format(",{},{}", name(row.disc), name(row.side)); });
}

std::string tasks_csv(const Result& result) {
    return table_csv(result, &ResultState::task, task_measure_columns());
}

std::string indices_csv(const Result& result) {
    return table_csv(result, &ResultState::indices, index_measure_columns());
}

std::string lifting_csv(const Result& result) {
    return table_csv(result, &ResultState::lifting, lifting_columns(), ",place",
                     [](const LiftingRow& row) { return fmt::format(",{}", name(row.place)); });
}

std::string muscles_csv(const Result& result) {
    std::string text = "step,time,name,group,side,area_mm2";
    for (const Column<MuscleState>& column : muscle_columns) text += fmt::format(",{}", column.name);
    for (const std::string_view disc : disc_names) {
        for (const std::string_view arm : arm_names) text += fmt::format(",arm_{}_{}_mm", disc, arm);
    }
    text += origin_columns;
    for (const ResultState& state : result.states) {
        for (std::size_t i = 0; i < state.muscles.size(); ++i) {
            const MuscleInfo& info = result.muscles[i];
            text += fmt::format("{},{},{},{},{},{}", csv_field(state.step), state.time, csv_field(info.name),
                                csv_field(info.group), name(info.side), info.area_mm2);
            for (const Column<MuscleState>& column : muscle_columns) text += cell(column, state.muscles[i]);
            for (const Vec3& arm : state.muscles[i].arm_mm) text += fmt::format(",{},{},{}", arm.x(), arm.y(), arm.z());
            text += origin(result);
        }
    }
    return text;
}

void write_csv(const std::string& text, const std::filesystem::path& path) {
    std::ofstream stream(path, std::ios::binary);
    stream << text;
    stream.close();
    if (!stream) throw UserError(fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)));
}

}  // namespace spondyl
