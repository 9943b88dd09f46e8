// SPDX-License-Identifier: Apache-2.0
#include "studies/sweep/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "io/results/summary_csv.hpp"
#include "io/safe_write.hpp"
#include "io/scenario/key_value.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"
#include "studies/distribution.hpp"
#include "studies/sampling.hpp"
#include "studies/sweep/sweep_measures.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using How = StrategyChange::How;

// A point of one of the parts of a study: one value for each key of the part.
using Point = std::vector<schema::Value>;
struct StudyPart {
    std::string_view name;
    std::vector<StudyKey> keys;
    std::vector<Point> points = {{}};
};

StudyPart list_of(const Study& study) {
    StudyPart part{.name = "list", .keys = study.list.keys};
    if (!study.list.rows.empty()) part.points = study.list.rows;
    return part;
}

StudyPart grid_of(const Study& study) {
    StudyPart part{.name = "grid", .keys = {}};
    for (const StudyAxis& axis : study.grid) {
        part.keys.push_back(axis.key);
        std::vector<Point> finer;
        for (const Point& point : part.points) {
            for (const schema::Value& value : axis.values) {
                finer.push_back(point);
                finer.back().push_back(value);
            }
        }
        part.points = std::move(finer);
    }
    return part;
}

Distribution distribution_of(const Spread& spread) {
    switch (spread.kind) {
        case SpreadKind::uniform:
            return {"uniform", std::array{*spread.low, *spread.high}};
        case SpreadKind::normal:
            return {"normal", std::array{*spread.mean, *spread.sd}};
        case SpreadKind::triangular:
            return {"triangular", std::array{*spread.low, *spread.mode, *spread.high}};
        case SpreadKind::truncated_normal:
            return {"truncated_normal", std::array{*spread.mean, *spread.sd, *spread.low, *spread.high}};
        case SpreadKind::choice:
            break;
    }
    throw InternalError("a choice is no continuous distribution");
}

// The value at u of (0,1).
schema::Value chosen(const Spread& spread, double u) {
    std::vector<double> weights = spread.weights;
    if (weights.empty()) weights.assign(spread.values.size(), 1.0);
    const double target = u * std::accumulate(weights.begin(), weights.end(), 0.0);
    double below = 0.0;
    for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
        below += weights[i];
        if (target < below) return spread.values[i];
    }
    return spread.values.back();
}

StudyPart samples_of(const Study& study) {
    StudyPart part{.name = "samples", .keys = {}};
    const std::vector<StudySample>& keys = study.samples.keys;
    if (keys.empty()) return part;
    for (const StudySample& one : keys) part.keys.push_back(one.key);
    const auto points = sample_unit_cube(find_sampling_method(study.samples.method), study.samples.count,
                                         static_cast<int>(keys.size()), static_cast<std::uint64_t>(study.samples.seed));
    part.points.assign(points.size(), {});
    for (std::size_t k = 0; k < keys.size(); ++k) {
        const Spread& spread = keys[k].spread;
        if (spread.kind == SpreadKind::choice) {
            for (std::size_t i = 0; i < points.size(); ++i) part.points[i].push_back(chosen(spread, points[i][k]));
            continue;
        }
        const Distribution distribution = distribution_of(spread);
        for (std::size_t i = 0; i < points.size(); ++i)
            part.points[i].emplace_back(distribution.quantile(points[i][k]));
    }
    return part;
}

SweepValue stored_value(const StudyKey& key, const schema::Value& value) {
    if (const double* number = std::get_if<double>(&value)) return *number;
    if (!key.path.is_number()) return key_value_text(*key.path.key, value);
    return static_cast<double>(std::get<std::int64_t>(value));
}

SweepInput input_of(const StudyKey& key, std::string_view from) {
    return {key.path.text, std::string(name(key.how)), key.how == How::scale ? "1" : std::string(key.path.key->unit),
            std::string(from)};
}

std::string samples_text(const StudySamples& samples) {
    if (samples.keys.empty()) return {};
    return fmt::format("{} of {}, seed {}", samples.count, samples.method, samples.seed);
}

