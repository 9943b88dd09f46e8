// SPDX-License-Identifier: Apache-2.0
#include "io/file_lock.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

namespace spondyl {

namespace {

namespace fs = std::filesystem;

// A lock file is removed when its lock is released; a lock on a removed file excludes nobody.
bool still_there(int descriptor, const fs::path& file) {
    struct stat held {
    }, named{};
    return fstat(descriptor, &held) == 0 && lstat(file.c_str(), &named) == 0 && held.st_ino == named.st_ino &&
           held.st_dev == named.st_dev;
}

void sign(int descriptor) {
    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    const std::string text = fmt::format("process {} on {} since {:%Y-%m-%d %H:%M:%S} UTC\n", getpid(), host_name(),
                                         fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
    // The lock is valid without its text, so that a full disc does not prevent locking.
    const bool written =
        ftruncate(descriptor, 0) == 0 && pwrite(descriptor, text.data(), text.size(), 0) == std::ssize(text);
    static_cast<void>(written);
}

}  // namespace

std::string host_name() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return "host";
    return name.data();
}

FileLock::FileLock(fs::path file) : file_(std::move(file)) {
    constexpr int attempts = 10;  // repeated if the file is removed between opening and locking it
    for (int attempt = 0; attempt < attempts; ++attempt) {
        descriptor_ = open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (descriptor_ < 0) {
            error_ = errno;
            state_ = State::unavailable;
            return;
        }
        if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
            error_ = errno;
            close(std::exchange(descriptor_, -1));
            state_ = error_ == EWOULDBLOCK ? State::held : State::unsupported;
            if (state_ == State::unsupported) {
                std::error_code ignored;
                fs::remove(file_, ignored);
            }
            return;
        }
        if (still_there(descriptor_, file_)) {
            sign(descriptor_);
            state_ = State::taken;
            return;
        }
        close(std::exchange(descriptor_, -1));
    }
    state_ = State::held;
}

FileLock::FileLock(FileLock&& other) noexcept {
    *this = std::move(other);
}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(state_, other.state_);
    std::swap(descriptor_, other.descriptor_);
    std::swap(error_, other.error_);
    return *this;
}

FileLock::~FileLock() {
    if (state_ != State::taken) return;
    unlink(file_.c_str());
    close(descriptor_);
}

std::string FileLock::holder() const {
    constexpr std::size_t longest = 200;
    std::ifstream stream(file_, std::ios::binary);
    std::string text;
    std::getline(stream, text);
    const bool plain = std::ranges::all_of(text, [](unsigned char c) { return std::isprint(c) != 0; });
    return text.starts_with("process ") && plain && text.size() < longest ? text : "another process";
}

std::string FileLock::reason() const {
    return std::strerror(error_);
}

}  // namespace spondyl
