// SPDX-License-Identifier: Apache-2.0
#include "io/results/run_folder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/version.hpp"
#include "io/results/result_file.hpp"
#include "io/results/result_tables.hpp"
#include "io/safe_write.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

// Other programs, or the same built otherwise, round otherwise.
void check_program(const fs::path& file, const Result& result) {
    const std::array<std::pair<std::string_view, std::string_view>, 4> own = {
        std::pair("version", version()), std::pair("git_hash", git_hash()), std::pair("compiler", compiler()),
        std::pair("build_type", build_type())};
    for (const auto& [key, value] : own) {
        const auto found = std::ranges::find(result.provenance, key, &std::pair<std::string, std::string>::first);
        if (found != result.provenance.end() && found->second == value) continue;
        throw UserError(fmt::format(
            "{} cannot be resumed: it was begun by a program with another {} ({} instead of {}); run without --resume "
            "to start anew",
            file.string(), key, found == result.provenance.end() ? "none" : found->second, value));
    }
}

}  // namespace

RunFolder::RunFolder(const fs::path& folder, const Scenario& scenario)
    : folder_(folder),
      canonical_scenario_(canonical_toml(scenario)),
      sha256_(sha256(canonical_scenario_)),
      run_id_(random_hex(16)) {
    for (const LoadStep& step : scenario.steps) states_ += static_cast<std::size_t>(std::max(1, step.outputs));
    states_ += scenario.tasks.size();
}

std::optional<Result> RunFolder::resumable() const {
    const fs::path last = path() / result_file_name;
    const fs::path begun = path() / incomplete_folder_name / result_file_name;
    if (!fs::exists(begun) && !fs::exists(last)) return std::nullopt;
    const fs::path file = fs::exists(begun) ? begun : last;
    Result result = read_results(file);
    if (result.complete) throw UserError(fmt::format("there is nothing to resume: {} is complete", file.string()));
    if (result.scenario_sha256 != sha256_) {
        throw UserError(fmt::format(
            "{} cannot be resumed: it is of another scenario (\"{}\"), or the scenario has been changed since; run "
            "without --resume to start anew",
            file.string(), result.title));
    }
    if (!result.restart) {
        throw UserError(
            fmt::format("{} cannot be resumed, the run had come to its end: {}", file.string(), result.failure));
    }
    check_program(file, result);
    return result;
}

void RunFolder::try_room(const Result& described) const {
    folder_.try_room(estimated_size(described, states_));
}

void RunFolder::stamp(Result& result) const {
    result.canonical_scenario = canonical_scenario_;
    result.scenario_sha256 = sha256_;
    result.run_id = run_id_;
}

void RunFolder::keep(Result& result) {
    folder_.keep([&](FileSet& set, const std::string& subfolder) {
        stamp(result);
        add_result(set, result, subfolder);
    });
}

fs::path RunFolder::save(Result& result) {
    stamp(result);
    return folder_.save(result.complete,
                        [&](FileSet& set, const std::string& subfolder) { add_result(set, result, subfolder); });
}

}  // namespace spondyl
