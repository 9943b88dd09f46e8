// SPDX-License-Identifier: Apache-2.0
// Diagrams as files.
#pragma once

#include <filesystem>
#include <vector>

#include "studies/chart.hpp"

namespace spondyl::viz {

// Writes NAME.png for each chart: curves of the model (the last one dark, those before it light; one of a single point
// as a mark), published values as points, their ranges as bars. Creates the folder. Throws UserError if it cannot be
// written or this machine has no software OpenGL.
void write_charts(const std::vector<Chart>& charts, const std::filesystem::path& folder);

}  // namespace spondyl::viz
