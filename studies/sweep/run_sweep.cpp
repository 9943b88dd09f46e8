// SPDX-License-Identifier: Apache-2.0
#include "studies/sweep/run_sweep.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

#include "core/error.hpp"
#include "core/version.hpp"
#include "io/results/result_file.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"
#include "studies/child_processes.hpp"
#include "studies/compared_measures.hpp"
#include "studies/locked_folder.hpp"
#include "studies/sweep/case_record.hpp"
#include "studies/sweep/manifest.hpp"
#include "studies/sweep/sweep_measures.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool asked_to_end(int code) {
    return code == 128 + SIGINT || code == 128 + SIGTERM || code == 128 + SIGHUP;
}

std::string reason_of(int code, const std::string& log) {
    std::string text = log;
    text.erase(text.find_last_not_of(" \n") + 1);
    if (code <= 128) return text;
    const std::string killed = fmt::format("ended by signal {} ({})", code - 128, strsignal(code - 128));
    return text.empty() ? killed : killed + "\n" + text;
}

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
        std::vector<ChildCommand> commands;
        for (const std::size_t index : pending_) commands.push_back(command_of(manifest_.cases[index]));
        run_children(commands, options_.jobs, [&](const ChildEnd& end) {
            collect(manifest_.cases[pending_[end.command]], end.code);
            if (options_.progress) options_.progress(state_);
        });
        return state_;
    }

  private:
    [[nodiscard]] fs::path results(const SweepCase& one) const { return work_.path() / one.id; }
    [[nodiscard]] fs::path log(const SweepCase& one) const { return work_.path() / (one.id + ".log"); }
    [[nodiscard]] fs::path half_written() const { return work_.path() / "record"; }

    [[nodiscard]] ChildCommand command_of(const SweepCase& one) const {
        const fs::path scenario = sweep_files::scenario(options_.sweep, one.id);
        if (sha256(read_file(scenario)) != one.sha256)
            throw UserError(
                fmt::format("{} is not as it was planned; spondyl sweep plan writes it again", scenario.string()));
        return {{options_.program.string(), "run", scenario.string(), "-o", results(one).string(), "--threads", "1",
                 "--quiet"},
                log(one)};
    }

    void collect(const SweepCase& one, int code) {
        constexpr int exit_solve_failed = 3;  // of `spondyl run`
        if (asked_to_end(code)) throw Interrupted(code - 128);
        const fs::path file = results(one) / "result.vtkhdf";
        if (code == 0) {
            finish(one, read_results(file));
        } else {
            // A result file without equilibrium says more than the terminal; there may be none yet.
            const bool told = code == exit_solve_failed && fs::exists(file);
            fail(one, {code, told ? read_results(file).failure : reason_of(code, read_file(log(one)))});
        }
        ++state_.computed;
        std::error_code ignored;
        fs::remove_all(results(one), ignored);
        fs::remove(log(one), ignored);
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
