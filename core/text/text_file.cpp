// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "core/error.hpp"

namespace spondyl {

namespace {

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

  private:
    int number_;
};

std::string_view kind_of(mode_t mode) {
    if (S_ISDIR(mode)) return "a folder";
    if (S_ISFIFO(mode)) return "a pipe";
    if (S_ISSOCK(mode)) return "a socket";
    return "a device";
}

}  // namespace

std::string read_text_file(const std::filesystem::path& file, std::string_view what, std::size_t most_bytes) {
    const auto refuse = [&](const std::string& why) {
        throw UserError(fmt::format("cannot read the {} {}: {}", what, file.string(), why));
    };
    const auto require_plain_file = [&](const struct stat& status) {
        if (!S_ISREG(status.st_mode)) refuse(fmt::format("it is {}", kind_of(status.st_mode)));
        if (status.st_size > static_cast<off_t>(most_bytes))
            refuse(fmt::format("it has {} bytes, at most {} are allowed", status.st_size, most_bytes));
    };
    struct stat status {};
    // Before opening as well, since opening a device can already do something.
    if (stat(file.c_str(), &status) != 0) refuse(std::strerror(errno));
    require_plain_file(status);
    // Without blocking: the name may by now refer to another file.
    const Descriptor descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (descriptor.number() < 0 || fstat(descriptor.number(), &status) != 0) refuse(std::strerror(errno));
    require_plain_file(status);
    std::string text;
    std::array<char, 65536> buffer;
    while (true) {
        const ssize_t count = read(descriptor.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) refuse(std::strerror(errno));
        if (count == 0) return text;
        // The size in `status` is not reliable: files of /proc report 0, others grow while they are read.
        if (static_cast<std::size_t>(count) > most_bytes - text.size())
            refuse(fmt::format("it has more than the {} bytes that are allowed", most_bytes));
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace spondyl
