// SPDX-License-Identifier: Apache-2.0
// Whether a disc has room, before hours are spent on what shall be written to it.
#pragma once

#include <cstddef>

#include "io/file_set.hpp"

namespace spondyl {

// Reserves two files of this size, one for what a run keeps on its way and one for what it ends with, and lets go of
// them. UserError if the system does not grant them; silent where a file system cannot reserve.
void try_room(const OwnedFolder& folder, std::size_t bytes);

}  // namespace spondyl
