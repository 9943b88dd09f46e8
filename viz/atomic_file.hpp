// Files that appear whole or not at all.
#pragma once

#include <filesystem>
#include <functional>

namespace spondyl::viz {

// Creates the folder and its parents. Throws UserError with the reason of the operating system.
void make_directory(const std::filesystem::path& directory);

// Calls write with a temporary name beside the file and renames on success. Throws UserError when write returns false
// or the rename fails; no temporary file stays behind, an older file of that name stays as it was.
void write_atomically(const std::filesystem::path& file,
                      const std::function<bool(const std::filesystem::path& temporary)>& write);

}  // namespace spondyl::viz
