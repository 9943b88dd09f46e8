#include "viz/atomic_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>

#include "core/error.hpp"

namespace spondyl::viz {

namespace fs = std::filesystem;

void make_directory(const fs::path& directory) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error) throw UserError(fmt::format("cannot create the folder {}: {}", directory.string(), error.message()));
}

void write_atomically(const fs::path& file, const std::function<bool(const fs::path&)>& write) {
    // The process number keeps two runs into one folder apart; the extension stays last because writers look at it.
    fs::path temporary = file;
    temporary.replace_filename(fmt::format(".{}.{}{}", file.stem().string(), getpid(), file.extension().string()));
    const bool written = write(temporary);
    std::error_code error;
    if (written) fs::rename(temporary, file, error);
    if (written && !error) return;
    std::error_code ignored;
    fs::remove(temporary, ignored);
    throw UserError(fmt::format("cannot write {}: {}", file.string(),
                                error ? error.message() : "is the disk full or the folder write-protected?"));
}

}  // namespace spondyl::viz
