// SPDX-License-Identifier: Apache-2.0
// For programs that bring the tables of the anatomy along.
#pragma once

#include <filesystem>

namespace spondyl {

// Where data_directory() looks from now on unless SPONDYL_DATA is set; an empty path: where it looks by itself. For the
// start of a program, before other threads read tables. UserError if it is not a folder.
void use_data_directory(const std::filesystem::path& folder);

}  // namespace spondyl
