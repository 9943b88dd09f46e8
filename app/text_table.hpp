// SPDX-License-Identifier: Apache-2.0
// Columns of text, aligned for a terminal: the first columns to the left, numbers to the right.
#pragma once

#include <string>
#include <vector>

namespace spondyl::app {

// All rows have as many cells as the header. The first `left` columns are left-aligned. Widths count code points, so
// that units such as the degree sign do not shift the columns; each cell stays on one line, whatever it contains.
std::string text_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
                       std::size_t left);

}  // namespace spondyl::app
