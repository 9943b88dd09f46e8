// SPDX-License-Identifier: Apache-2.0
#include "studies/locked_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <string>
#include <system_error>

#include "io/safe_write.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

std::string host() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return "host";
    return name.data();
}

// Beside the folder, not in it: who holds the lock may remove the folder.
fs::path lock_of(const fs::path& folder) {
    return fs::path(folder) += ".lock";
}

// The lock goes with the process, however that ends. -1: somebody else has it, or the file system has no locks.
int try_lock(const fs::path& folder) {
    const int lock = open(lock_of(folder).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
    if (lock >= 0) close(lock);
    return -1;
}

// Locks may hold on one host only, so those of other hosts are left alone.
void remove_stale(const fs::path& parent) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(parent, ignored)) {
        const fs::path folder = entry.path();
        if (folder.extension() == ".lock" || !folder.filename().string().starts_with(host() + "-")) continue;
        const int lock = try_lock(folder);
        if (lock < 0) continue;
        fs::remove_all(folder, ignored);
        fs::remove(lock_of(folder), ignored);
        close(lock);
    }
}

}  // namespace

LockedFolder::LockedFolder(const fs::path& parent) : path_(parent / fmt::format("{}-{}", host(), getpid())) {
    // Again where another process that ends here takes the empty parent away before the lock lies in it.
    constexpr int attempts = 10;
    for (int attempt = 0; attempt < attempts && lock_ < 0; ++attempt) {
        make_folder(parent);
        remove_stale(parent);
        lock_ = try_lock(path_);
    }
    make_folder(path_);
}

LockedFolder::~LockedFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    fs::remove(lock_of(path_), ignored);
    if (lock_ >= 0) close(lock_);
    fs::remove(path_.parent_path(), ignored);  // unless somebody else works there
}

}  // namespace spondyl
