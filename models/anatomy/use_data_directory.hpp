// SPDX-License-Identifier: Apache-2.0
// For programs that contain the tables of the anatomy.
#pragma once

#include <filesystem>

namespace spondyl {

// Sets the folder that data_directory() returns unless SPONDYL_DATA is set; an empty path restores its own search. To
// be called at the start of a program, before other threads read tables. UserError if it is not a folder.
void use_data_directory(const std::filesystem::path& folder);

}  // namespace spondyl
