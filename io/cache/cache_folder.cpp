// SPDX-License-Identifier: Apache-2.0
#include "io/cache/cache_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include "core/error.hpp"
#include "io/safe_write.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

constexpr const char* variable = "SPONDYL_CACHE";
constexpr std::string_view off = "off";
constexpr std::string_view prefix = "settled-";
constexpr std::string_view suffix = ".h5";
constexpr std::size_t key_digits = 64;

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view() : value;
}

bool is_entry_name(std::string_view name) {
    if (!name.starts_with(prefix) || !name.ends_with(suffix)) return false;
    const std::string_view key = name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
    return key.size() == key_digits && key.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// No process takes this long to write a file of a few megabytes.
bool forgotten(fs::file_time_type written) {
    return fs::file_time_type::clock::now() - written > std::chrono::hours(1);
}

}  // namespace

std::optional<fs::path> cache_folder() {
    const std::string_view asked = environment(variable);
    if (asked == off) return std::nullopt;
    if (!asked.empty()) {
        const fs::path folder = asked;
        if (folder.is_relative())
            throw UserError(fmt::format("{} is \"{}\"; allowed: an absolute path, or \"off\"", variable, asked));
        return folder;
    }
    // Relative ones count as not set (XDG Base Directory Specification).
    if (const fs::path folder = environment("XDG_CACHE_HOME"); folder.is_absolute()) return folder / "spondyl";
    if (const fs::path home = environment("HOME"); home.is_absolute()) return home / ".cache" / "spondyl";
    return std::nullopt;
}

void switch_cache_off() {
    setenv(variable, std::string(off).c_str(), 1);
}

fs::path CacheFolder::entry(const std::string& key) const {
    return path_ / fmt::format("{}{}{}", prefix, key, suffix);
}

fs::path CacheFolder::lock(const std::string& key) const {
    return path_ / fmt::format("{}{}.lock", prefix, key);
}

std::vector<CacheEntry> CacheFolder::entries() const {
    std::vector<CacheEntry> found;
    std::error_code error;
    for (fs::directory_iterator at(path_, error), end; !error && at != end; at.increment(error)) {
        std::error_code gone;  // by another process
        if (!is_entry_name(at->path().filename().string()) || at->symlink_status(gone).type() != fs::file_type::regular)
            continue;
        const CacheEntry entry{.path = at->path(), .bytes = at->file_size(gone), .used = at->last_write_time(gone)};
        if (!gone) found.push_back(entry);
    }
    std::ranges::sort(found, [](const CacheEntry& a, const CacheEntry& b) {
        return a.used != b.used ? a.used > b.used : a.path < b.path;
    });
    return found;
}

void CacheFolder::make() const {
    std::error_code ignored;
    if (fs::exists(path_, ignored)) return;
    make_folder(path_);
    fs::permissions(path_, fs::perms::owner_all, ignored);
}

void CacheFolder::touch(const fs::path& entry) {
    std::error_code ignored;
    fs::last_write_time(entry, fs::file_time_type::clock::now(), ignored);
}

void CacheFolder::shrink(std::uintmax_t bytes) const {
    std::error_code ignored;
    std::uintmax_t sum = 0;
    for (const CacheEntry& entry : entries()) {
        sum += entry.bytes;
        if (sum > bytes) fs::remove(entry.path, ignored);
    }
    std::error_code error;
    for (fs::directory_iterator at(path_, error), end; !error && at != end; at.increment(error)) {
        std::error_code gone;
        if (is_temporary_name(at->path().filename().string()) && forgotten(at->last_write_time(gone)) && !gone)
            fs::remove(at->path(), ignored);
    }
}

}  // namespace spondyl
