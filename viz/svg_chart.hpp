// SPDX-License-Identifier: Apache-2.0
// Diagrams as text, which needs no graphics of the machine.
#pragma once

#include <string>
#include <vector>

#include "studies/chart.hpp"

namespace spondyl::viz {

// One SVG of all charts, three side by side, under one legend. The last curve of a chart is solid, those before it are
// dashed; published values are points and their bands bars. Both axes include 0.
std::string svg_charts(const std::vector<Chart>& charts);

}  // namespace spondyl::viz
