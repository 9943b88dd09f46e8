// SPDX-License-Identifier: Apache-2.0
#include "io/results/resumable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/version.hpp"
#include "io/results/result_tables.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

// Other programs, or the same with another build, have other rounding errors.
void check_program(const fs::path& file, const RunInfo& result) {
    const std::array<std::pair<std::string_view, std::string_view>, 4> own = {
        std::pair("version", version()), std::pair("git_hash", git_hash()), std::pair("compiler", compiler()),
        std::pair("build_type", build_type())};
    for (const auto& [key, value] : own) {
        const auto found = std::ranges::find(result.provenance, key, &std::pair<std::string, std::string>::first);
        if (found != result.provenance.end() && found->second == value) continue;
        throw UserError(
            fmt::format("{} cannot be resumed: it was begun by a program with a different {} ({} instead of {}); run "
                        "without --resume "
                        "to start anew",
                        file.string(), key, found == result.provenance.end() ? "none" : found->second, value));
    }
}

}  // namespace

std::optional<fs::path> result_to_resume(const fs::path& folder) {
    const fs::path last = folder / result_file_name;
    const fs::path begun = folder / incomplete_folder_name / result_file_name;
    if (fs::exists(begun)) return begun;
    return fs::exists(last) ? std::optional(last) : std::nullopt;
}

void check_resumable(const fs::path& file, const RunInfo& result, const std::string& sha256, bool has_restart) {
    if (result.complete) throw UserError(fmt::format("there is nothing to resume: {} is complete", file.string()));
    if (result.scenario_sha256 != sha256) {
        throw UserError(
            fmt::format("{} cannot be resumed: it belongs to another scenario or deck (\"{}\"), or this has been "
                        "changed since; run "
                        "without --resume to start anew",
                        file.string(), result.title));
    }
    if (!has_restart) {
        throw UserError(
            fmt::format("{} cannot be resumed, the run had come to its end: {}", file.string(), result.failure));
    }
    check_program(file, result);
}

}  // namespace spondyl
