// SPDX-License-Identifier: Apache-2.0
// A chart as plain data: curves of the model with published ranges and points. viz/ draws it as NAME.png.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spondyl {

struct Chart {
    struct Curve {
        std::string label;
        std::vector<double> x, y;  // equally long
    };
    struct Published {
        std::string label;  // points of one label belong together
        double x = 0.0;
        std::optional<double> value, low, high;
    };
    std::string name;  // of the file, without folder and extension
    std::string title;
    std::string x_label, y_label;
    std::vector<Curve> curves;  // the last one is emphasised: those before it are drawn lighter
    std::vector<Published> published;
};

// A title as Chart::name: lower-case letters and digits, one underscore for whatever is between them.
std::string chart_file_name(std::string_view title);

// Markdown that shows the pictures, three in a line. `folder`: where they are, with a slash at its end, or empty.
std::string chart_grid(const std::vector<Chart>& charts, std::string_view folder);

}  // namespace spondyl
