// SPDX-License-Identifier: Apache-2.0
// Files that are complete or do not exist, whatever happens while they are written.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace spondyl {

// The folder of a file of this name; "." if the name has none.
std::filesystem::path folder_of(const std::filesystem::path& path);

// Creates the folder and those above it. UserError with the reason of the system where it cannot.
void make_folder(const std::filesystem::path& folder);

// `bytes` unpredictable random bytes as hexadecimal digits.
std::string random_hex(std::size_t bytes);

// Names of files and folders that are being written: hidden, and recognisable when their process has died.
std::string temporary_name();
bool is_temporary_name(std::string_view name);

// Creates an empty file with such a name, which must not exist and is not reached through a link. `named`: the file
// named in error messages.
std::filesystem::path new_temporary(const std::filesystem::path& folder, const std::filesystem::path& named);

// Replaces the contents of a file. The bytes are passed to the system, but not yet on the disc.
void write_bytes(const std::filesystem::path& path, std::string_view bytes, const std::filesystem::path& named);

// On return the bytes of a file, or the names in a folder, are on the disc, not only in the memory of the system.
void sync_to_disc(const std::filesystem::path& path, const std::filesystem::path& named);

// `fill` writes `temporary`, a path on the same file system; the bytes are on the disc before it is renamed to `path`.
// An existing file at `path` is kept until then. The temporary file is removed if anything throws. UserError if the
// system refuses to write it; exceptions of `fill` are passed on.
void write_safely(const std::filesystem::path& path, const std::filesystem::path& temporary,
                  const std::function<void(const std::filesystem::path&)>& fill);

// The same with a new temporary file in the same folder.
void write_safely(const std::filesystem::path& path, const std::function<void(const std::filesystem::path&)>& fill);

// The same for text.
void write_text_safely(const std::filesystem::path& path, std::string_view text,
                       const std::filesystem::path& temporary);
void write_text_safely(const std::filesystem::path& path, std::string_view text);

}  // namespace spondyl
