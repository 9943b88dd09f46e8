// SPDX-License-Identifier: Apache-2.0
// Check for enough space on the disc before hours are spent on a computation.
#pragma once

#include <cstddef>

#include "io/file_set.hpp"

namespace spondyl {

// Reserves two files of this size, one for intermediate and one for final results, and releases them. UserError if the
// system refuses; no check where a file system cannot reserve.
void try_room(const OwnedFolder& folder, std::size_t bytes);

}  // namespace spondyl
