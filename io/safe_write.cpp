// SPDX-License-Identifier: Apache-2.0
#include "io/safe_write.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "core/error.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void throw_system_error(const fs::path& path, int error) {
    throw UserError(fmt::format("cannot write {}: {}", path.string(), std::strerror(error)));
}

// The bytes are on the disc when this returns, not only in the memory of the system.
void sync(const fs::path& path, const fs::path& named_in_errors) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw_system_error(named_in_errors, errno);
    const int status = fsync(descriptor);
    const int error = errno;
    close(descriptor);
    if (status != 0) throw_system_error(named_in_errors, error);
}

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

fs::path temporary_beside(const fs::path& path) {
    return folder_of(path) / fmt::format(".{}.{}.tmp", path.filename().string(), getpid());
}

}  // namespace

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw UserError(fmt::format("cannot create the folder {}: {}", folder.string(), error.message()));
}

void write_safely(const fs::path& path, const fs::path& temporary, const std::function<void(const fs::path&)>& fill) {
    try {
        fill(temporary);
        sync(temporary, path);
        fs::rename(temporary, path);
        sync(folder_of(path), path);
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

void write_text_safely(const fs::path& path, const std::string& text, const fs::path& temporary) {
    write_safely(path, temporary, [&](const fs::path& half_written) {
        std::ofstream stream(half_written, std::ios::binary);
        stream << text;
        stream.close();
        if (!stream) throw_system_error(path, errno);
    });
}

void write_safely(const fs::path& path, const std::function<void(const fs::path&)>& fill) {
    write_safely(path, temporary_beside(path), fill);
}

void write_text_safely(const fs::path& path, const std::string& text) {
    write_text_safely(path, text, temporary_beside(path));
}

}  // namespace spondyl
