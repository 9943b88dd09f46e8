// SPDX-License-Identifier: Apache-2.0
// Where a process keeps what it has not finished, so that whatever dies leaves its rubbish in one place.
#pragma once

#include <filesystem>

#include "io/file_lock.hpp"

namespace spondyl {

// HOST-PROCESS inside a folder, locked as long as this object lives and gone afterwards, with the folder around it if
// nothing else is in it. Before it is made, those that processes of this host left behind when they were killed are
// removed. UserError if it cannot be made.
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
