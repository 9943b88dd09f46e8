// SPDX-License-Identifier: Apache-2.0
#include "io/results/run_folder.hpp"

#include <algorithm>

#include "io/results/result_file.hpp"
#include "io/results/result_tables.hpp"
#include "io/results/resumable.hpp"
#include "io/safe_write.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"

namespace spondyl {

namespace fs = std::filesystem;

RunFolder::RunFolder(const fs::path& folder, const Scenario& scenario)
    : folder_(folder),
      canonical_scenario_(canonical_toml(scenario)),
      sha256_(sha256(canonical_scenario_)),
      run_id_(random_hex(16)) {
    for (const LoadStep& step : scenario.steps) states_ += static_cast<std::size_t>(std::max(1, step.outputs));
    states_ += scenario.tasks.size();
}

std::optional<Result> RunFolder::resumable() const {
    const std::optional<fs::path> file = result_to_resume(path());
    if (!file) return std::nullopt;
    Result result = read_results(*file);
    check_resumable(*file, result, sha256_, result.restart.has_value());
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
