// SPDX-License-Identifier: Apache-2.0
#include "studies/chart.hpp"

#include <fmt/format.h>

#include <cctype>

namespace spondyl {

std::string chart_file_name(std::string_view title) {
    std::string name;
    for (const char c : title) {
        const auto letter = static_cast<unsigned char>(c);
        if (std::isalnum(letter) != 0) {
            name += static_cast<char>(std::tolower(letter));
        } else if (!name.empty() && name.back() != '_') {
            name += '_';
        }
    }
    return name;
}

std::string chart_grid(const std::vector<Chart>& charts, std::string_view folder) {
    constexpr std::size_t per_line = 3;
    std::string text;
    for (std::size_t i = 0; i < charts.size(); ++i) {
        text += fmt::format("![{}]({}{}.png){}", charts[i].title, folder, charts[i].name,
                            (i + 1) % per_line == 0 || i + 1 == charts.size() ? "\n\n" : " ");
    }
    return text;
}

}  // namespace spondyl
