// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace spondyl {

// Where the tables of a muscle set lie: in models/data, or at the path of a user's own set. UserError if there is no
// such set, or if the folder is none or lacks one of the tables.
std::filesystem::path muscle_set_folder(const std::string& set);

}  // namespace spondyl
