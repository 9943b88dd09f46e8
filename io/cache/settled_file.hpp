// SPDX-License-Identifier: Apache-2.0
// A settled spine as a file: HDF5, with a checksum for every list.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "models/run/settled_store.hpp"

namespace spondyl {

// key: identity of the contents. about: a description in one line.
void write_settled(const SettledSpine& spine, const std::string& key, const std::string& about,
                   const std::filesystem::path& path);

// none if there is no such file, or if it is damaged, too large, or has another key or layout. holds() decides whether
// it fits a model.
std::optional<SettledSpine> read_settled(const std::filesystem::path& path, const std::string& key);

// The description; empty if the file has none.
std::string read_about(const std::filesystem::path& path);

}  // namespace spondyl
