// SPDX-License-Identifier: Apache-2.0
// A lock that goes with its process, however that ends, and that says who holds it.
#pragma once

#include <filesystem>
#include <string>

namespace spondyl {

// The name of this machine.
std::string host_name();

// flock on a file that is made for it and removed with the lock. It works without special rights.
class FileLock {
  public:
    enum class State {
        none,         // not tried
        taken,        // ours as long as this object lives
        held,         // by another process; holder() tells by which
        unsupported,  // the file system has no locks: whoever goes on does so unprotected
        unavailable   // the lock file cannot be made; reason() tells why
    };

    FileLock() = default;
    explicit FileLock(std::filesystem::path file);  // tries once, waits for nobody
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

    [[nodiscard]] State state() const { return state_; }
    // "process 4711 on host1 since 2026-01-31 12:00:00 UTC", or "another process" where it has not said so.
    [[nodiscard]] std::string holder() const;
    [[nodiscard]] std::string reason() const;

  private:
    std::filesystem::path file_;
    State state_ = State::none;
    int descriptor_ = -1;
    int error_ = 0;
};

}  // namespace spondyl
