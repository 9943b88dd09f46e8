// SPDX-License-Identifier: Apache-2.0
#include "io/room.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "core/error.hpp"
#include "io/safe_write.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

class Reserved {
  public:
    Reserved(const fs::path& folder, std::size_t bytes) : file_(new_temporary(folder, folder)) {
        const int descriptor = open(file_.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
        int status = descriptor < 0 ? -1 : 0;
        do {
            if (descriptor >= 0) status = fallocate(descriptor, 0, 0, static_cast<off_t>(bytes));
        } while (status != 0 && errno == EINTR);
        error_ = status == 0 ? 0 : errno;
        if (descriptor >= 0) close(descriptor);
    }
    ~Reserved() {
        std::error_code ignored;
        fs::remove(file_, ignored);
    }
    Reserved(const Reserved&) = delete;
    Reserved& operator=(const Reserved&) = delete;
    [[nodiscard]] int error() const { return error_; }

  private:
    fs::path file_;
    int error_ = 0;
};

}  // namespace

void try_room(const OwnedFolder& folder, std::size_t bytes) {
    const Reserved first(folder.path(), bytes);
    const Reserved second(folder.path(), bytes);
    for (const int error : {first.error(), second.error()}) {
        if (error == 0 || error == EOPNOTSUPP || error == ENOSYS) continue;
        constexpr double mega = 1e6;
        throw UserError(
            fmt::format("there is not enough space for the result in {}: {} for two files of {:.1f} MB. Free some "
                        "space, give another folder with "
                        "-o, or reduce the number of outputs",
                        folder.path().string(), std::strerror(error), static_cast<double>(bytes) / mega));
    }
}

}  // namespace spondyl
