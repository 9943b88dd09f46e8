// SPDX-License-Identifier: Apache-2.0
// Files that are whole or not there, whatever happens while they are written.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace spondyl {

// The folder in which a file of this name lies; "." where the name has none.
std::filesystem::path folder_of(const std::filesystem::path& path);

// Creates the folder and those above it. UserError with the reason of the system where it cannot.
void make_folder(const std::filesystem::path& folder);

// `bytes` random bytes as hexadecimal digits: what nobody can guess.
std::string random_hex(std::size_t bytes);

// Names of what is being written, of files and folders alike: hidden, and recognised when their process has died.
std::string temporary_name();
bool is_temporary_name(std::string_view name);

// An empty file of such a name that this call has made: never one that was there, never by way of a link. `named` is
// what errors speak of.
std::filesystem::path new_temporary(const std::filesystem::path& folder, const std::filesystem::path& named);

// Replaces what a file holds. The bytes are with the system, not yet on the disc.
void write_bytes(const std::filesystem::path& path, std::string_view bytes, const std::filesystem::path& named);

// The bytes of a file, or the names in a folder, are on the disc when this returns, not only in the memory of the
// system.
void sync_to_disc(const std::filesystem::path& path, const std::filesystem::path& named);

// `fill` writes `temporary`, a path on the same file system; the bytes are on the disc before it is renamed to `path`.
// What stood at `path` stays until then. The temporary file goes if anything throws. UserError if the system does not
// let it write; what `fill` throws is passed on.
void write_safely(const std::filesystem::path& path, const std::filesystem::path& temporary,
                  const std::function<void(const std::filesystem::path&)>& fill);

// The same by way of a new temporary file in the same folder.
void write_safely(const std::filesystem::path& path, const std::function<void(const std::filesystem::path&)>& fill);

// The same for a text.
void write_text_safely(const std::filesystem::path& path, std::string_view text,
                       const std::filesystem::path& temporary);
void write_text_safely(const std::filesystem::path& path, std::string_view text);

}  // namespace spondyl
