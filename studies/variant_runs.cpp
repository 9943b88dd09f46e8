// SPDX-License-Identifier: Apache-2.0
#include "studies/variant_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "core/error.hpp"
#include "io/results/result_file.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"
#include "studies/child_processes.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

// A warm task costs about a fifth of a cold one, so chains save work; too long ones would leave processors idle.
constexpr std::size_t longest_chain = 6;

struct Pending {
    std::size_t variant = 0;
    bool alone = false;  // from rest, in a run of its own
};
using Chain = std::vector<Pending>;

// Everything but the task and the words: who is modelled, and how.
std::string model_text(const Scenario& scenario) {
    Scenario bare = scenario;
    bare.title = "model";
    bare.description.clear();
    bare.tasks.clear();
    bare.expect.clear();
    return canonical_toml(bare);
}

std::vector<Chain> chains_of(const std::vector<Variant>& variants, const std::vector<Pending>& pending) {
    std::vector<Chain> chains;
    std::map<std::pair<int, std::string>, std::size_t> open;  // chain that takes more of this model
    for (const Pending& one : pending) {
        const Variant& variant = variants[one.variant];
        const auto key = std::pair(variant.group, model_text(variant.scenario));
        const auto found = open.find(key);
        if (!one.alone && found != open.end() && chains[found->second].size() < longest_chain) {
            chains[found->second].push_back(one);
            continue;
        }
        if (!one.alone) open[key] = chains.size();
        chains.push_back({one});
    }
    // Longest first, so that the last one does not run alone for long.
    std::ranges::stable_sort(chains, std::greater<>(), &Chain::size);
    return chains;
}

std::string read_log(const fs::path& path) {
    std::ifstream stream(path);
    std::string text((std::istreambuf_iterator<char>(stream)), {});
    text.erase(text.find_last_not_of(" \n") + 1);
    return text;
}

