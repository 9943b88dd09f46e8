// Files that are whole or not there, whatever happens while they are written.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace spondyl {

// `fill` writes `temporary`, a path on the same file system; the bytes are on the disc before it is renamed to `path`.
// What stood at `path` stays until then. The temporary file goes if anything throws. UserError if the system does not
// let it write; what `fill` throws is passed on.
void write_safely(const std::filesystem::path& path, const std::filesystem::path& temporary,
                  const std::function<void(const std::filesystem::path&)>& fill);

// The hidden name of this process for a file on its way to `path`, in the same folder.
std::filesystem::path temporary_beside(const std::filesystem::path& path);

// The same for a text.
void write_text_safely(const std::filesystem::path& path, const std::string& text,
                       const std::filesystem::path& temporary);

}  // namespace spondyl
