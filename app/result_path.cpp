// SPDX-License-Identifier: Apache-2.0
#include "app/result_path.hpp"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "core/error.hpp"
#include "io/results/result_file.hpp"
#include "io/safe_write.hpp"
#include "models/result/drop_fields.hpp"

namespace spondyl::app {

namespace fs = std::filesystem;

fs::path result_folder(const fs::path& asked, const fs::path& source) {
    return asked.empty() ? fs::path("results") / source.stem() : asked;
}

fs::path find_result(const fs::path& named) {
    std::error_code error;
    const fs::file_status status = fs::status(named, error);
    if (!fs::status_known(status))
        throw UserError(fmt::format("cannot read the result {}: {}", named.string(), error.message()));
    if (!fs::is_directory(status)) {
        if (!fs::exists(status)) {
            throw UserError(
                fmt::format("there is no result {}; spondyl run SCENARIO -o FOLDER writes one", named.string()));
        }
        finish_switch(folder_of(named));
        return named;
    }
    finish_switch(named);
    fs::path file = named / result_file_name;
    fs::path begun = named / incomplete_folder_name / result_file_name;
    if (fs::exists(begun, error) && !holds_complete_result(file)) return begun;
    if (fs::exists(file, error)) return file;
    throw UserError(fmt::format("the folder {} holds no {}; spondyl run SCENARIO -o {} writes one", named.string(),
                                result_file_name, named.string()));
}

const RunInfo& run_info(const AnyResult& result) {
    return std::visit([](const auto& one) -> const RunInfo& { return one; }, result);
}

AnyResult read_whole_result(const fs::path& file) {
    using namespace std::chrono_literals;
    constexpr int attempts = 3;  // a run that ends at this moment replaces one file after the other
    for (int attempt = 1;; ++attempt) {
        AnyResult result = read_any_result(file);
        try {
            check_tables(file, run_info(result));
            return result;
        } catch (const UserError&) {
            if (attempt == attempts) throw;
        }
        std::this_thread::sleep_for(100ms);
        finish_switch(folder_of(file));
    }
}

AnyResult read_drawable_result(const fs::path& file) {
    AnyResult result = read_whole_result(file);
    if (const auto* spine = std::get_if<Result>(&result); spine != nullptr && !has_fields(*spine))
        throw UserError(fmt::format(
            "{} has only measures and nothing to draw; run the scenario without --measures-only", file.string()));
    return result;
}

}  // namespace spondyl::app
