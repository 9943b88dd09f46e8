// SPDX-License-Identifier: Apache-2.0
// A settled spine as a file: HDF5, with a checksum for every list.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "models/run/settled_store.hpp"

namespace spondyl {

// key: what the file is of. about: one line for people.
void write_settled(const SettledSpine& spine, const std::string& key, const std::string& about,
                   const std::filesystem::path& path);

// none if there is no such file, or it is damaged, too large, of another key or of another kind. Whether it fits a
// model is for holds() to say.
std::optional<SettledSpine> read_settled(const std::filesystem::path& path, const std::string& key);

// The line for people; empty if the file has none.
std::string read_about(const std::filesystem::path& path);

}  // namespace spondyl
