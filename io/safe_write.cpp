// SPDX-License-Identifier: Apache-2.0
#include "io/safe_write.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

#include "core/error.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view temporary_prefix = ".spondyl-";
constexpr std::string_view temporary_suffix = ".tmp";

[[noreturn]] void throw_system_error(const fs::path& path, int error) {
    throw UserError(fmt::format("cannot write {}: {}", path.string(), std::strerror(error)));
}

void write_all(int descriptor, std::string_view bytes, const fs::path& named) {
    while (!bytes.empty()) {
        const ssize_t written = write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw_system_error(named, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw UserError(fmt::format("cannot create the folder {}: {}", folder.string(), error.message()));
}

std::string random_hex(std::size_t bytes) {
    std::vector<unsigned char> values(bytes);
    SPONDYL_ASSERT(getrandom(values.data(), bytes, 0) == std::ssize(values), "no random numbers: {}",
                   std::strerror(errno));
    std::string text;
    for (const unsigned char value : values) text += fmt::format("{:02x}", value);
    return text;
}

std::string temporary_name() {
    constexpr std::size_t bytes = 16;
    return fmt::format("{}{}{}", temporary_prefix, random_hex(bytes), temporary_suffix);
}

bool is_temporary_name(std::string_view name) {
    return name.starts_with(temporary_prefix) && name.ends_with(temporary_suffix) &&
           name.find('/') == std::string_view::npos;
}

fs::path new_temporary(const fs::path& folder, const fs::path& named) {
    fs::path path = folder / temporary_name();
    const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0) throw_system_error(named, errno);
    close(descriptor);
    return path;
}

void write_bytes(const fs::path& path, std::string_view bytes, const fs::path& named) {
    const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0) throw_system_error(named, errno);
    try {
        write_all(descriptor, bytes, named);
    } catch (...) {
        close(descriptor);
        throw;
    }
    if (close(descriptor) != 0) throw_system_error(named, errno);
}

void sync_to_disc(const fs::path& path, const fs::path& named) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) throw_system_error(named, errno);
    const int status = fsync(descriptor);
    const int error = errno;
    close(descriptor);
    if (status != 0) throw_system_error(named, error);
}

void write_safely(const fs::path& path, const fs::path& temporary, const std::function<void(const fs::path&)>& fill) {
    try {
        fill(temporary);
        sync_to_disc(temporary, path);
        fs::rename(temporary, path);
        // Through a link, the folder is that of its target.
        sync_to_disc(fs::canonical(folder_of(path)), path);
    } catch (...) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
        try {
            throw;
        } catch (const fs::filesystem_error& error) {
            throw UserError(fmt::format("cannot write {}: {}", path.string(), error.code().message()));
        }
    }
}

void write_text_safely(const fs::path& path, std::string_view text, const fs::path& temporary) {
    write_safely(path, temporary, [&](const fs::path& half_written) { write_bytes(half_written, text, path); });
}

void write_safely(const fs::path& path, const std::function<void(const fs::path&)>& fill) {
    write_safely(path, new_temporary(folder_of(path), path), fill);
}

void write_text_safely(const fs::path& path, std::string_view text) {
    write_text_safely(path, text, new_temporary(folder_of(path), path));
}

}  // namespace spondyl
