// SPDX-License-Identifier: Apache-2.0
#include "studies/locked_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <string>
#include <system_error>

#include "io/safe_write.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

// Beside the folder, not in it, since the owner of the lock may remove the folder.
fs::path lock_of(const fs::path& folder) {
    return fs::path(folder) += ".lock";
}

// Locks may be valid on one host only, so folders of other hosts are left alone.
void remove_stale(const fs::path& parent) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(parent, ignored)) {
        const fs::path& folder = entry.path();
        if (folder.extension() == ".lock" || !folder.filename().string().starts_with(host_name() + "-")) continue;
        const FileLock lock(lock_of(folder));
        if (lock.state() == FileLock::State::taken) fs::remove_all(folder, ignored);
    }
}

}  // namespace

LockedFolder::LockedFolder(const fs::path& parent) : path_(parent / fmt::format("{}-{}", host_name(), getpid())) {
    // Tried again if another process that ends now removes the empty parent before the lock is in it.
    constexpr int attempts = 10;
    for (int attempt = 0; attempt < attempts && lock_.state() != FileLock::State::taken; ++attempt) {
        make_folder(parent);
        remove_stale(parent);
        lock_ = FileLock(lock_of(path_));
    }
    make_folder(path_);
}

LockedFolder::~LockedFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    lock_ = FileLock();
    fs::remove(path_.parent_path(), ignored);  // fails if another process works there
}

}  // namespace spondyl
