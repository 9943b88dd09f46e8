// SPDX-License-Identifier: Apache-2.0
// The only function that reads text files.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace spondyl {

// All bytes of a regular file of at most that many. `what` names it in messages: "scenario". UserError for a file that
// does not exist, may not be read or is too large, and for folders, devices, pipes and sockets, which are not opened
// because reading from them may block for ever.
std::string read_text_file(const std::filesystem::path& file, std::string_view what, std::size_t most_bytes);

}  // namespace spondyl
