// SPDX-License-Identifier: Apache-2.0
#include "app/structure_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/disc_table.hpp"
#include "app/measure_json.hpp"
#include "app/text_table.hpp"
#include "io/results/structure_groups.hpp"

namespace spondyl::app {

namespace {

struct ForceColumn {
    std::string heading;
    Side side = Side::middle;
};

std::string short_side(Side side) {
    return side == Side::left ? " left" : side == Side::right ? " right" : "";
}

// The sides of a ligament in this state.
std::vector<ForceColumn> columns_of(const ResultState& state, Ligament ligament) {
    std::vector<ForceColumn> columns;
    for (const Side side : {Side::middle, Side::left, Side::right}) {
        const bool there =
            std::any_of(state.ligaments.begin(), state.ligaments.end(),
                        [&](const LigamentMeasures& row) { return row.ligament == ligament && row.side == side; });
        if (there) columns.push_back({std::string(name(ligament)) + short_side(side), side});
    }
    return columns;
}

template <class Rows, class Chosen>
std::string force_text(const Rows& rows, const Chosen& chosen) {
    const auto found = std::find_if(rows.begin(), rows.end(), chosen);
    if (found == rows.end()) return "-";
    // The sign of a zero carries no information.
    return fmt::format("{:.1f}", std::abs(found->force_N) < 0.05 ? 0.0 : found->force_N);
}

template <class Row>
nlohmann::ordered_json rows_json(const Result& result, std::vector<Row> ResultState::*list,
                                 std::span<const Column<Row>> columns) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const std::size_t i : step_ends(result)) {
        const ResultState& state = result.states[i];
        for (const Row& measures : state.*list) {
            nlohmann::ordered_json row = {{"step", state.step}, {"time", state.time}, {"disc", name(measures.disc)}};
            if constexpr (requires { measures.ligament; }) row["ligament"] = name(measures.ligament);
            row["side"] = name(measures.side);
            add_measures(row, columns, measures);
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

}  // namespace

std::string structure_table(const Result& result) {
    const ResultState& state = result.states.back();
    if (state.ligaments.empty() && state.facets.empty()) return {};
    std::vector<std::string> header = {"force [N]"};
    std::vector<std::vector<std::string>> rows;
    for (const DiscMeasures& disc : state.discs) rows.push_back({std::string(name(disc.disc))});
    for (int l = 0; l < ligament_count; ++l) {
        const auto ligament = static_cast<Ligament>(l);
        for (const ForceColumn& column : columns_of(state, ligament)) {
            header.push_back(column.heading);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                rows[i].push_back(force_text(state.ligaments, [&](const LigamentMeasures& row) {
                    return row.disc == state.discs[i].disc && row.ligament == ligament && row.side == column.side;
                }));
            }
        }
    }
    for (const Side side : {Side::left, Side::right}) {
        if (state.facets.empty()) break;
        header.push_back("facet" + short_side(side));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].push_back(force_text(state.facets, [&](const FacetMeasures& row) {
                return row.disc == state.discs[i].disc && row.side == side;
            }));
        }
    }
    return text_table(header, rows, 1);
}

std::string settle_line(const Result& result) {
    std::string text;
    for (const SettleShift& shift : result.settle) {
        text += fmt::format("{}{} {:.2f} mm, {:.2f} deg", text.empty() ? "settled before the loads: " : "; ",
                            name(shift.disc), shift.translation_mm, shift.rotation_deg);
    }
    return text;
}

nlohmann::ordered_json ligament_rows_json(const Result& result) {
    return rows_json(result, &ResultState::ligaments, ligament_measure_columns());
}

nlohmann::ordered_json facet_rows_json(const Result& result) {
    return rows_json(result, &ResultState::facets, facet_measure_columns());
}

nlohmann::ordered_json settle_json(const Result& result) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const SettleShift& shift : result.settle) {
        nlohmann::ordered_json row = {{"disc", name(shift.disc)}};
        add_measures(row, settle_columns, shift);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace spondyl::app
