// SPDX-License-Identifier: Apache-2.0
// Files that are whole or not there, whatever happens while they are written.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace spondyl {

// Creates the folder and those above it. UserError with the reason of the system where it cannot.
void make_folder(const std::filesystem::path& folder);

// `fill` writes `temporary`, a path on the same file system; the bytes are on the disc before it is renamed to `path`.
// What stood at `path` stays until then. The temporary file goes if anything throws. UserError if the system does not
// let it write; what `fill` throws is passed on.
void write_safely(const std::filesystem::path& path, const std::filesystem::path& temporary,
                  const std::function<void(const std::filesystem::path&)>& fill);

// The same by way of a hidden name of this process in the same folder.
void write_safely(const std::filesystem::path& path, const std::function<void(const std::filesystem::path&)>& fill);

// The same for a text.
void write_text_safely(const std::filesystem::path& path, const std::string& text,
                       const std::filesystem::path& temporary);
void write_text_safely(const std::filesystem::path& path, const std::string& text);

}  // namespace spondyl
