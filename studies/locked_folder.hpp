// SPDX-License-Identifier: Apache-2.0
// The folder for unfinished files of a process, so that a process that is killed leaves its files in one place.
#pragma once

#include <filesystem>

#include "io/file_lock.hpp"

namespace spondyl {

// HOST-PROCESS inside a folder, locked while this object exists and removed afterwards, with the folder around it if
// that is then empty. Folders that killed processes of this host left behind are removed first. UserError if it cannot
// be created.
class LockedFolder {
  public:
    explicit LockedFolder(const std::filesystem::path& parent);
    ~LockedFolder();
    LockedFolder(const LockedFolder&) = delete;
    LockedFolder& operator=(const LockedFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
    FileLock lock_;
};

}  // namespace spondyl
