// SPDX-License-Identifier: Apache-2.0
#include "studies/sweep/run_sweep.hpp"

#include <fmt/format.h>

#include <vector>

#include "core/error.hpp"
#include "core/version.hpp"
#include "io/results/result_text.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"
#include "studies/case_runner.hpp"
#include "studies/compared_measures.hpp"
#include "studies/locked_folder.hpp"
#include "studies/sweep/case_record.hpp"
#include "studies/sweep/manifest.hpp"
#include "studies/sweep/sweep_measures.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

class SweepRun {
  public:
    explicit SweepRun(const SweepRunOptions& options)
        : options_(options), manifest_(read_manifest(options.sweep)), work_(sweep_files::work(options.sweep)) {
        SPONDYL_ASSERT(options.share >= 1 && options.share <= options.shares, "share {} of {}", options.share,
                       options.shares);
        const auto step = static_cast<std::size_t>(options.shares);
        for (std::size_t i = static_cast<std::size_t>(options.share) - 1; i < manifest_.cases.size(); i += step) {
            const SweepCase& one = manifest_.cases[i];
            ++state_.all;
            if (read_record(manifest_, one, sweep_files::record(options.sweep, one.id))) {
                ++state_.finished;
            } else if (!options.retry_failed && read_failure(one, sweep_files::failure(options.sweep, one.id))) {
                ++state_.failed;
            } else {
                pending_.push_back(i);
            }
        }
    }

    SweepState run() {
        std::vector<CaseRequest> cases;
        for (const std::size_t index : pending_) cases.push_back(request_of(manifest_.cases[index]));
        run_cases(cases, {.program = options_.program, .jobs = options_.jobs, .keep_results = false},
                  [&](const CaseEnd& end) {
                      collect(manifest_.cases[pending_[end.index]], end);
                      if (options_.progress) options_.progress(state_);
                  });
        return state_;
    }

  private:
    [[nodiscard]] fs::path results(const SweepCase& one) const { return work_.path() / one.id; }
    [[nodiscard]] fs::path half_written() const { return work_.path() / "record"; }

    [[nodiscard]] CaseRequest request_of(const SweepCase& one) const {
        const fs::path scenario = sweep_files::scenario(options_.sweep, one.id);
        if (sha256(sweep_files::content(scenario)) != one.sha256)
            throw UserError(
                fmt::format("{} has changed since it was planned; spondyl sweep plan restores it", scenario.string()));
        return {.scenario = scenario, .folder = results(one), .measures_only = !options_.keep_fields};
    }

    void collect(const SweepCase& one, const CaseEnd& end) {
        if (end.outcome == CaseOutcome::solved) {
            finish(one, *end.result);
        } else {
            fail(one, {end.code, end.result ? failure_text(*end.result) : end.reason});
        }
        ++state_.computed;
    }

    void finish(const SweepCase& one, const Result& result) {
        const Scenario scenario = parse_scenario(result.canonical_scenario, one.id);
        const CaseRecord record{.values = read_sweep_measures(scenario, result, manifest_.measures),
                                .infeasible = is_infeasible(result),
                                .version = fmt::format("{} {}", version(), git_hash())};
        if (options_.keep_fields) keep_fields(one);
        write_record(manifest_, one, record, sweep_files::record(options_.sweep, one.id), half_written());
        std::error_code ignored;
        fs::remove(sweep_files::failure(options_.sweep, one.id), ignored);
        ++state_.finished;
    }

    void fail(const SweepCase& one, const CaseFailure& failure) {
        write_failure(one, failure, sweep_files::failure(options_.sweep, one.id), half_written());
        ++state_.failed;
    }

    void keep_fields(const SweepCase& one) const {
        const fs::path kept = sweep_files::fields(options_.sweep, one.id);
        try {
            fs::create_directories(kept.parent_path());
            fs::remove_all(kept);
            fs::rename(results(one), kept);
        } catch (const fs::filesystem_error& error) {
            throw UserError(fmt::format("cannot keep {}: {}", kept.string(), error.code().message()));
        }
    }

    const SweepRunOptions& options_;
    SweepManifest manifest_;
    LockedFolder work_;
    std::vector<std::size_t> pending_;
    SweepState state_;
};

}  // namespace

SweepState run_sweep(const SweepRunOptions& options) {
    return SweepRun(options).run();
}

}  // namespace spondyl
