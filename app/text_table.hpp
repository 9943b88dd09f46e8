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

// A number for a cell. A zero has no sign, whatever it was rounded from: it carries no information.
std::string decimal_text(double value, int decimals);

// "12.3 cm ahead of" or "12.3 cm behind", for a place that may be on either side.
std::string ahead_text(double ahead_cm, int decimals);

}  // namespace spondyl::app
