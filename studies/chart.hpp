// SPDX-License-Identifier: Apache-2.0
// A chart as plain data: curves of the model with published ranges and points. viz/ draws it.
#pragma once

#include <optional>
#include <string>
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
    std::vector<Curve> curves;
    std::vector<Published> published;
};

}  // namespace spondyl
