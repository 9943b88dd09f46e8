// SPDX-License-Identifier: Apache-2.0
#include "tests/viz/report/made_up_comparison.hpp"

#include <cmath>

#include "studies/comparison_summary.hpp"
#include "tests/viz/synthetic_result.hpp"

namespace spondyl::test {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr int draws = 40;

ComparedCase make_case(const std::string& name, const std::string& title, const std::vector<double>& values,
                       double load) {
    ComparedCase one;
    one.name = name;
    one.title = title;
    one.description = "What " + name + " does.";
    one.mechanics = name == "base" ? "" : "load_distance_cm & more";
    one.evidence = "Someone 2001 <b>said</b> so.";
    one.limits = "Only \"mechanics\".";
    for (const double value : values) one.values.emplace_back().value = value;
    one.result =
        make_synthetic_result({.top = Vertebra::L3, .around = 16, .rings = 2, .task = true, .structures = true});
    one.scenario.person = {.sex = Sex::female, .height_cm = 165.0, .age_years = 48.0, .mass_kg = 62.0};
    one.scenario.tasks = {{.name = "lift <it>", .load_kg = name == "closer" ? 10.0 : 12.0}};
    one.scenario.work = {.lift = {.frequency_per_min = 4.0, .duration_h = 2.0}};
    LiftingRow& lift = one.result.states.back().lifting.emplace_back();
    lift.load_kg = 12.0;
    lift.horizontal_cm = 40.0;
    lift.horizontal_measured = 1.0;
    lift.horizontal_multiplier = 0.625;
    lift.recommended_weight_kg = 7.47;
    lift.lifting_index = 1.606;
    lift.counts = 1.0;
    one.result.scenario_sha256 = std::string(64, 'a');
    one.result.canonical_scenario = "title = \"<made up>\"\n";
    for (Field& field : one.result.states.back().cell_fields)
        for (double& value : field.values) value *= load;
    return one;
}

// Even steps around the value; those of different cases keep their distance unless it is small against the spread.
void add_samples(Comparison& comparison) {
    comparison.samples = draws;
    for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
        for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
            ComparedValue& value = comparison.cases[i].values[m];
            for (int k = 0; k < draws; ++k) {
                // "same" wins in every second draw.
                const double shift = i == 4 ? (k % 2 == 0 ? 0.03 : -0.03) : 0.0;
                value.draws.push_back(value.value * (0.9 + 0.2 * k / (draws - 1) + shift));
            }
            value.low = value.value - 0.1 * std::abs(value.value);
            value.high = value.value + 0.1 * std::abs(value.value);
            if (i > 0) value.chance_better = chance_better(comparison, i, 0, m);
        }
    }
}

}  // namespace

Comparison made_up_comparison(bool samples) {
    Comparison comparison;
    comparison.title = "Lifting <15 kg> & \"more\"";
    comparison.measures = {{.key = "compression_L5S1_N",
                            .title = "Compression at L5-S1",
                            .unit = "N",
                            .doc = "Presses.",
                            .source = "A < B",
                            .limit = 3400.0,
                            .headline = true,
                            .resolution_percent = 1.0,
                            .limit_note = "of <NIOSH>"},
                           {.key = "strength_used",
                            .title = "Strength used",
                            .unit = "1",
                            .doc = "Share.",
                            .source = "s",
                            .limit = 1.0,
                            .decimals = 2},
                           {.key = "stability_margin_Nm_rad",
                            .title = "Stability margin",
                            .unit = "N*m/rad",
                            .doc = "Margin.",
                            .source = "s",
                            .lower_is_better = false,
                            .decimals = 1},
                           {.key = "passive_moment_share",
                            .title = "Share of the moment carried by passive tissue",
                            .unit = "1",
                            .doc = "Share.",
                            .source = "s",
                            .judged = false,
                            .decimals = 2},
                           {.key = "action_limit_ratio",
                            .title = "Action limit ratio",
                            .unit = "1",
                            .doc = "Ratio.",
                            .source = "s",
                            .limit = 1.0,
                            .decimals = 3}};
    comparison.cases = {make_case("base", "Lifting", {4000.0, 0.9, 10.0, 0.1, 1.176}, 1.0),
                        make_case("closer", "Load <closer>", {3200.0, 0.8, 12.0, 0.1, 0.941}, 0.7),
                        make_case("weak", "Weak muscles", {4400.0, 1.3, none, 0.2, 1.294}, 1.2),
                        make_case("too_high", "Shelf too high", {none, none, none, none, none}, 1.0),
                        make_case("same", "Much the same", {4100.0, 0.92, -2.0, 0.1, 1.206}, 1.02)};
    comparison.cases[2].result.verdicts = {{.task = "lift", .kind = VerdictKind::too_weak, .needed_scale = 1.3}};
    Result& failed = comparison.cases[3].result;
    failed.complete = false;
    failed.failure = "the arm reaches <40 cm> only\nmore";
    failed.states.clear();
    if (samples) add_samples(comparison);
    comparison.assumptions = {"Every case is a still picture & nothing else."};
    comparison.tissue_sets = {"hgo_dispersed"};
    comparison.provenance = {{"version", "0.1.0"}, {"git_hash", "0123456789ab"}};
    comparison.summary = summary_of(comparison);
    return comparison;
}

}  // namespace spondyl::test