// The inputs of a case, in words.
std::string case_text(const SweepManifest& manifest, const SweepCase& one) {
    std::string text;
    for (std::size_t i = 0; i < one.values.size(); ++i)
        text += fmt::format("{}{} {} {}", text.empty() ? "" : ", ", manifest.inputs[i].how, manifest.inputs[i].key,
                            std::visit([](const auto& value) { return fmt::format("{}", value); }, one.values[i]));
    if (one.strategy != no_strategy) text += fmt::format("{}strategy {}", text.empty() ? "" : ", ", one.strategy);
    return text.empty() ? "the base" : text;
}

}  // namespace

SweepPlan plan_sweep(const Study& study) {
    const std::array parts = {list_of(study), grid_of(study), samples_of(study)};
    SweepPlan plan;
    SweepManifest& manifest = plan.manifest;
    manifest.title = study.title;
    manifest.description = study.description;
    manifest.base = canonical_toml(study.base);
    manifest.samples = samples_text(study.samples);
    std::size_t count = study.strategies.size();
    for (const StudyPart& part : parts) {
        for (const StudyKey& key : part.keys) manifest.inputs.push_back(input_of(key, part.name));
        count *= part.points.size();
    }
    Scenario widest = study.base;
    const std::size_t digits = fmt::format("{}", count).size();
    for (std::size_t i = 0; i < count; ++i) {
        std::array<std::size_t, 3> place{};
        std::size_t rest = i / study.strategies.size();
        for (std::size_t p = parts.size(); p-- > 0; rest /= parts[p].points.size())
            place[p] = rest % parts[p].points.size();
        const std::optional<Strategy>& strategy = study.strategies[i % study.strategies.size()];
        SweepCase one{fmt::format("{:0{}}", i + 1, digits), {}, strategy ? strategy->name : no_strategy, {}};
        std::vector<StrategyChange> changes;
        for (std::size_t p = 0; p < parts.size(); ++p) {
            const Point& point = parts[p].points[place[p]];
            for (std::size_t k = 0; k < point.size(); ++k) {
                changes.push_back(parts[p].keys[k].change(point[k]));
                one.values.push_back(stored_value(parts[p].keys[k], point[k]));
            }
        }
        try {
            Scenario scenario = with_changes(study.base, changes, "the values");
            if (strategy) scenario = with_strategy(scenario, *strategy);
            widest.spine.top = std::min(widest.spine.top, scenario.spine.top);
            widest.spine.bottom = std::max(widest.spine.bottom, scenario.spine.bottom);
            plan.scenarios.push_back(canonical_toml(scenario));
        } catch (const UserError& error) {
            throw UserError(
                fmt::format("case {} ({}) is not possible: {}", one.id, case_text(manifest, one), error.what()));
        }
        if (plan.scenarios.back().size() > limits::plan_bytes / count)
            throw UserError(fmt::format("{} cases of a scenario of {} bytes are too many; at most {} bytes together",
                                        count, plan.scenarios.back().size(), limits::plan_bytes));
        one.sha256 = sha256(plan.scenarios.back());
        manifest.cases.push_back(std::move(one));
    }
    // A disc that only some cases have is a column nevertheless.
    manifest.measures = select_measures(available_measures(widest, study.at), study.measures);
    return plan;
}

bool write_plan(const SweepPlan& plan, const fs::path& sweep) {
    const std::string text = manifest_text(plan.manifest);
    const fs::path file = sweep_files::manifest(sweep);
    const bool there = fs::exists(file);
    if (there && sweep_files::content(file) != text)
        throw UserError(fmt::format("{} holds another plan; take another folder, or remove this one", sweep.string()));
    for (const char* folder : {"scenarios", "cases", "failures"}) make_folder(sweep / folder);
    for (std::size_t i = 0; i < plan.scenarios.size(); ++i) {
        const fs::path scenario = sweep_files::scenario(sweep, plan.manifest.cases[i].id);
        if (sweep_files::content(scenario) == plan.scenarios[i]) continue;
        // Not synced one by one: run compares the fingerprint, and planning again restores a damaged file.
        write_csv(plan.scenarios[i], scenario);
    }
    if (!there) write_text_safely(file, text);
    return !there;
}

}  // namespace spondyl
