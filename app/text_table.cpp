// SPDX-License-Identifier: Apache-2.0
#include "app/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/text/printable.hpp"

namespace spondyl::app {

namespace {

std::vector<std::string> printable_cells(std::vector<std::string> cells) {
    for (std::string& cell : cells) cell = printable(cell);
    return cells;
}

}  // namespace

std::string text_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
                       std::size_t left) {
    std::vector<std::vector<std::string>> lines = {printable_cells(header)};
    for (const auto& row : rows) {
        SPONDYL_ASSERT(row.size() == header.size(), "{} cells under {} headings", row.size(), header.size());
        lines.push_back(printable_cells(row));
    }
    std::vector<std::size_t> widths(header.size());
    for (const auto& cells : lines) {
        for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], count_characters(cells[i]));
    }
    std::string text;
    const auto add_line = [&](const std::vector<std::string>& cells) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string padding(widths[i] - count_characters(cells[i]), ' ');
            line += (i == 0 ? "" : "  ") + (i < left ? cells[i] + padding : padding + cells[i]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    };
    for (const auto& cells : lines) add_line(cells);
    return text;
}

std::string decimal_text(double value, int decimals) {
    const bool rounds_to_zero = std::abs(value) < 0.5 * std::pow(10.0, -decimals);
    return fmt::format("{:.{}f}", rounds_to_zero ? 0.0 : value, decimals);
}

std::string ahead_text(double ahead_cm, int decimals) {
    const std::string distance = decimal_text(std::abs(ahead_cm), decimals);
    return distance + (ahead_cm < 0.0 ? " cm behind" : " cm ahead of");
}

}  // namespace spondyl::app
