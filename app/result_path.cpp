// SPDX-License-Identifier: Apache-2.0
#include "app/result_path.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace spondyl::app {

std::filesystem::path find_result(const std::filesystem::path& named) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(named, error);
    if (!std::filesystem::status_known(status))
        throw UserError(fmt::format("cannot read the result {}: {}", named.string(), error.message()));
    if (!std::filesystem::is_directory(status)) {
        if (std::filesystem::exists(status)) return named;
        throw UserError(
            fmt::format("there is no result {}; spondyl run SCENARIO -o FOLDER writes one", named.string()));
    }
    std::filesystem::path file = named / result_file_name;
    if (std::filesystem::exists(file, error)) return file;
    throw UserError(fmt::format("the folder {} holds no {}; spondyl run SCENARIO -o {} writes one", named.string(),
                                result_file_name, named.string()));
}

}  // namespace spondyl::app
