// SPDX-License-Identifier: Apache-2.0
#include "studies/variant_runs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"
#include "studies/case_runner.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

// Building and settling a model take a quarter of the time of a single task, so chains save work; long ones leave
// processors idle.
constexpr std::size_t longest_chain = 2;

struct Pending {
    std::size_t variant = 0;
    bool alone = false;  // from rest, in a run of its own
};
using Chain = std::vector<Pending>;

// The scenario without its task and texts: who is modelled, and how.
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
    std::map<std::pair<int, std::string>, std::size_t> open;  // chain of this model that is not full
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
    // Longest first, so that no long run remains alone at the end.
    std::ranges::stable_sort(chains, std::greater<>(), &Chain::size);
    return chains;
}

// Names of tasks in the run of a chain; one that runs alone keeps its own.
std::string task_name(const Variant& variant, std::size_t place, std::size_t all) {
    return all == 1 ? variant.scenario.tasks.front().name : fmt::format("variant {}", place + 1);
}

Result refused(const Variant& variant, const std::string& reason) {
    // The run read a temporary file, whose line numbers are of no use to the user.
    const std::vector<std::string> mistakes = mistakes_in(variant.scenario);
    Result result;
    result.title = variant.scenario.title;
    result.failure = mistakes.empty() ? reason : fmt::format("{}", fmt::join(mistakes, "\n"));
    return result;
}

// The part of a run that belongs to the task at `place` of `all`, as if it had been computed alone.
Result part_of(const Result& chain, std::size_t place, std::size_t all, const Variant& variant) {
    const std::string name = task_name(variant, place, all);
    const std::string& own = variant.scenario.tasks.front().name;
    Result part = chain;
    part.title = variant.scenario.title;
    part.canonical_scenario = canonical_toml(variant.scenario);
    part.scenario_sha256 = sha256(part.canonical_scenario);
    std::erase_if(part.warnings,
                  [&](const InputWarning& warning) { return !warning.task.empty() && warning.task != name; });
    for (InputWarning& warning : part.warnings) {
        if (!warning.task.empty()) warning.task = own;
    }
    std::erase_if(part.verdicts, [&](const TaskVerdict& one) { return one.task != name; });
    for (TaskVerdict& one : part.verdicts) one.task = own;
    const double start = static_cast<double>(place);
    std::erase_if(part.history,
                  [&](const HistoryRow& row) { return row.time <= start || row.time > start + 1.0 + 1e-9; });
    for (HistoryRow& row : part.history) row.time -= start;
    const auto state = std::ranges::find(chain.states, name, &ResultState::step);
    part.complete = state != chain.states.end();
    part.states.resize(std::min<std::size_t>(1, chain.states.size()));
    if (part.complete) {
        part.failure.clear();
        part.states.push_back(*state);
        part.states.back().step = own;
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
            std::vector<CaseRequest> cases;
            for (std::size_t c = 0; c < chains.size(); ++c) cases.push_back(prepare(chains[c], c));
            run_cases(cases, {.program = options_.program, .jobs = options_.jobs, .keep_results = false},
                      [&](const CaseEnd& end) { collect(chains[end.index], end); });
            // The order in which runs end varies; the order of later runs must not.
            std::ranges::sort(pending_, {}, &Pending::variant);
        }
    }

  private:
    CaseRequest prepare(const Chain& chain, std::size_t index) const {
        Scenario scenario = variants_[chain.front().variant].scenario;
        scenario.expect.clear();
        scenario.tasks.clear();
        bool measures_only = true;
        for (std::size_t place = 0; place < chain.size(); ++place) {
            const Variant& variant = variants_[chain[place].variant];
            Task task = variant.scenario.tasks.front();
            task.name = task_name(variant, place, chain.size());
            scenario.tasks.push_back(task);
            measures_only = measures_only && variant.measures_only;
        }
        const fs::path folder = options_.work / fmt::format("chain_{}", index);
        const fs::path file = fs::path(folder) += ".toml";
        write_case(scenario, file);
        return {.scenario = file, .folder = folder, .measures_only = measures_only};
    }

    void collect(const Chain& chain, const CaseEnd& end) {
        if (!end.result) {
            for (const Pending& one : chain) {
                if (chain.size() > 1) {  // one of them caused it
                    pending_.push_back({one.variant, true});
                } else {
                    finish(one, refused(variants_[one.variant], end.reason));
                }
            }
            return;
        }
        for (std::size_t place = 0; place < chain.size(); ++place) {
            Result part = part_of(*end.result, place, chain.size(), variants_[chain[place].variant]);
            if (!part.verdicts.empty() || place == 0) {
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
