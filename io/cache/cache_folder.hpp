// SPDX-License-Identifier: Apache-2.0
// The folder of data that can be recomputed. Any number of processes may use it at once, and any file in it may be
// removed.
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

// Switches the cache off for this process and those that it starts. To be called before the first thread.
void switch_cache_off();

struct CacheEntry {
    std::filesystem::path path;
    std::uintmax_t bytes = 0;
    std::filesystem::file_time_type used;  // last read or written
};

class CacheFolder {
  public:
    // Limit of the total size; entries that have not been used for the longest time are removed first.
    static constexpr std::uintmax_t most_bytes = std::uintmax_t{1} << 30U;

    explicit CacheFolder(std::filesystem::path path) : path_(std::move(path)) {}

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    // The file of a key (64 hexadecimal digits), and of its lock. Other files in the folder are not touched.
    [[nodiscard]] std::filesystem::path entry(const std::string& key) const;
    [[nodiscard]] std::filesystem::path lock(const std::string& key) const;
    // Entries in the order of their last use, the latest first. Empty if there is no folder.
    [[nodiscard]] std::vector<CacheEntry> entries() const;

    // Creates the folder, accessible to its owner alone, if it is missing. UserError if that fails.
    void make() const;
    // Sets the time of last use to now.
    static void touch(const std::filesystem::path& entry);
    // Removes entries until at most `bytes` are left, and temporary files of dead processes.
    void shrink(std::uintmax_t bytes) const;

  private:
    std::filesystem::path path_;
};

}  // namespace spondyl
