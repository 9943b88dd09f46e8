// SPDX-License-Identifier: Apache-2.0
// A lock that is released when its process ends, in whatever way, and that names its holder.
#pragma once

#include <filesystem>
#include <string>

namespace spondyl {

// The name of this machine.
std::string host_name();

// flock on a file that is created for it and removed with the lock. Needs no special rights.
class FileLock {
  public:
    enum class State {
        none,         // not tried
        taken,        // held by this object
        held,         // held by another process: see holder()
        unsupported,  // the file system has no locks: further work is unprotected
        unavailable   // the lock file cannot be created: see reason()
    };

    FileLock() = default;
    explicit FileLock(std::filesystem::path file);  // tries once, without waiting
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

    [[nodiscard]] State state() const { return state_; }
    // "process 4711 on host1 since 2026-01-31 12:00:00 UTC", or "another process" where the lock file has no such text.
    [[nodiscard]] std::string holder() const;
    [[nodiscard]] std::string reason() const;

  private:
    std::filesystem::path file_;
    State state_ = State::none;
    int descriptor_ = -1;
    int error_ = 0;
};

}  // namespace spondyl
