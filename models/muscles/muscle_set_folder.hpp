// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace spondyl {

// Folder of the tables of a muscle set: in models/data, or the path of a user's own set. UserError if there is no such
// set or folder, or if one of the tables is missing.
std::filesystem::path muscle_set_folder(const std::string& set);

}  // namespace spondyl