std::string task_name(std::size_t place) {
    return fmt::format("variant {}", place + 1);
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

// `why` tells a place in our own file, which is gone when somebody reads it, and our own name of the task.
Result refused(const Variant& variant, const fs::path& file, std::string why) {
    constexpr std::string_view mark = "error: ";
    if (const std::size_t at = why.find(mark); why.starts_with(file.string()) && at != std::string::npos)
        why.erase(0, at + mark.size());
    replace_all(why, fmt::format("\"{}\"", task_name(0)), fmt::format("\"{}\"", variant.scenario.tasks.front().name));
    Result result;
    result.title = variant.scenario.title;
    result.failure = why;
    return result;
}

// The part of a run that belongs to the task at `place`, as if it had run alone.
Result part_of(const Result& chain, std::size_t place, const Variant& variant) {
    const std::string quoted = fmt::format("'{}'", task_name(place));
    const std::string own = fmt::format("'{}'", variant.scenario.tasks.front().name);
    Result part = chain;
    part.title = variant.scenario.title;
    part.canonical_scenario = canonical_toml(variant.scenario);
    part.scenario_sha256 = sha256(part.canonical_scenario);
    std::erase_if(part.warnings, [&](const std::string& warning) { return warning.find(quoted) == std::string::npos; });
    for (std::string& warning : part.warnings) replace_all(warning, quoted, own);
    std::erase_if(part.failed, [&](const TaskFailure& one) { return one.task != task_name(place); });
    for (TaskFailure& one : part.failed) {
        one.task = variant.scenario.tasks.front().name;
        part.failure = fmt::format("task {}: {}", own, one.reason);
    }
    const double start = static_cast<double>(place);
    std::erase_if(part.history,
                  [&](const HistoryRow& row) { return row.time <= start || row.time > start + 1.0 + 1e-9; });
    for (HistoryRow& row : part.history) row.time -= start;
    const auto state = std::ranges::find(chain.states, task_name(place), &ResultState::step);
    part.complete = state != chain.states.end();
    part.states.resize(std::min<std::size_t>(1, chain.states.size()));
    if (part.complete) {
        part.failure.clear();
        part.states.push_back(*state);
        part.states.back().step = variant.scenario.tasks.front().name;
        part.states.back().time = 1.0;
    }
    return part;
}

class VariantRuns {
  public:
    VariantRuns(const std::vector<Variant>& variants, const VariantOptions& options,
                const std::function<void(std::size_t, Result)>& solved)
        : variants_(variants), options_(options), solved_(solved) {
        for (std::size_t i = 0; i < variants.size(); ++i) {
            SPONDYL_ASSERT(variants[i].scenario.tasks.size() == 1, "variant {} has {} tasks", variants[i].name,
                           variants[i].scenario.tasks.size());
            pending_.push_back({.variant = i});
        }
    }

    void run() {
        while (!pending_.empty()) {
            const std::vector<Chain> chains = chains_of(variants_, pending_);
            pending_.clear();
            std::vector<ChildCommand> commands;
            for (std::size_t c = 0; c < chains.size(); ++c) commands.push_back(prepare(chains[c], c));
            run_children(commands, options_.jobs,
                         [&](const ChildEnd& end) { collect(chains[end.command], folder(end.command), end.code); });
            // Which run ends first is chance; what runs next shall not be.
            std::ranges::sort(pending_, {}, &Pending::variant);
        }
    }

  private:
    [[nodiscard]] fs::path folder(std::size_t chain) const { return options_.work / fmt::format("chain_{}", chain); }

    ChildCommand prepare(const Chain& chain, std::size_t index) const {
        Scenario scenario = variants_[chain.front().variant].scenario;
        scenario.expect.clear();
        scenario.tasks.clear();
        for (std::size_t place = 0; place < chain.size(); ++place) {
            Task task = variants_[chain[place].variant].scenario.tasks.front();
            task.name = task_name(place);
            scenario.tasks.push_back(task);
        }
        const fs::path file = fs::path(folder(index)) += ".toml";
        std::ofstream stream(file);
        if (!(stream << canonical_toml(scenario)).flush())
            throw UserError(fmt::format("cannot write {}", file.string()));
        return {{options_.program.string(), "run", file.string(), "-o", folder(index).string(), "--threads", "1",
                 "--quiet"},
                fs::path(folder(index)) += ".log"};
    }

    void collect(const Chain& chain, const fs::path& folder, int code) {
        constexpr int exit_solve_failed = 3;  // of `spondyl run`; 0 and 3 leave a result file
        if (code != 0 && code != exit_solve_failed) {
            const std::string log = read_log(fs::path(folder) += ".log");
            for (const Pending& one : chain) {
                if (chain.size() > 1) {  // one of them is to blame
                    pending_.push_back({one.variant, true});
                } else {
                    finish(one, refused(variants_[one.variant], fs::path(folder) += ".toml", log));
                }
            }
            return;
        }
        const Result result = read_results(folder / "result.vtkhdf");
        std::error_code ignored;
        fs::remove_all(folder, ignored);
        for (std::size_t place = 0; place < chain.size(); ++place) {
            Result part = part_of(result, place, variants_[chain[place].variant]);
            if (part.complete || !part.failed.empty() || place == 0) {
                finish(chain[place], std::move(part));
            } else {
                pending_.push_back({chain[place].variant, true});  // the run ended before it was tried
            }
        }
    }

    void finish(const Pending& one, Result result) {
        solved_(one.variant, std::move(result));
        ++done_;
        if (options_.progress) options_.progress(done_, variants_.size(), variants_[one.variant].name);
    }

    const std::vector<Variant>& variants_;
    const VariantOptions& options_;
    const std::function<void(std::size_t, Result)>& solved_;
    std::vector<Pending> pending_;
    std::size_t done_ = 0;
};

}  // namespace

void run_variants(const std::vector<Variant>& variants, const VariantOptions& options,
                  const std::function<void(std::size_t variant, Result result)>& solved) {
    VariantRuns(variants, options, solved).run();
}

}  // namespace spondyl
