// SPDX-License-Identifier: Apache-2.0
#include "app/text_table.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace spondyl::app {

namespace {

// UTF-8 continuation bytes do not take a place on the screen.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

std::string text_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
                       std::size_t left) {
    std::vector<std::size_t> widths;
    for (const std::string& cell : header) widths.push_back(width(cell));
    for (const auto& row : rows) {
        SPONDYL_ASSERT(row.size() == header.size(), "{} cells under {} headings", row.size(), header.size());
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    }
    std::string text;
    const auto add_line = [&](const std::vector<std::string>& cells) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string padding(widths[i] - width(cells[i]), ' ');
            line += (i == 0 ? "" : "  ") + (i < left ? cells[i] + padding : padding + cells[i]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    };
    add_line(header);
    for (const auto& row : rows) add_line(row);
    return text;
}

}  // namespace spondyl::app
