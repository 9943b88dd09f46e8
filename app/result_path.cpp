// SPDX-License-Identifier: Apache-2.0
#include "app/result_path.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace spondyl::app {

std::filesystem::path find_result(const std::filesystem::path& named) {
    if (!std::filesystem::is_directory(named)) {
        if (std::filesystem::exists(named)) return named;
        throw UserError(
            fmt::format("there is no result {}; spondyl run SCENARIO -o FOLDER writes one", named.string()));
    }
    std::filesystem::path file = named / result_file_name;
    if (std::filesystem::exists(file)) return file;
    throw UserError(fmt::format("the folder {} holds no {}; spondyl run SCENARIO -o {} writes one", named.string(),
                                result_file_name, named.string()));
}

}  // namespace spondyl::app
