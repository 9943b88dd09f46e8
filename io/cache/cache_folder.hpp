// SPDX-License-Identifier: Apache-2.0
// The folder of what can be computed again. Any number of processes use it at once; nothing in it is needed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace spondyl {

// $SPONDYL_CACHE, else spondyl in $XDG_CACHE_HOME, else .cache/spondyl in the home. none: switched off
// (SPONDYL_CACHE=off), or there is no home. UserError if SPONDYL_CACHE is neither "off" nor an absolute path.
std::optional<std::filesystem::path> cache_folder();

// Off from here on, for this process and for those that it starts. Before the first thread.
void switch_cache_off();

struct CacheEntry {
    std::filesystem::path path;
    std::uintmax_t bytes = 0;
    std::filesystem::file_time_type used;  // last read or written
};

class CacheFolder {
  public:
    // At most this much stays; what was not used for the longest time goes first.
    static constexpr std::uintmax_t most_bytes = std::uintmax_t{1} << 30U;

    explicit CacheFolder(std::filesystem::path path) : path_(std::move(path)) {}

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    // The file of a key (64 hexadecimal digits), and of its lock. Other files in the folder are nobody's.
    [[nodiscard]] std::filesystem::path entry(const std::string& key) const;
    [[nodiscard]] std::filesystem::path lock(const std::string& key) const;
    // The last one used first. Empty if there is no folder.
    [[nodiscard]] std::vector<CacheEntry> entries() const;

    // For its owner alone where it is missing. UserError if it cannot be made.
    void make() const;
    // The entry counts as used now.
    static void touch(const std::filesystem::path& entry);
    // Removes entries until at most so many bytes are left, and what dead processes left half-written.
    void shrink(std::uintmax_t bytes) const;

  private:
    std::filesystem::path path_;
};

}  // namespace spondyl
