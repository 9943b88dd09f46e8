// SPDX-License-Identifier: Apache-2.0
// A segment of the column, named by the vertebrae at its ends.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "models/scenario/levels.hpp"

namespace spondyl {

// The discs from one vertebra to another, cranial to caudal: "L4-L5" is one disc, "L1-L5" four. Empty if `text` is no
// such segment.
std::vector<Disc> discs_of_span(std::string_view text);

}  // namespace spondyl
